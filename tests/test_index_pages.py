"""Pages of the index: what is put on them comes back, nobody is lost or doubled when they are arranged anew."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.store import index_pages
from zhenggai.store.index_pages import FULL, Entry, arranged, can_keep, head_proof, open_head, pack_head
from zhenggai.store.scan import RACY, Signature

SECTIONS = ("one", "other")
NAMES = [f"县/p{number}-2021.yaml" for number in range(40)]


def entries() -> st.SearchStrategy[Entry]:
    numbers = st.integers(0, 2**62)
    return st.builds(
        Entry,
        path=st.sampled_from(NAMES),
        signature=st.builds(Signature, numbers, numbers, numbers),
        read=numbers,
        note=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=5),
        sections=st.dictionaries(st.sampled_from(SECTIONS), st.binary(max_size=20)),
    )


def several(most: int) -> st.SearchStrategy[list[Entry]]:
    return st.lists(entries(), max_size=most, unique_by=lambda entry: entry.path)


@given(several(FULL).filter(bool))
def test_a_page_comes_back(some: list[Entry]) -> None:
    """Every file's path, signature, note and parts of the sections are read back; a section not given is empty."""
    head = pack_head(some, SECTIONS)
    page = open_head(7, head_proof(7, head, 1), head, SECTIONS)
    bodies = {name: b"".join(entry.sections.get(name, b"") for entry in some) for name in SECTIONS}
    whole = [one._replace(sections={name: one.sections.get(name, b"") for name in SECTIONS}) for one in some]
    assert page.entries(bodies) == whole


@given(entries(), st.sampled_from([0, 1, 2]))
def test_only_what_is_as_it_was_is_known(entry: Entry, field: int) -> None:
    """A file is known by its whole signature, if it had rested for a tick of the coarsest clock when it was read."""
    entry = entry._replace(signature=entry.signature._replace(changed=max(0, entry.read - RACY - 1)))
    head = pack_head([entry], SECTIONS)
    page = open_head(1, 0, head, SECTIONS)
    rested = entry.signature.changed + RACY < entry.read
    assert list(page.known({entry.path: entry.signature})) == ([(0, entry.path)] if rested else [])
    other = list(entry.signature)
    other[field] += 1
    assert not list(page.known({entry.path: Signature(*other)}))
    assert not list(page.known({}))


@given(st.lists(several(FULL), max_size=3), several(40), st.sets(st.sampled_from(NAMES)))
def test_nobody_is_lost_or_doubled(kept: list[list[Entry]], new: list[Entry], gone: set[str]) -> None:
    """Afterwards each path that is left stands once, the new ones as they are now, on pages that are not too full."""
    seen: set[str] = set()
    pages = {}
    for number, some in enumerate(kept, start=1):
        pages[number] = [entry for entry in some if entry.path not in seen]
        seen |= {entry.path for entry in some}
    filled = arranged(pages, new, gone, following=len(pages) + 5)
    found = list(chain.from_iterable(filled.values()))
    expected = {entry.path: entry for page in pages.values() for entry in page if entry.path not in gone}
    expected |= {entry.path: entry for entry in new}
    assert {entry.path: entry for entry in found} == expected
    assert len(found) == len(expected)
    assert all(len(page) <= FULL for page in filled.values())
    assert all(number in pages or number >= len(pages) + 5 for number in filled)


def test_a_changed_file_stays_on_its_page() -> None:
    """Where something else is read of a file its page and its place on it are the same, as long as there is room."""
    signature = Signature(1, 2, 3)
    page = [Entry(name, signature, 4, "", {"one": name.encode()}) for name in NAMES[:3]]
    changed = page[1]._replace(note="!")
    assert arranged({4: page}, [changed], (), following=5) == {4: [page[0], changed, page[2]]}


def test_large_files_have_pages_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page takes files up to a size, so that no row grows beyond what the index believes; one alone may be larger."""
    monkeypatch.setattr(index_pages, "LARGE", 10)
    some = [
        Entry(name, Signature(1, 2, 3), 4, "", {"one": bytes(size)})
        for name, size in zip(NAMES, (6, 4, 1, 30, 2), strict=False)
    ]
    filled = arranged({}, some, (), following=1)
    assert [[len(entry.sections["one"]) for entry in page] for page in filled.values()] == [[6, 4], [1], [30], [2]]
    grown = some[0]._replace(sections={"one": bytes(9)})
    again = arranged(filled, [grown], (), following=9)
    assert [[entry.path for entry in page] for page in again.values()] == [
        [NAMES[0]],
        [NAMES[2]],
        [NAMES[3]],
        [NAMES[4], NAMES[1]],
    ]


@pytest.mark.parametrize(
    "entry",
    [
        Entry("a.yaml", Signature(1, 1, 2**64 - 1), 1, "", {}),
        Entry("a.yaml", Signature(1, 2**63 - 1, 1), 1, "", {}),
        Entry("\udcb6.yaml", Signature(1, 1, 1), 1, "", {}),
        Entry("a.yaml", Signature(1, 1, 1), 1, "a\0b", {}),
    ],
    ids=["inode of 64 bits", "year 2262", "no text", "a note with NUL"],
)
def test_what_no_page_can_hold(entry: Entry) -> None:
    """A file whose numbers are too large, or whose name is no text, is not kept at all."""
    assert not can_keep(entry)
    assert can_keep(Entry("a.yaml", Signature(1, 1, 2**63 - 1), 1, "", {}))
