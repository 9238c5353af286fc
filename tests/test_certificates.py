"""A bad certificate is refused, unless its own source says otherwise; then the article is marked."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asking import Site, served
from commands import harvest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from newsroom.hostile import article

from pipelines.archive.archive import Archive


def self_signed(folder: Path) -> Path:
    """A certificate and its key in one file, signed by nobody, for another name."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "wrong.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = folder / "bad.pem"
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(private + certificate.public_bytes(pem))
    return file


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    with served({}) as running:
        running.server.socket = context.wrap_socket(running.server.socket, server_side=True)
        running.url = f"https://127.0.0.1:{running.port}"
        page = (200, {"Content-Type": "text/html; charset=utf-8"}, article("the lock").encode())
        item = f"<rss version='2.0'><channel><item><link>{running.url}/lock</link></item></channel></rss>"
        running.answers["/feed.xml"] = (200, {"Content-Type": "application/rss+xml"}, item.encode())
        running.answers["/lock"] = page
        yield running


@pytest.mark.parametrize("believed", [True, False])
def test_only_the_source_that_says_so_is_believed_and_marked(
    site: Site, tmp_path: Path, believed: bool
) -> None:
    lines = [
        'name = "lock"\ntitle = "The Lock"\nlanguage = "en"',
        f'homepage = "{site.url}/"\nfeeds = ["{site.url}/feed.xml"]',
        "verify_certificates = false" if believed else "",
    ]
    (tmp_path / "lock.toml").write_text("\n".join(lines), encoding="utf-8")
    run = harvest(tmp_path / "archive.db", tmp_path / "lock.toml")
    with Archive(tmp_path / "archive.db") as archive:
        marked = archive.conn.execute("SELECT is_unverified FROM articles").fetchall()
    if believed:
        assert run.returncode == 0, run.stdout + run.stderr
        assert marked == [(1,)]
    else:
        assert run.returncode == 1
        assert "feed: certificate 1" in run.stdout
        assert run.stderr == ""
        assert marked == []
        assert site.asked == []
