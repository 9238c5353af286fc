"""A live blog in its entries: when each was posted, and the address of each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from crawler.web.room.printed import Paragraph
from pipelines.archive.reading import FullArticle, Revision

State: TypeAlias = FullArticle | Revision
"""A text with its entries: as it stands now, or as it was."""


@dataclass(slots=True, kw_only=True)
class Part:
    """One entry; or what stands above the first, where ``at`` is "": all of any other article."""

    at: str = ""
    anchor: str = ""
    """The fragment of its address. It stays when entries are added above or below."""
    names_day: bool = False
    """Whether it is of another day than the entry before it."""
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its paragraphs, a blank line between them."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


def parts(state: State, paragraphs: Sequence[Paragraph]) -> list[Part]:
    """The paragraphs by entry, none left out; one part where the text has no entries."""
    begins = {posting.paragraph: posting.at for posting in state.entries}
    found = [Part()]
    for number, paragraph in enumerate(paragraphs):
        if number in begins:
            at = begins[number]
            found.append(Part(at=at, names_day=at[:10] != found[-1].at[:10]))
        found[-1].paragraphs.append(paragraph)
    _name(found[1:])
    return [part for part in found if part.paragraphs]


def newest(found: Sequence[Part]) -> Part | None:
    """The entry posted last; None without entries."""
    return max((part for part in found if part.at), key=lambda part: part.at, default=None)


def _name(entries: list[Part]) -> None:
    """Give each its anchor: the time, with a number where several share it, the oldest first."""
    newest_first = len(entries) > 1 and entries[0].at > entries[-1].at
    seen: dict[str, int] = {}
    for part in reversed(entries) if newest_first else entries:
        anchor = "entry-" + "".join(c for c in part.at if c.isascii() and c.isalnum())
        seen[anchor] = seen.get(anchor, 0) + 1
        part.anchor = anchor if seen[anchor] == 1 else f"{anchor}-{seen[anchor]}"
