"""What a source is: one publisher, as its TOML file declares it."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from pipelines.items import PageRule


@dataclass(slots=True, kw_only=True, frozen=True)
class Pace:
    """How fast this publisher may be asked, where it differs from the settings."""

    delay_s: float
    """Seconds between two requests to one host of the source; Crawl-delay may only raise it."""
    concurrency: int = 1
    """Requests under way at once to one host of the source."""


@dataclass(slots=True, kw_only=True, frozen=True)
class Expect:
    """What a run must find; below it the run is marked and the exit code says so."""

    articles: int = 0
    """At least so many pages named by the feeds together."""


@dataclass(slots=True, kw_only=True, frozen=True)
class Source:
    """One publisher."""

    name: str
    """Lower-case ASCII, digits and hyphens: the stem of its file and its key in the archive."""
    title: str
    homepage: str
    language: str
    """BCP 47, as the publisher writes it: ``pt-BR``."""
    country: str = ""
    """ISO 3166 alpha-2; empty for an international publisher."""
    licence: str = ""
    """Under what terms the texts may be reused, in a few words."""
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    verify_certificates: bool = True
    """False for a publisher whose certificate is known to be bad; its articles are marked so."""
    pace: Pace | None = None
    expect: Expect = field(default_factory=Expect)
    rules: tuple[PageRule, ...] = ()
    """What its pages print where, in the order of the file; of two the later wins."""
    path: Path = Path()
    """The file it was read from, for messages."""

    @property
    def row(self) -> dict[str, str | None]:
        """The source as the archive's table holds it."""
        return {
            "name": self.name,
            "title": self.title,
            "homepage": self.homepage,
            "language": self.language,
            "country": self.country or None,
            "licence": self.licence or None,
        }

    @property
    def unverified_hosts(self) -> frozenset[str]:
        """The hosts its file names, without ports, where no certificate is asked for; mostly none."""
        if self.verify_certificates:
            return frozenset()
        named = (self.homepage, *self.feeds, *self.sitemaps, *self.sections)
        return frozenset(host for address in named if (host := urlsplit(address).hostname))
