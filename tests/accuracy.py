"""Prints how well `progress-without-fact` tells empty talk from content, on every labelled set of tests/corpus.

Positive is empty talk, for that is what the rule reports: precision is the share of its findings that are right, recall
the share of empty sentences it finds. The first set is what the rule was written on. Each of the others was written
after the rule as it then was, by somebody who did not look at its verdicts; what it scored before anything was changed
is kept here, since afterwards the set has taught the rule and proves less.
"""

from __future__ import annotations

from pathlib import Path

from zhenggai.checks.lexicon import lexicon_of
from zhenggai.settings import Settings
from zhenggai.wording.facts import states_something

CORPUS = Path(__file__).parent / "corpus"
FIRST_SIGHT = {
    "progress_heldout": (0.962, 0.893),
    "progress_heldout2": (0.979, 0.825),
    "progress_heldout3": (0.887, 0.948),
    "progress_heldout4": (0.956, 0.896),
    "progress_heldout5": (0.978, 0.900),
    "progress_heldout6": (0.981, 1.000),
}
"""Precision and recall of each held-out set when the rule met it first, in the order in which they were written."""


def score(path: Path) -> tuple[int, float, float]:
    """Return the number of sentences in a set, and precision and recall on it as the rule is now."""
    rows = [line.split("\t")[:2] for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    lexicon = lexicon_of(Settings())
    found = [label for sentence, label in rows if not states_something(sentence, lexicon)]
    empty = sum(label == "虚" for _sentence, label in rows)
    return len(rows), found.count("虚") / len(found), found.count("虚") / empty


def main() -> None:
    """Print one line a set."""
    print(f"{'set':20}{'sentences':>10}{'precision':>11}{'recall':>8}   at first sight")  # noqa: T201 - it prints a table
    for path in sorted(CORPUS.glob("progress*.tsv")):
        number, precision, recall = score(path)
        first = FIRST_SIGHT.get(path.stem)
        seen = f"{first[0]:.3f} {first[1]:.3f}" if first else "written on it"
        print(f"{path.stem:20}{number:>10}{precision:>11.3f}{recall:>8.3f}   {seen}")  # noqa: T201 - it prints a table


if __name__ == "__main__":
    main()
