"""Exports that are safe to open: a spreadsheet runs what begins like a formula."""

from typing import Any

from scrapy.exporters import CsvItemExporter

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless_cell(value: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula.

    As OWASP has it (CSV injection); a number, also a negative one, is left alone.
    """
    if not value.startswith(_FORMULA):
        return value
    try:
        float(value)
    except ValueError:
        return f"'{value}"
    return value


class HarmlessCsvExporter(CsvItemExporter):
    """Scrapy's CSV export, each cell harmless."""

    def serialize_field(self, field: Any, name: str, value: Any) -> Any:
        """The value as the file holds it."""
        serialized = super().serialize_field(field, name, value)
        return harmless_cell(serialized) if isinstance(serialized, str) else serialized
