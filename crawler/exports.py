"""Exports that are safe to open: a spreadsheet runs what begins like a formula."""

from typing import Any

from scrapy.exporters import CsvItemExporter

from pipelines.cells import harmless_cell


class HarmlessCsvExporter(CsvItemExporter):
    """Scrapy's CSV export, each cell harmless."""

    def serialize_field(self, field: Any, name: str, value: Any) -> Any:
        """The value as the file holds it."""
        serialized = super().serialize_field(field, name, value)
        return harmless_cell(serialized) if isinstance(serialized, str) else serialized
