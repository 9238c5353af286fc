"""Two capitalised words above a text: its writer, or a kicker."""

import pytest

from pipelines.extraction import extract
from pipelines.extraction.bare_names import Head

TITLE = "Was der Winter gekostet hat"
TEXT = [
    "Die Stadt hat am Montag ihre Rechnung für die vergangenen Monate vorgelegt, und sie ist länger als erwartet.",
    "Salz, Überstunden und zwei gebrochene Pflüge stehen darin, dazu die neuen Ketten für den alten Lastwagen.",
    "Im Rat will man darüber erst reden, wenn der Frost vorbei ist; bis dahin fährt der Räumdienst weiter.",
]

KICKERS = """
Gelsenkirchener Barock|Deutsche Bahn|Neue Zeiten|Goldene Zwanziger|Bayerischer Wald|Hamburger Hafen|Rote Karte
Berliner Luft|Frankfurter Flughafen|Großer Andrang|Schwarzer Freitag|Kölner Karneval|Politik Inland|Sport Regional
Blick Zurück|Erste Hilfe|Kommentar Wirtschaft|Wiener Blut|Letzte Ausfahrt|Grüne Woche|Amsterdamse Grachten
Rode Duivels|Gouden Kalf|Nieuwe Haring|Koninklijk Huis|Haagse Zaken|Economia Locale|Cronaca Nera|Torre Annunziata
Monte Bianco|Nuova Vita|Primera División|Semana Santa|Santa Cruz|Casa Blanca|Fiesta Mayor|Mundo Deportivo
""".replace("\n", "|").strip("|")

NAMES = """
Anna Schmidt|Jürgen Klinger|Georg Kasch|Petra Sonnenberg|Uwe Berger|Karl Winter|Eva Stein|Heike Wolf|Franz Neue
Peter Frankfurter|Sanne de Boer|Pieter Jansen|Femke Bakker|Joost Visser|Ruud Meijer|Giulia Bianchi|Marco Rossi
Luca Conti|Elena Greco|Paolo Russo|Carmen Díaz|Javier Marías|Lucía Fernández|Pablo Iglesias|Marta Peirano
Ole Hansen|Ida Holm|Ana Ferreira|Tom Keller|Sergej Orlow|Hélène Moreau|José Vidal|Zoë Maes
""".replace("\n", "|").strip("|")


def authors(line: str, *text: str) -> list[str]:
    """Whom the record names where a line stands alone between headline and text."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text or TEXT)
    html = (
        f'<html lang="de"><head><meta charset="utf-8"><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>'
        f"<div class='story'>{line}{paragraphs}</div></article></body></html>"
    )
    article = extract(html.encode(), "https://courier.example/stadt/1")
    return [author.name for author in article.authors]


@pytest.mark.parametrize("line", [pytest.param(line, id=line) for line in KICKERS.split("|")])
def test_a_kicker_is_nobody(line: str) -> None:
    assert authors(f"<p>{line}</p>") == []


def test_given_names_that_many_have_are_evidence_of_a_name() -> None:
    head = Head(TEXT, [], TITLE, lambda line: False)
    assert [line for line in NAMES.split("|") if not head.is_signed(line)] == ["Sergej Orlow"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        pytest.param("<p>Anna Schmidt</p>", ["Anna Schmidt"], id="known-name"),
        pytest.param("<p><strong>Mohloai Mpesi</strong></p>", ["Mohloai Mpesi"], id="bold"),
        pytest.param('<p style="text-align: right">Lê Phương</p>', ["Lê Phương"], id="on-the-right"),
        pytest.param("<p>Mohloai Mpesi</p>", [], id="nothing-but-capitals"),
        pytest.param("<p><b>Gelsenkirchener Barock</b></p>", [], id="of-a-city"),
        pytest.param("<p><b>Münchner Freiheit</b></p>", [], id="of-a-shortened-city"),
    ],
)
def test_looks_are_evidence_where_the_name_is_rare(line: str, names: list[str]) -> None:
    assert authors(line) == names


@pytest.mark.parametrize(
    ("line", "first"),
    [
        pytest.param(
            "<p><b>Neue Ketten</b></p>",
            "Der Rat hat am Montag über seine Fahrzeuge beraten, drei Stunden lang.",
            id="words",
        ),
        pytest.param(
            "<p>Petra Sonnenberg</p>",
            "Petra Sonnenberg hat vierzig Winter lang geräumt und am Montag die Schlüssel abgegeben.",
            id="person",
        ),
    ],
)
def test_what_the_story_tells_of_has_not_written_it(line: str, first: str) -> None:
    assert authors(line, first, *TEXT) == []
