"""What may not stand in a file at all: encodings, sizes, control characters, conflict markers, tabs, emptiness."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhenggai.findings import Finding, Place, Severity
from zhenggai.store import guards

GOOD = "标题: 某某整改方案\n进展:\n- 日期: 2022-06-10\n"


def refused(raw: bytes) -> list[Finding]:
    found = guards.decoded(raw, "某.yaml")
    assert isinstance(found, tuple), "the file was let through"
    return list(found)


def rules(raw: bytes) -> list[tuple[str, int, int]]:
    """Return rule, line and column of every finding."""
    return [(one.rule, one.place.line, one.place.column) for one in refused(raw) if one.place]


def test_good_text_comes_back_as_it_is() -> None:
    """A UTF-8 file comes back as its text, character for character."""
    assert guards.decoded(GOOD.encode(), "某.yaml") == GOOD


def test_bom_is_dropped_and_crlf_kept() -> None:
    """A BOM and CRLF are no fault: the text is what follows the BOM, line ends untouched."""
    text = GOOD.replace("\n", "\r\n")
    assert guards.decoded(guards.BOM + text.encode(), "某.yaml") == text


def test_four_megabytes_is_the_limit() -> None:
    """A file of exactly 4 MB is read, one byte more is refused, with its size."""
    line = b"# " + b"x" * 1021 + b"\n"
    full = GOOD.encode() + line * (guards.MAX_BYTES // len(line))
    full = full[: guards.MAX_BYTES].ljust(guards.MAX_BYTES, b"x")
    assert isinstance(guards.decoded(full, "某.yaml"), str)
    assert [one.rule for one in refused(full + b"x")] == ["size"]
    assert "4 MB" in refused(full + b"x")[0].message


def test_other_encodings_are_named() -> None:
    """GBK, UTF-16 and UTF-32 are told apart and named, with or without a BOM, and the way out is to save as UTF-8."""
    for encoding, name in [
        ("gbk", "GBK"),
        ("gb18030", "GBK"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
    ]:
        (finding,) = refused(GOOD.encode(encoding))
        assert (finding.place, finding.severity) == (Place("某.yaml"), Severity.ERROR)
        assert finding.rule == "encoding"
        assert name in finding.message
        assert "UTF-8" in finding.remedy


def test_utf16_without_chinese_is_named_too() -> None:
    """UTF-16 of nothing but ASCII, which also is valid UTF-8, is called UTF-16."""
    (finding,) = refused("a: 1\nb: 2\n".encode("utf-16-le"))
    assert "UTF-16" in finding.message


def test_a_broken_byte_does_not_make_a_utf8_file_gbk() -> None:
    """One broken byte in UTF-8 is named by its line and column, though GB 18030 could decode the file too."""
    raw = "标题: 整改\n备注: 好".encode()[:-1] + "\n责任: 市财政局\n".encode()
    assert raw.decode("gb18030")
    assert rules(raw) == [("encoding", 2, 5)]


def test_every_line_with_broken_bytes_is_named() -> None:
    """Every line with a broken byte is named, not only the first."""
    raw = "标题: 整改方案\n".encode() + b"a: \xff\n" + "备注: 无\n".encode() + b"b: x\xfe\n"
    assert rules(raw) == [("encoding", 2, 4), ("encoding", 4, 5)]


def test_a_lone_surrogate_is_called_by_its_name() -> None:
    """A surrogate encoded as if it were a character is refused as half a character."""
    (finding,) = refused("标题: 整改方案整改方案\n".encode() + b"a: \xed\xa0\x80\n")
    assert "代理码" in finding.message


def test_control_characters_are_named_with_their_place() -> None:
    """Every control character is named by its code point, line and column; a tab inside a line is none."""
    assert rules("a: 甲\x00乙\tc\n\x1b\n".encode()) == [("control", 1, 5), ("control", 2, 1)]
    assert "U+0000" in refused(b"a: \x00\n")[0].message


@given(st.characters(codec="utf-8"))
def test_only_forbidden_characters_are_refused(character: str) -> None:
    """A character in the middle of a line is refused exactly where FORBIDDEN says so."""
    raw = f"a: 甲{character}乙\n".encode()
    assert isinstance(guards.decoded(raw, ""), tuple) == bool(guards.FORBIDDEN.match(character))


def test_line_breaks_nobody_sees_are_refused() -> None:
    """NEL, LS and PS are refused: YAML 1.1 ends a line there and YAML 1.2 does not."""
    assert [one.rule for one in refused("a: 甲\u2028乙\x85丙\u2029\n".encode())] == ["control"] * 3


def test_long_lists_of_the_same_fault_are_counted() -> None:
    """After twenty findings of a kind the rest is counted in one more."""
    found = refused(b"a: b\n" + b"\x07\n" * 50)
    assert len(found) == guards.MAX_SHOWN + 1
    assert "30" in found[-1].message


def test_a_conflict_is_one_finding_with_its_extent() -> None:
    """A conflict, indented or not, is one finding at its beginning that names the lines to clear up."""
    raw = "a: 1\n  <<<<<<< HEAD\n  b: 2\n  ||||||| base\n  b: 1\n  =======\n  b: 3\n  >>>>>>> other\n"
    assert rules(raw.encode()) == [("conflict", 2, 3)]
    assert "第 2 行到第 8 行" in refused(raw.encode())[0].remedy


def test_every_conflict_and_every_stray_marker_is_found() -> None:
    """Two conflicts are two findings, and a marker without its partner is one of its own."""
    conflict = "<<<<<<< a\nb: 2\n=======\nb: 3\n>>>>>>> b\n"
    assert rules(f"x: 1\n{conflict}{conflict}>>>>>>> c\n".encode()) == [
        ("conflict", 2, 1),
        ("conflict", 7, 1),
        ("conflict", 12, 1),
    ]
    assert rules(b"x: 1\n<<<<<<< a\ny: 2\n") == [("conflict", 2, 1)]
    assert rules(b"x: 1\n||||||| a\ny: 2\n") == [("conflict", 2, 1)]
    assert rules(b"<<<<<<< a\n<<<<<<< b\n>>>>>>> c\n") == [("conflict", 1, 1), ("conflict", 2, 1)]


def test_what_only_resembles_a_conflict_is_let_through() -> None:
    """Seven equals signs alone, eight of anything and markers within a line are text."""
    for text in ("a: |\n  标题\n  =======\n", "a: |\n  <<<<<<<<\n  >>>>>>>>\n", "a: 见 <<<<<<< 处\n"):
        assert guards.decoded(text.encode(), "") == text


def test_tabs_in_the_indentation_are_refused_line_by_line() -> None:
    """Every line indented by a tab is named; a tab after the first character is fine."""
    assert rules(b"a:\n\tb: 1\n  \tc: 2\nd:\te\n") == [("tab", 2, 1), ("tab", 3, 3)]


def test_emptiness_is_never_a_ledger() -> None:
    """No bytes, blanks, comments and document marks alone are refused as empty."""
    for raw in (b"", guards.BOM, b" \n\n", b"# a\n  # b\n", b"---\n", b"--- # a\n...\n", b"\r\n# a\r\n"):
        assert [one.rule for one in refused(raw)] == ["empty"]


def test_a_text_can_be_asked_for_what_it_may_not_hold() -> None:
    """`forbidden` names the first character a text may not hold, and nothing for a text that is fine."""
    assert guards.forbidden("甲\ud800乙") == "U+D800"
    assert guards.forbidden("甲\n乙\t丙\r😀") is None


@given(st.binary(max_size=200))
def test_guards_never_raise(raw: bytes) -> None:
    """Any bytes are either a text or findings with places."""
    found = guards.decoded(raw, "某.yaml")
    assert isinstance(found, str) or (found and all(one.place and one.message and one.remedy for one in found))
