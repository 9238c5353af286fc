"""Whether pages show lead images from their publishers' servers.

Off by default: each picture would tell the publisher who reads what and when. Switched on by
``plugins: {reading_room: {pictures: true}}`` in Datasette's metadata.
"""

from crawler.web.room.asking import Datasette


def shows_pictures(datasette: Datasette) -> bool:
    """Whether the setting is on."""
    return bool((datasette.plugin_config("reading_room") or {}).get("pictures", False))
