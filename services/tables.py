"""A storyboard as a Markdown table to lines with marks, as `shotlist` reads them: one row, one shot with its time.

It reads rows and columns alone: what a row shows stays in the client's words, and so does any other text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest

_PIPE = re.compile(r"(?<!\\)\|")
_LINE_BREAK = re.compile(r"<br\s?/?>", re.IGNORECASE)
_RULE = re.compile(r":?-+:?")
_UNIT = r"\s?(?:s|secs?|seconds)\b"
_POINT = r"(?:\d{1,2}:\d{2}(?:\.\d{1,3})?|\d{1,3}(?:\.\d{1,3})?)"
_TIME = re.compile(
    rf"{_POINT}(?:{_UNIT})?\s?(?:-|–|—|to)\s?{_POINT}(?:{_UNIT})?|{_POINT}{_UNIT}|(?P<clock>\d{{1,2}}:\d{{2}})",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:(?:shot|scene|panel|frame)\s?)?#?\d{1,3}[.:]?", re.IGNORECASE)
_BRACKETS = "[]() "
_NOTHING = re.compile(r"[-–—.]*|n/a|none", re.IGNORECASE)
_ENDS = (".", "!", "?", ",", ";", ":", '"')
# Columns with a title of their own in a prompt's lines: what is heard, said and told.
_HEARD = re.compile(r"(?:background )?(?:sounds?|audio|music|sfx|sound effects?)", re.IGNORECASE)
_SAID = re.compile(r"dialogues?|dialogs?|speech|lines?", re.IGNORECASE)
_TOLD = re.compile(r"narration|narrator|voice-?\s?over|vo", re.IGNORECASE)


def unrolled(text: str) -> str:
    """The text with a marked line for each row of its tables that have one shot a row; any other as it is."""
    if "|" not in text:
        return text
    parts = groupby(text.split("\n"), key=lambda line: _PIPE.search(line) is not None)
    return "\n".join(line for is_table, lines in parts for line in (_table([*lines]) if is_table else lines))


def _table(lines: list[str]) -> Iterable[str]:
    """The rows of a table as lines; its own lines if it does not say where shots begin."""
    rows = [row for row in map(_cells, lines) if not all(map(_RULE.fullmatch, row))]
    begins = [index for index, row in enumerate(rows) if _begins(row)]
    if not begins or (len(begins) < 2 and not lines[0].startswith("|")):
        return lines
    titles = rows[begins[0] - 1] if begins[0] else []
    return _shots(rows[begins[0] :], titles)


def _shots(rows: Iterable[list[str]], titles: Sequence[str]) -> Iterator[str]:
    """Rows as marked lines; one that says neither its time nor its number goes on with the shot above."""
    number = 0
    for row in rows:
        told = _told((title, cell) for title, cell in _titled(row, titles) if not _is_mark(cell, row))
        number += _begins(row)
        yield f"{_marked(row, number)} {told}" if _begins(row) else told


def _marked(row: Sequence[str], number: int) -> str:
    """The mark of a shot, with its time if its row says it."""
    times = [match for cell in row if (match := _TIME.fullmatch(cell.strip(_BRACKETS)))]
    if times and times[0]["clock"]:
        return f"[{times[0][0]}]"
    return f"Shot {number} ({times[0][0]}):" if times else f"Shot {number}:"


def _titled(row: Sequence[str], titles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The cells of a row, each after the title of its column, if it has one."""
    return zip_longest(titles[: len(row)], row, fillvalue="")


def _told(cells: Iterable[tuple[str, str]]) -> str:
    """What a row shows, then what is heard and said there, on lines of their own."""
    shown, besides = "", ""
    for title, cell in cells:
        if _NOTHING.fullmatch(cell):
            continue
        if _HEARD.fullmatch(title):
            besides += f"\n{title}: {cell}"
        elif _SAID.fullmatch(title):
            besides += f"\nDialogue:\n{cell}" if '"' in cell or ":" in cell else f'\nDialogue:\n"{cell}"'
        elif _TOLD.fullmatch(title):
            besides += f"\nVoiceover: {cell}"
        else:
            shown += (" " if not shown or shown.endswith(_ENDS) else ". ") + cell
    return shown.strip() + besides


def _begins(row: Sequence[str]) -> bool:
    """Whether a shot begins with a row: it says its time or its number."""
    return any(_is_mark(cell, row) for cell in row)


def _is_mark(cell: str, row: Sequence[str]) -> bool:
    """Whether a cell is a time, or, as the first of its row, a number."""
    bare = cell.strip(_BRACKETS)
    return bool(_TIME.fullmatch(bare) or (cell is row[0] and _NUMBER.fullmatch(bare)))


def _cells(line: str) -> list[str]:
    """The cells of a row."""
    line = _LINE_BREAK.sub(" ", line).removeprefix("|").removesuffix("|")
    return [cell.replace(r"\|", "|").strip() for cell in _PIPE.split(line)]
