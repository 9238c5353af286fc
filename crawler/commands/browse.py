"""``scrapy browse``: the reading room, on this machine."""

import argparse
import json
import os
import socket
import sys
from pathlib import Path

from crawler.verb import LAST_PORT, Verb, whole_number
from pipelines.archive.opening import is_unchanging
from pipelines.errors import NewsArchiveError

WEB = Path(__file__).resolve().parents[1] / "web"


class NoMetadata(NewsArchiveError):
    """The file that --metadata names is not there, or no metadata."""

    exit_code = os.EX_NOINPUT


class Command(Verb):
    """Datasette with our templates and plugin, read-only, on loopback."""

    def short_desc(self) -> str:
        """As ``scrapy`` lists it."""
        return "Open the archive in a browser: search, read, look around"

    def syntax(self) -> str:
        """As the usage line shows it."""
        return "[--port N] [--host ADDRESS] [--metadata FILE] [--open]"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options besides Scrapy's own."""
        super().add_options(parser)
        parser.add_argument("--port", type=whole_number(1, LAST_PORT), default=8001, help="(default: 8001)")
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
        parser.add_argument(
            "--metadata",
            type=Path,
            default=WEB / "metadata.yaml",
            metavar="FILE",
            help="Datasette's metadata in place of ours: a title, a password, what readers may do",
        )
        parser.add_argument("--open", action="store_true", help="open a browser window")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Become Datasette: Ctrl-C ends it as it ends any server."""
        if not opts.metadata.is_file():
            raise NoMetadata(
                f"{opts.metadata}: there is no such file. --metadata takes Datasette's YAML or JSON"
            )
        command = datasette_command(self.archive_path(), opts.host, opts.port, opts.metadata)
        refuse_taken(opts.host, opts.port)
        if opts.open:
            command.append("--open")
        if is_open(opts.host, opts.metadata):
            print(OPEN, file=sys.stderr, flush=True)
        print(f"The reading room is at http://{opts.host}:{opts.port}/ (Ctrl-C ends it)", flush=True)
        os.execv(sys.executable, command)


class PortTaken(NewsArchiveError):
    """Another program listens where the reading room should."""

    exit_code = os.EX_UNAVAILABLE


def refuse_taken(host: str, port: int) -> None:
    """Raises PortTaken where nobody can listen there. Datasette would say so in five lines of its server's log."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as error:
        raise PortTaken(f"{host}:{port}: {error.strerror}. Name another: scrapy browse --port N") from None


OPEN = (
    "Whoever reaches this machine can read the whole archive. docs/search.md says how to ask for a password."
)


def is_open(host: str, metadata: Path) -> bool:
    """Whether strangers may read: other machines can ask, and the metadata allows everybody.

    Raises NoMetadata where the file is neither JSON nor YAML.
    """
    if host in ("localhost", "::1") or host.startswith("127."):
        return False
    from datasette.utils import BadMetadataError, parse_metadata  # type: ignore[import-untyped,unused-ignore]

    try:
        return "allow" not in parse_metadata(metadata.read_text(encoding="utf-8"))
    except BadMetadataError:
        raise NoMetadata(f"{metadata}: is neither JSON nor YAML") from None


def datasette_command(
    archive: Path, host: str, port: int, metadata: Path = WEB / "metadata.yaml"
) -> list[str]:
    """The command line that serves an archive.

    ``crawler/web/settings.json`` has Datasette's settings: no question may run for longer than
    some seconds. That nobody can run SQL of their own or take the file is the plugin's to say.
    """
    settings: dict[str, object] = json.loads((WEB / "settings.json").read_text(encoding="utf-8"))
    options = [part for name, value in settings.items() for part in ("--setting", name, json.dumps(value))]
    return [
        sys.executable,
        "-m",
        "datasette",
        *(["--immutable"] if is_unchanging(archive) else []),
        str(archive),
        "--metadata",
        str(metadata),
        "--template-dir",
        str(WEB / "templates"),
        "--plugins-dir",
        str(WEB / "plugins"),
        "--static",
        f"static:{WEB / 'static'}",
        "--host",
        host,
        "--port",
        str(port),
        *options,
    ]
