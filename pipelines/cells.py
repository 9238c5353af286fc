"""Cells of a table that a spreadsheet opens: text, whatever it begins with. Standard library only."""

import codecs
import io
import re

# As OWASP has it (CSV injection), the wide forms included, which some spreadsheets read alike.
_FORMULA = re.compile("[\\s\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\\t\\r\\n]")
_CELL = re.compile(r'(?:^|(?<=,))(?:"((?:[^"]|"")*)"|([^,"\r\n]+))(?=[,\r\n]|$)')


def harmless_cell(value: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula.

    A number, also a negative one, is left alone.
    """
    if _FORMULA.match(value) is None:
        return value
    try:
        float(value)
    except ValueError:
        return f"'{value}"
    return value


class HarmlessTable:
    """A table in CSV that comes in pieces, cut anywhere; made harmless row by row."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held: list[str] = []
        self._is_quoted = False

    def feed(self, piece: bytes, *, is_last: bool = False) -> bytes:
        """The rows that are complete by now, harmless; with ``is_last`` all that is left."""
        out: list[str] = []
        for line in io.StringIO(self._decoder.decode(piece, is_last), newline="\n"):
            self._held.append(line)
            self._is_quoted ^= line.count('"') % 2 == 1
            if line.endswith("\n") and not self._is_quoted:
                out.append(self._row())
        if is_last:
            out.append(self._row())
        return "".join(out).encode()

    def _row(self) -> str:
        text, self._held = "".join(self._held), []
        return _CELL.sub(_harmless, text)


def _harmless(cell: re.Match[str]) -> str:
    if cell[1] is None:
        return harmless_cell(cell[2])
    return f'"{harmless_cell(cell[1])}"'
