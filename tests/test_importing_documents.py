"""`import document`: the two real plans, the shapes written for it, what is no plan, and where every character went."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accuracy_documents import HERE, KINDS, measure_folder
from commands import run
from docx_building import docx, paragraphs
from zhenggai.errors import ZhenggaiError
from zhenggai.importers.document import read_document
from zhenggai.importers.draft import Draft
from zhenggai.terms import DeadlineKind

SHARED = Path(__file__).parent.parent.parent / "shared" / "documents"
FOLDERS = sorted(path.parent for path in HERE.glob("documents*/expected.yaml"))


def real(name: str) -> Draft:
    """Read one of the two real documents, which are not part of this repository."""
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"the document {name} is not at hand beside the repository")
    return read_document(path.read_bytes(), name)


def test_xuchang_comes_out_whole() -> None:
    """The Xuchang document gives its categories, issues, tasks, measures, deadlines, sources, units and header."""
    plan = real("xuchang-2021.txt").plan
    assert plan is not None
    tasks = [task for _category, _issue, task in plan.rows()]
    assert (len(plan.categories), sum(len(c.issues) for c in plan.categories), len(tasks)) == (2, 3, 9)
    assert [len(task.measures) for task in tasks] == [4, 3, 2, 2, 2, 3, 3, 1, 1]
    assert Counter(str(task.deadline.due) for task in tasks if task.deadline) == {
        "2022-06-13": 5, "2022-07-10": 4,
    }  # fmt: skip
    assert [task.id for task in tasks if not task.sources] == ["2-3"]
    assert all(task.units for task in tasks)
    assert len(plan.issuers) == 6
    assert [basis.number for basis in plan.bases] == [
        "许巩固脱贫组〔2022〕3号", "豫财农综〔2022〕13号", "豫财农综〔2022〕16号",
    ]  # fmt: skip
    assert [(str(rule.due), len(rule.recipients)) for rule in plan.reporting] == [("2022-06-14", 6)]
    assert plan.campaign is not None
    assert str(plan.campaign.end) == "2022-07-31"
    assert len(plan.contacts) == 6


@pytest.mark.parametrize(
    "words",
    [
        ("项目资金管理不够规范", "项目管理不够规范"),
        ("均已达到", "均未达到"),
        ("60.16", "56.16"),
        ("责任单位：正文写6个", "附件台账写4个"),
        ("照抄了整改措施",),
        ("11月底", "2022-06-13"),
    ],
    ids=" ".join,
)
def test_xuchang_doubts_quote_both_sides(words: tuple[str, ...]) -> None:
    """Every contradiction of the Xuchang document is a doubt that quotes both sides, with its line."""
    texts = [doubt.message.replace(" ", "") for doubt in real("xuchang-2021.txt").doubts]
    assert any(all(word in text for word in words) for text in texts)


def test_menglai_comes_out_whole() -> None:
    """The Menglai document gives 4 categories, 13 tasks with lead, units and deadline, its counts and its reporting."""
    plan = real("menglai-2022.txt").plan
    assert plan is not None
    tasks = [task for _category, _issue, task in plan.rows()]
    assert [len([t for i in c.issues for t in i.tasks]) for c in plan.categories] == [3, 4, 3, 3]
    assert all(task.lead and task.units for task in tasks)
    assert {task.deadline.kind for task in tasks if task.deadline} == {DeadlineKind.STAGED}
    assert plan.stated is not None
    assert (plan.stated.issues, plan.stated.measures) == (4, 13)
    assert [rule.days for rule in plan.reporting] == [(14, 29)]
    assert len(plan.bases) == 4
    assert all(basis.number for basis in plan.bases)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_documents_are_read_as_a_person_read_them(folder: Path) -> None:
    """Problems, measures, units and deadlines are found in every folder, at most one in ten missed or made up."""
    results = measure_folder(folder)
    assert results
    for kind in KINDS:
        right = sum(result.scores[kind].right for result in results)
        assert right >= 0.9 * sum(result.scores[kind].found for result in results)
        assert right >= 0.9 * sum(result.scores[kind].there for result in results)


@pytest.mark.parametrize("path", sorted(HERE.glob("documents*/not-*.txt")), ids=lambda path: path.stem)
def test_what_is_no_plan_makes_no_ledger(path: Path, workspace: Path) -> None:
    """A notice, a news item or an empty report gives no issues, says so with exit 3, and writes nothing."""
    ran = run("import", "document", str(path), "--id", "none")
    assert ran.code == 3
    assert ran.err
    assert not list((workspace / "ledgers").iterdir())


@settings(max_examples=60)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=300))
def test_every_character_is_placed_or_named(text: str) -> None:
    """Of any text, every character is in the draft or listed as left out, or the reading is refused in Chinese."""
    try:
        draft = read_document(text.encode(), "any.txt")
    except ZhenggaiError:
        return
    account = draft.account
    assert account.placed + account.frame + account.left_out == account.total == len("".join(text.split()))


def test_a_word_document_is_read_with_its_tables(workspace: Path) -> None:
    """A .docx becomes a plan file on the command line, and --dry-run writes nothing."""
    raw = docx(
        paragraphs(
            "某县整改方案", "2023年9月1日", "一、资金管理方面", "（一）专项资金滞留。部分资金拨付不及时。",
            "整改措施：一是清理滞留资金。二是建立月通报制度。", "责任单位：县财政局", "整改时限：2023年10月底前",
        )
    )  # fmt: skip
    (workspace / "方案.docx").write_bytes(raw)
    assert run("import", "document", "方案.docx", "--id", "docx-2023", "--dry-run").code == 0
    assert not list((workspace / "ledgers").iterdir())
    assert run("import", "document", "方案.docx", "--id", "docx-2023").code == 0
    text = (workspace / "ledgers" / "docx-2023.yaml").read_text(encoding="utf-8")
    assert "日期: 2023-10-31" in text
    assert "- 建立月通报制度。" in text
