"""The sources: what one is, how its file is read, and the files themselves."""

from crawler.sources.loader import SourceError, load_sources, source_of
from crawler.sources.model import Expect, Pace, Source

__all__ = ["Expect", "Pace", "Source", "SourceError", "load_sources", "source_of"]
