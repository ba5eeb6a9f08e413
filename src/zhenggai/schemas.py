"""The JSON schemas of the files, generated from the models, so that an editor completes keys and values.

`python -m zhenggai.schemas plan` prints one; `make schemas` writes them all; a test fails when they are stale.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from zhenggai.columns import LayoutFile
from zhenggai.model import Plan
from zhenggai.settings import Settings

if TYPE_CHECKING:
    from zhenggai.model import Record

MODELS: dict[str, type[Record]] = {"plan": Plan, "settings": Settings, "layout": LayoutFile}
"""What is described, by the stem of its file: `<stem>.schema.json`."""


def file_name(stem: str) -> str:
    """Return the name of the schema's file under schemas/."""
    return f"{stem}.schema.json"


def schema_text(stem: str) -> str:
    """Return the JSON schema (draft 2020-12) of a model as the text of its file."""
    schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= MODELS[stem].model_json_schema(by_alias=True)
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]  # stdout is a TextIOWrapper here
    sys.stdout.write(schema_text(sys.argv[1]))
