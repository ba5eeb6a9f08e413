"""Ways an index file comes to harm, seeded, so that a failure can be made again: `harmed(random, whole, older)`."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    Harm = Callable[[Random, bytes, bytes], bytes]

PAGE = 4096


def flipped_bits(random: Random, whole: bytes, _older: bytes) -> bytes:
    harmed = bytearray(whole)
    for _ in range(random.choice([1, 1, 1, 2, 8, 100])):
        harmed[random.randrange(len(harmed))] ^= 1 << random.randrange(8)
    return bytes(harmed)


def flipped_bits_of_the_frame(random: Random, whole: bytes, _older: bytes) -> bytes:
    """The file's and the pages' headers, and the schema: what says how everything else is read."""
    harmed = bytearray(whole)
    page = random.randrange(len(whole) // PAGE) * PAGE
    for _ in range(random.choice([1, 1, 2])):
        at = random.choice([random.randrange(100), page + random.randrange(40), random.randrange(PAGE)])
        harmed[at] ^= 1 << random.randrange(8)
    return bytes(harmed)


def cut(random: Random, whole: bytes, _older: bytes) -> bytes:
    return whole[: random.choice([0, 1, 99, 100, PAGE, random.randrange(len(whole))])]


def zeroed(random: Random, whole: bytes, _older: bytes) -> bytes:
    start = random.randrange(len(whole))
    length = random.choice([1, 16, 512, PAGE])
    return (whole[:start] + bytes(length) + whole[start + length :])[: len(whole)]


def scribbled(random: Random, whole: bytes, _older: bytes) -> bytes:
    start = random.randrange(len(whole))
    return whole[:start] + random.randbytes(random.choice([1, 4, 100, 5000])) + whole[start + 4 :]


def shifted(random: Random, whole: bytes, _older: bytes) -> bytes:
    start = random.randrange(len(whole))
    return whole[:start] + random.randbytes(random.randrange(1, 9)) + whole[start:]


def noise(random: Random, _whole: bytes, _older: bytes) -> bytes:
    start = random.choice([b"", b"SQLite format 3\0", b"PK\3\4"])
    return start + random.randbytes(random.choice([1, 100, PAGE, 3 * PAGE]))


def exchanged_pages(random: Random, whole: bytes, _older: bytes) -> bytes:
    pages = [whole[at : at + PAGE] for at in range(0, len(whole), PAGE)]
    one, other = random.randrange(len(pages)), random.randrange(len(pages))
    if random.random() < 0.5:
        pages[one], pages[other] = pages[other], pages[one]
    else:
        pages[one] = pages[other]
    return b"".join(pages)


def torn(random: Random, whole: bytes, older: bytes) -> bytes:
    """Some pages of before: what a power cut in the midst of writing leaves."""
    return b"".join(random.choice([whole, older])[at : at + PAGE] for at in range(0, max(len(whole), len(older)), PAGE))


HARMS: tuple[Harm, ...] = (
    flipped_bits,
    flipped_bits_of_the_frame,
    cut,
    zeroed,
    scribbled,
    shifted,
    noise,
    exchanged_pages,
    torn,
)

STATEMENTS = (
    "DROP TABLE page",
    "DROP TABLE note",
    "DROP TABLE states",
    "DROP TABLE lines",
    "DELETE FROM page WHERE number = (SELECT max(number) FROM page)",
    "DELETE FROM note",
    "DELETE FROM groups",
    "UPDATE page SET head = NULL",
    "UPDATE page SET head = CAST(head AS TEXT)",
    "UPDATE page SET head = x'00'",
    "UPDATE page SET proof = proof + 1",
    "UPDATE page SET proof = 'right', head = 1.5",
    "UPDATE page SET number = number + 1 WHERE number = (SELECT max(number) FROM page)",
    "UPDATE page SET (head, proof) = (SELECT head, proof FROM page AS o WHERE o.number != page.number LIMIT 1)",
    "UPDATE note SET text = '[[1, 1, 1], 2, 10, \"[[], []]\"]'",
    "UPDATE note SET text = CAST(text AS BLOB)",
    "UPDATE lines SET body = (SELECT body FROM lines AS o WHERE o.number != lines.number LIMIT 1)",
    "UPDATE states SET (body, proof) = (SELECT body, proof FROM states AS o WHERE o.number != states.number LIMIT 1)",
    "UPDATE states SET (body, proof) = (SELECT body, proof FROM alarms WHERE alarms.number = states.number)",
    "UPDATE image SET body = x''",
    "UPDATE spans SET body = (SELECT body FROM spans AS o WHERE o.number != spans.number LIMIT 1)",
    "UPDATE image SET proof = NULL",
    "UPDATE groups SET number = number + 1000",
    "INSERT INTO page SELECT number + 1000, head, proof FROM page",
    "ALTER TABLE page ADD COLUMN note",
    "ALTER TABLE page RENAME COLUMN head TO title",
    "ALTER TABLE lines RENAME TO rows_of_another_version",
    "ALTER TABLE states ADD COLUMN note",
    "CREATE TRIGGER no_entry BEFORE INSERT ON lines BEGIN SELECT RAISE(ABORT, 'no'); END",
    "PRAGMA journal_mode = WAL",
    "PRAGMA user_version = 99",
)
"""What another version, another program or a curious person may have made of the tables."""


def execute(file: Path, statement: str) -> None:
    """Do something to the tables of an index."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement)
