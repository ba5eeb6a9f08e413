"""责任单位: official wordings read as lists of units, and lists written as wordings. Pure; the roster is handed in.

How a wording is cut into names lives in `unit_list`, what one name says by itself in `unit_names`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from zhenggai.roster import EMPTY, Roster
from zhenggai.wording.unit_list import take_apart
from zhenggai.wording.unit_names import LEVELS, Name, is_kind_of_place, parse_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Departments of a level's party committee: 市委组织部、宣传部 is 市委宣传部, while 县委办、政府办 is 县政府办.
_PARTY_DEPARTMENT = re.compile(
    r"(?:组织部|宣传部|统战部|统一战线工作部|社会工作部|政法委|政法委员会|编办|网信办|巡察办|老干部局|党校|政研室|政策研究室"
    r"|改革办|督查室|机关工委|直属机关工委)$"
)
# 各县（区）政府、开发区管委会: a zone is none of the counties'.
_ZONE_AUTHORITY = re.compile(r"(?:管委会|管理委员会)$")
# 市市场监管局 and 乡乡村振兴办 are the full names of these; other doublings (市市政服务中心) are for a person to see.
_DOUBLES_ITS_LEVEL = re.compile(r"市场监|乡村振兴")


class UnitsReading(NamedTuple):
    """A wording read.

    `units` stand in their order without repeats, under the roster's names where it knows them, collectives expanded by
    it. `doubts` are Chinese sentences without 。: what a person should look at.
    """

    text: str
    units: tuple[str, ...]
    doubts: tuple[str, ...]


_WIDE = str.maketrans("()", "（）")


def read_units(text: str, roster: Roster = EMPTY) -> UnitsReading:
    """Read a 责任单位 wording as the units it names; any text is read, and what is unclear is a doubt.

    A prefix written once (市, 许昌市, 各相关县（市、区）) serves the departments after it until ；, 。 or a name with
    one of its own, which then serves the rest. Companies, banks, colleges and central bodies share no prefix; the place
    in a school's or a hospital's name serves nobody else. Names the roster has are taken as they are; in others
    brackets are full-width, so that one unit written both ways is one.
    """
    apart = take_apart(text, roster.knows)
    units: list[str] = []
    doubts = list(apart.doubts)
    for group in apart.groups:
        for name, trouble in _read_group(group, roster):
            members, unexpanded = _expanded(name, roster)
            units += (one if roster.knows(one) else one.translate(_WIDE) for one in members)
            doubts += trouble + unexpanded
    return UnitsReading(text, tuple(dict.fromkeys(units)), tuple(dict.fromkeys(doubts)))


def write_units(units: Sequence[str]) -> str:
    """Write units as official wording, a shared prefix once: 市财政局、农业农村局；各相关县（市、区）财政局.

    Every shortening is read back before it is used, so `read_units` gives the same units again for all names that it
    reads as themselves when they stand alone.
    """
    text = ""
    written: list[str] = []
    for unit in dict.fromkeys(units):
        before = parse_name(written[-1]) if written else None
        written.append(unit)
        plain = read_units("；".join(written))
        text = next(
            (way for way in _ways_to_add(text, before, unit) if _says_the_same(read_units(way), plain)),
            f"{text}；{unit}",
        )
    return text


def _ways_to_add(text: str, before: Name | None, unit: str) -> Iterator[str]:
    """Yield the text with one more unit, the wording an official would like best first."""
    if before is None:
        yield unit
        return
    name = parse_name(unit)
    if _can_share(before, name):
        yield f"{text}、{name.body.removeprefix('委') if name.of_the_party else name.body}"
    if before.lends and name.lends and before.prefix[-1] != name.prefix[-1]:
        yield f"{text}；{unit}"
    yield f"{text}、{unit}"


def _can_share(before: Name, name: Name) -> bool:
    """Say whether the prefix of `before` would also be understood of `name`; 县委、政府 is nobody's style."""
    if not name.prefix or name.prefix != before.prefix or not (name.is_spelt_out and before.is_spelt_out):
        return False
    return before.body != "委" and (before.of_the_party or not name.of_the_party)


def _says_the_same(one: UnitsReading, other: UnitsReading) -> bool:
    return one.units == other.units and set(one.doubts) == set(other.doubts)


# --- what a name means among its neighbours ----------------------------------------------------------------------


class _Shared(NamedTuple):
    """The prefix that serves the names to come in a group, and the prefixes that stood before it.

    `earlier` has an empty prefix in it where a department stood without any.
    """

    prefix: str = ""
    collective: bool = False
    of_the_party: bool = False
    earlier: tuple[str, ...] = ()

    def after(self, name: Name) -> _Shared:
        """Return what is shared after `name`, which has not taken part in the sharing."""
        if not name.lends:
            bare = not self.prefix and name.is_department and not name.prefix
            return _Shared(
                self.prefix, self.collective, self.of_the_party, (*self.earlier, "") if bare else self.earlier
            )
        earlier = (*self.earlier, self.prefix) if self.prefix else self.earlier
        return _Shared(name.lends, name.collective, name.of_the_party, earlier)

    def given_to(self, name: Name) -> Name:
        """Return `name` with the shared prefix written out."""
        party = "委" if self.of_the_party and _PARTY_DEPARTMENT.match(name.text) else ""
        body = party + name.text
        return Name(self.prefix + body, self.prefix, body, self.collective)


