"""What a text of progress states that somebody could go and look up: numbers, days, places, documents, things done.

Pure: the lexicon is handed in. Whether too little is stated for a ledger is a check's to judge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from zhenggai.wording import mentions
from zhenggai.wording.lexicon import Tone
from zhenggai.wording.moods import clauses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhenggai.wording.lexicon import Lexicon


class Kind(StrEnum):
    """What kind of fact it is; the values are what a clerk reads is missing."""

    QUANTITY = "数字"
    DAY = "日期"
    PLACE = "地点"
    DOCUMENT = "文件"
    DEED = "办成的事"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact in its own words. `weight` is 1 where it stands by itself, less where it needs another beside it."""

    kind: Kind
    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read: the facts it states as done, the clauses that are only intended, and its hollow words."""

    facts: tuple[Fact, ...]
    intentions: tuple[str, ...]
    hollow: tuple[str, ...]

    @property
    def score(self) -> float:
        """Add the facts up, at least 1 where the text states something; of the weak ones of a kind the best counts."""
        weak = dict.fromkeys(Kind, 0.0)
        for fact in self.facts:
            if fact.weight < 1:
                weak[fact.kind] = max(weak[fact.kind], fact.weight)
        return sum(fact.weight for fact in self.facts if fact.weight >= 1) + sum(weak.values())

    @property
    def states_something(self) -> bool:
        """Say whether there is a fact in it that somebody could look up."""
        return self.score >= 1

    @property
    def missing(self) -> tuple[Kind, ...]:
        """The kinds of fact the text has none of."""
        stated = {fact.kind for fact in self.facts}
        return tuple(kind for kind in Kind if kind not in stated)


def read_facts(text: str, lexicon: Lexicon) -> Reading:
    """Read a text of progress; any text is read."""
    facts: list[Fact] = []
    intentions: list[str] = []
    hollow: list[str] = []
    for clause, documents, is_intended in _clauses(text, lexicon):
        if is_intended:
            intentions.append(clause.replace(mentions.DOCUMENT_MARK, "《…》"))
            continue
        facts += _facts(clause, documents, lexicon)
        hollow += [word for tone, word in lexicon.parts(clause) if tone in _TALK and len(word) > 1]
    return Reading(tuple(facts), tuple(intentions), tuple(dict.fromkeys(hollow)))


def states_something(text: str, lexicon: Lexicon, enough: float = 1) -> bool:
    """Say whether the score of a text is `enough`, reading no further than it has to."""
    facts: list[Fact] = []
    whole = 0
    for clause, documents, is_intended in _clauses(text, lexicon):
        for fact in () if is_intended else _facts(clause, documents, lexicon):
            whole += fact.weight >= 1
            if whole >= enough:
                return True
            facts.append(fact)
    return Reading(tuple(facts), (), ()).score >= enough


_FULL_WIDTH = str.maketrans("０１２３４５６７８９％．", "0123456789%.")


def _clauses(text: str, lexicon: Lexicon) -> Iterator[tuple[str, list[str], bool]]:
    """Yield each clause with a mark for every document in it, those documents, and whether it is only intended."""
    body = text.replace(mentions.DOCUMENT_MARK, "").translate(_FULL_WIDTH)
    documents = mentions.DOCUMENT.findall(body)
    for clause in clauses(mentions.DOCUMENT.sub(mentions.DOCUMENT_MARK, body), lexicon):
        named = clause.text.count(mentions.DOCUMENT_MARK)
        yield clause.text, documents[:named], clause.is_intended
        del documents[:named]


def _facts(clause: str, documents: list[str], lexicon: Lexicon) -> Iterator[Fact]:
    if documents and mentions.issues_a_document(clause):
        yield from (Fact(Kind.DOCUMENT, document) for document in documents)
    days, rest = mentions.take_days(mentions.without_sayings(clause))
    yield from (Fact(Kind.QUANTITY, words, weight) for words, weight in mentions.quantities(rest))
    yield from (Fact(Kind.DAY, words, weight) for words, weight in days)
    if weight := _deed_weight(rest, lexicon):
        yield Fact(Kind.DEED, clause, weight)
    if place := mentions.first_place(rest):
        yield Fact(Kind.PLACE, place, 0.5)


# How empty the words of a tone are. A predicate that fits everything rules its clause and counts twice.
_EMPTY = {Tone.HOLLOW: 2, Tone.CLICHE: 1, Tone.VAGUE: 1, Tone.SLOGAN: 1, Tone.ACTIVITY: 1}
_TALK = {Tone.HOLLOW, Tone.CLICHE, Tone.SLOGAN}
_FULL = {Tone.DEED, Tone.THING}
_CONCRETE = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_MARKED_DONE = re.compile(r"已|(?<![为终除])了(?!解)|完毕|完$|完成|均|全部")
# Something happened to something: aspect (了 过 已 未 完), 把 and 被, and where it went or what it became (送到, 改成).
_HAPPENED = re.compile(
    r"已|(?<![为终除])了(?!解)|(?<![通经不难])过(?![程渡硬关高多于])|未(?!来|成年)|没|完(?![善全美整备])|掉|毕(?!业)"
    r"|把(?![关握控])|被(?!动)|(?<![理自])由(?!于|点|表|内)|(?<![供自])给(?!予)|回(?!应|头|潮|避|顾|归)|(?<=[退送移转交])[往至]"
    r"|[^位做感直达看得受听提想落见起]到(?![员位])|[^形完构组促达合集生养变]成(?![员效果本绩立熟风都就功长])"
)
# 对……问题, 以……为契机 only say what the next clause is about.
_TOPIC = re.compile(r"(?:问题|方面|现象|方式|契机|基础上|过程中|原则)$")


def _deed_weight(clause: str, lexicon: Lexicon) -> float:
    """Weigh what a clause says was done: by words of the lexicon, or by hardly being made of empty ones."""
    parts = list(lexicon.parts(clause))
    tones = {tone for tone, _word in parts}
    full = sum(len(word) for tone, word in parts if tone in _FULL or (tone is None and _CONCRETE.match(word)))
    empty = sum(_EMPTY.get(tone, 0) * len(word) for tone, word in parts if tone)
    share = full / (full + empty) if full >= 4 else 0.0
    is_marked = bool(_MARKED_DONE.search(clause))
    if is_marked and (Tone.DEED in tones or (full >= 2 and not empty)):
        return 1.0
    if share >= 0.55 and (is_marked or not _TOPIC.search(clause)):
        told = "".join("，" if tone in _EMPTY else word for tone, word in parts)
        if is_marked or Tone.DEED in tones or _HAPPENED.search(told) or (share >= 0.9 and full >= 8):
            return 1.0
    return 0.5 if share >= 0.55 or tones & {Tone.DEED, Tone.ACTIVITY} else 0.0
