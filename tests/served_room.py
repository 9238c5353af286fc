"""A running reading room for tests: plain ``datasette`` over HTTP, and a real Chromium to look with."""

import html
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import Message
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

ROOT = Path(__file__).resolve().parents[1]
START_S = 60  # a machine with eight at work on two cores takes half a minute to import Datasette

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
FLAGS = [
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@dataclass
class Room:
    """A running Datasette."""

    url: str
    log: Path

    def get(self, path: str, **parameters: str) -> "Answer":
        """The answer to a request, errors included; redirects are followed."""
        query = f"?{urlencode(parameters, errors='surrogatepass')}" if parameters else ""
        try:
            with urllib.request.urlopen(f"{self.url}{path}{query}", timeout=60) as response:
                return Answer(response.status, _small(response.headers), response.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, _small(error.headers), error.read().decode())


@dataclass
class Answer:
    """Status, headers with small letters, text."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def tags(self) -> list[tuple[str, dict[str, str | None]]]:
        """Every element with its attributes, as a browser would see them."""
        tags: list[tuple[str, dict[str, str | None]]] = []
        parser = HTMLParser()
        parser.handle_starttag = lambda tag, attrs: tags.append((tag, dict(attrs)))  # type: ignore[method-assign]
        parser.feed(self.text)
        return tags

    @property
    def words(self) -> str:
        """What stands on the page, without its markup."""
        text = re.sub(r"<(title|head|script|style)\b.*?</\1>", " ", self.text, flags=re.DOTALL)
        return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def _small(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def opened(
    path: Path | None, log: Path, *options: str, environment: Mapping[str, str] | None = None
) -> Iterator[Room]:
    """Plain ``datasette`` on a file, as its own documentation would start it."""
    port = free_port()
    command = [
        *(str(Path(sys.executable).with_name("datasette")), *([str(path)] if path else []), "-p", str(port)),
        *("-m", "crawler/web/metadata.yaml", "--template-dir", "crawler/web/templates"),
        *("--plugins-dir", "crawler/web/plugins", "--static", "static:crawler/web/static", *options),
    ]
    with running(command, port, log, environment or {}) as room:
        yield room


@contextmanager
def running(command: list[str], port: int, log: Path, environment: Mapping[str, str]) -> Iterator[Room]:
    """A server that this command starts on a port of this machine."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            room = Room(f"http://127.0.0.1:{port}", log)
            _wait_for(room, process)
            yield room
        finally:
            process.terminate()
            process.wait(10)


def _wait_for(room: Room, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_S
    while process.poll() is None and time.monotonic() < deadline:
        try:
            room.get("/-/versions.json")
        except urllib.error.URLError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"datasette did not start: {room.log.read_text()[-2000:]}")


@contextmanager
def chromium_with(profile: Path) -> Iterator[webdriver.Chrome]:
    """A headless Chromium with a profile of its own; skips the test where there is none."""
    if CHROMIUM is None or DRIVER is None:
        pytest.skip("Chromium or chromedriver is not installed (Debian: chromium, chromium-driver)")
    options = Options()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    try:
        yield driver
    finally:
        driver.quit()


def look(
    browser: webdriver.Chrome, *, width: int = 1280, scheme: str = "light", scripts: bool = True
) -> None:
    """Set what the reader looks with."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not scripts})


def css(browser: webdriver.Chrome, selector: str, name: str) -> str:
    return browser.find_element(By.CSS_SELECTOR, selector).value_of_css_property(name)


def arrived(browser: webdriver.Chrome, at: Callable[[str], bool]) -> None:
    """Wait for the page that a click leads to: without scripts the driver does not do it itself."""
    WebDriverWait(browser, START_S).until(
        lambda there: at(there.current_url) and there.find_elements(By.TAG_NAME, "footer")
    )