def _read_group(texts: Sequence[str], roster: Roster) -> Iterator[tuple[Name, list[str]]]:
    """Yield every name of a group in full, with the doubts about it."""
    names = _with_bodies([parse_name(text) for text in texts])
    shared = _Shared()
    before: Name | None = None
    for position, name in enumerate(names):
        full, doubts = name, _own_doubts(name, names[position + 1 :], roster)
        if before and before.text.startswith("各") and is_kind_of_place(name.text):
            full = parse_name(f"各{name.text}")
        elif _takes_part(name, shared, roster):
            full = shared.given_to(name)
            doubts += _sharing_doubts(name, full, shared)
        else:
            shared = shared.after(name)
        before = full
        yield full, doubts


def _with_bodies(names: list[Name]) -> list[Name]:
    """Give levels that stand alone the next name's department: 省、市财政局 is 省财政局 and 市财政局."""
    complete: list[Name] = []
    following: Name | None = None
    for name in reversed(names):
        if name.text in LEVELS and following:
            complete.append(Name(name.text + following.body, name.text, following.body))
            continue
        shares = name.body and (name.collective or len(name.prefix) == 1) and name.is_spelt_out
        following = name if shares else None
        complete.append(name)
    return complete[::-1]


def _takes_part(name: Name, shared: _Shared, roster: Roster) -> bool:
    if not shared.prefix or name.prefix or not name.is_department:
        return False
    if shared.collective and _ZONE_AUTHORITY.search(name.text):
        return False
    if shared.collective or not roster.knows(name.text) or roster.knows(shared.given_to(name).text):
        return True
    # The roster has it as it stands; 县审计局、财政局 is not the 市财政局 it also calls 财政局 for short.
    own = parse_name(roster.canonical(name.text)).prefix
    return own != "" and not _agree(own, shared.prefix)


def _own_doubts(name: Name, following: Sequence[Name], roster: Roster) -> list[str]:
    """Doubt what does not look like a unit, two levels in one name, and a place whose department may follow later."""
    if roster.knows(name.text):
        return []
    if not name.looks_like_a_unit:
        return [f"“{name.text}”看不出是不是单位名称，按原样保留；确是单位的，请写全称，或者加进名录"]
    if len(name.prefix) == len(parse_name(name.body).prefix) == 1 and name.is_spelt_out:
        return [f"“{name.text}”像是两级单位连写，按一个名称保留；请分开写"]
    then = next((other for other in following if not other.is_place), None)
    if name.is_place and then and len(then.prefix) > 1 and then.body and not then.collective:
        return [f"“{name.text}”后面没有写部门，按这个地方本身读；如指“{name.text}{then.body}”，请写全称"]
    return []


def _sharing_doubts(name: Name, full: Name, shared: _Shared) -> list[str]:
    """Doubt a shared prefix where levels mix in the group, and where it doubles a character."""
    other = next((earlier for earlier in shared.earlier if not _agree(earlier, shared.prefix)), None)
    if other:
        return [f"“{name.text}”前面先后有“{other}”和“{shared.prefix}”，按“{full.text}”读；如不是，请写全称"]
    if other == "":
        return [f"“{name.text}”前面有的单位写了级别，有的没有写，按“{full.text}”读；如不是，请写全称"]
    if full.body[0] == shared.prefix[-1] and not _DOUBLES_ITS_LEVEL.match(full.body):
        return [f"“{name.text}”没有写级别，按“{full.text}”读；如不是，请用“；”与前面隔开"]
    return []


def _agree(one: str, other: str) -> bool:
    """Say whether two prefixes can mean the same: 市 and 许昌市."""
    return bool(one) and (one.endswith(other) or other.endswith(one))


def _expanded(name: Name, roster: Roster) -> tuple[list[str], list[str]]:
    """Return the units a name stands for by the roster, and a doubt where a roster with expansions does not say."""
    if roster.knows(name.text) or not name.collective or not roster.expansions:
        return [roster.canonical(name.text)], []
    if whole := roster.expand(name.text):
        return [roster.canonical(member) for member in whole], []
    doubts = []
    members = roster.expand(name.prefix)
    if not members and (members := roster.expand_loosely(name.prefix)):
        doubts.append(f"名录里没有“{name.prefix}”，按意思相近的一条展开，请核对是不是全部")
    if not members:
        return [name.text], [f"名录里没有写明“{name.prefix}”包括哪些，“{name.text}”按原样保留"]
    return [roster.canonical(member + name.body) for member in members], doubts
