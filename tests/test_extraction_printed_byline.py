"""The printed byline without the biography, the buttons and the address in its element."""

import pytest

from pipelines.extraction.printed_byline import without_biography
from pipelines.items import Author

ANA = [Author(name="Ana Ferreira")]
BOTH = [*ANA, Author(name="Tom Oduya")]


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        pytest.param("By Ana Ferreira", "By Ana Ferreira", id="nothing-else"),
        pytest.param("By Ana Ferreira | Transport Correspondent", "By Ana Ferreira Transport Correspondent", id="role"),
        pytest.param("Ana Ferreira | Havenwire Desk", "Ana Ferreira Havenwire Desk", id="desk"),
        pytest.param(
            "Ana Ferreira | Ana writes about boats and the sea. | Contact", "Ana Ferreira", id="biography-in-a-row"
        ),
        pytest.param("By Ana Ferreira | About Ana Ferreira | Follow", "By Ana Ferreira", id="a-link-to-her"),
        pytest.param("By Ana Ferreira Ana Ferreira The Courier Biography", "By Ana Ferreira", id="said-twice"),
        pytest.param("By Ana Ferreira@ana_writes", "By Ana Ferreira", id="a-handle"),
        pytest.param("Ana Ferreira ana@courier.example @ana", "Ana Ferreira", id="an-address"),
        pytest.param("Ana Ferreira | +49 30 555 0100", "Ana Ferreira", id="a-telephone"),
        pytest.param(
            "By Ana Ferreira, a deputy editor. She has covered boats for a decade.",
            "By Ana Ferreira, a deputy editor",
            id="sentence",
        ),
        pytest.param("Ana Ferreira ist Redaktorin am Newsdesk", "Ana Ferreira", id="a-verb"),
        pytest.param("Text: Ana Ferreira | Foto: Ana Ferreira", "Text: Ana Ferreira Foto: Ana Ferreira", id="labels"),
        pytest.param("Ana Ferreira | Ana M. Ferreira is the editor", "Ana Ferreira", id="said-with-an-initial"),
        pytest.param("Ana Ferreira (Redakteurin. M.A. Geologie)", "Ana Ferreira (Redakteurin. M.A. Geologie)", id="a"),
        pytest.param("Ana Ferreira | Alles von Ana Ferreira | Kontakt", "Ana Ferreira", id="a-pointer"),
        pytest.param("By Ana Ferreira in Lagos", "By Ana Ferreira in Lagos", id="place"),
    ],
)  # fmt: skip
def test_the_line_ends_where_the_biography_begins(rows: str, left: str) -> None:
    assert without_biography(rows.replace(" | ", " "), rows, ANA) == left


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        pytest.param("By Ana Ferreira | @ana | Tom Oduya | @tom", "By Ana Ferreira @ana Tom Oduya", id="handle"),
        pytest.param("Ana Ferreira and Tom Oduya | Havenwire", "Ana Ferreira and Tom Oduya Havenwire", id="agency"),
    ],
)  # fmt: skip
def test_nobody_who_is_named_is_cut_off(rows: str, left: str) -> None:
    assert without_biography(rows.replace(" | ", " "), rows, BOTH) == left


def test_a_line_that_names_nobody_known_stays() -> None:
    assert without_biography("Staff and agencies", "Staff and agencies", []) == "Staff and agencies"
