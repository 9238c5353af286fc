"""The lead image, what is printed below it and whose it is; section and tags beside it."""

import pytest
from test_extraction_article import TITLE, URL, json_ld, page

from pipelines.extraction import extract
from pipelines.extraction.picture import parted

IMAGE = "https://courier.example/media/ferry-at-dawn_1200x630.jpg"
SHARED = f'<meta property="og:image" content="{IMAGE}">'
CAPTION = "The ferry at dawn on Tuesday"


def figure(inside: str, image: str = "/media/ferry-at-dawn.jpg") -> str:
    """A figure with an image."""
    return f'<figure><img src="{image}">{inside}</figure>'


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(f"<figcaption>{CAPTION}. Photo: Tom Oduya</figcaption>", id="label"),
        pytest.param(f"<figcaption>{CAPTION}. (Foto: Tom Oduya)</figcaption>", id="bracket"),
        pytest.param(f"<figcaption>{CAPTION}. © Tom Oduya</figcaption>", id="sign"),
        pytest.param(
            f"<figcaption>{CAPTION}. <span class='credit'>Tom Oduya</span></figcaption>", id="element"
        ),
        pytest.param(
            f"<figcaption>{CAPTION}.</figcaption><small class='copyright'>Tom Oduya</small>", id="beside"
        ),
        pytest.param(f"<p class='caption'>{CAPTION}. | Tom Oduya</p>", id="bar"),
    ],
)
def test_a_caption_is_parted_from_its_credit(inside: str) -> None:
    article = extract(page(head=SHARED, above=figure(inside)), URL)
    assert article.image == IMAGE
    assert article.image_caption == f"{CAPTION}."
    assert article.image_credit == "Tom Oduya"
    assert article.provenance["image_caption"] == "markup"


@pytest.mark.parametrize(
    "name", ["blank.jpg", "apple-touch-icon-1.png", "1x1.png", "placeholder.svg", "no-image.gif"]
)
def test_what_stands_in_for_a_picture_is_none(name: str) -> None:
    stand_in = f'<meta property="og:image" content="https://courier.example/i/{name}">'
    assert extract(page(head=stand_in), URL).image is None
    assert extract(page(head=stand_in + json_ld(image=IMAGE)), URL).image == IMAGE


def test_the_figure_that_shows_the_lead_image_is_asked() -> None:
    first = figure("<figcaption>The quay in winter</figcaption>", "/media/quay-in-winter.jpg")
    second = figure(f"<figcaption>{CAPTION}</figcaption>")
    assert extract(page(head=SHARED, above=first + second), URL).image_caption == CAPTION


def test_a_figure_gives_the_image_where_no_metadata_does() -> None:
    article = extract(page(above=figure(f"<figcaption>{CAPTION}</figcaption>")), URL)
    assert article.image == "https://courier.example/media/ferry-at-dawn.jpg"
    assert article.provenance["image"] == "markup"


def test_json_fills_what_is_not_printed() -> None:
    node = {"@type": "ImageObject", "url": IMAGE, "caption": CAPTION, "creditText": "Photo: Tom Oduya"}
    article = extract(page(head=json_ld(image=node)), URL)
    assert (article.image_caption, article.image_credit) == (CAPTION, "Tom Oduya")
    assert article.provenance["image_credit"] == "json-ld"


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        pytest.param("The ferry (AP)", "The ferry", "AP", id="agency-in-brackets"),
        pytest.param(
            "The ferry (left) and the quay", "The ferry (left) and the quay", None, id="brackets-inside"
        ),
        pytest.param(
            "The ferry. (AP Photo/Tom Oduya)", "The ferry.", "AP Photo/Tom Oduya", id="agency-and-label"
        ),
        pytest.param(
            "The ferry. Tom Oduya/Getty Images", "The ferry.", "Tom Oduya/Getty Images", id="agency-last"
        ),
        pytest.param("El ferry. EFE/Lía Betancor", "El ferry.", "EFE/Lía Betancor", id="agency-first"),
        pytest.param(
            "On July 3, by J. Oduya / AP", "On July 3, by J. Oduya", "AP", id="initial-is-no-sentence"
        ),
        pytest.param("Vapur. Fotoğraf: Okan Tezel / AA", "Vapur.", "Okan Tezel / AA", id="turkish"),
        pytest.param("渡輪。（記者陳柏宇攝）", "渡輪。", "記者陳柏宇攝", id="taiwan"),
        pytest.param("渡轮。新华社记者 陈柏宇 摄", "渡轮。", "新华社记者 陈柏宇 摄", id="china"),
        pytest.param("桟橋の船＝3日、榊原健吾撮影", "桟橋の船＝3日", "榊原健吾撮影", id="japan"),
        pytest.param("Picture: Agency", None, "Agency", id="credit-alone"),
        pytest.param("The ferry / Tom Oduya", "The ferry", "Tom Oduya", id="slash"),
        pytest.param("Рассвет. Фото: Анна Лесная", "Рассвет.", "Анна Лесная", id="russian"),
        pytest.param("Fot. Anna Leśna", None, "Anna Leśna", id="polish"),
        pytest.param(". Imagen: Agencia", None, "Agencia", id="spanish-after-a-stray-full-stop"),
        pytest.param(": the ferry at dawn", "the ferry at dawn", None, id="stray-colon"),
        pytest.param(
            "Where is the ferry?Photo@oduya", "Where is the ferry?", "oduya", id="glued-to-the-caption"
        ),
        pytest.param("/Tom Oduya", None, "Tom Oduya", id="bar-before-nothing"),
        pytest.param("", None, None, id="nothing"),
    ],
)
def test_a_credit_is_told_by_its_label_or_its_place(
    line: str, caption: str | None, credit: str | None
) -> None:
    assert parted(line) == (caption, credit)


def test_the_section_comes_from_the_breadcrumbs_where_nothing_else_names_it() -> None:
    crumbs = [
        {"@type": "ListItem", "position": n, "name": name} for n, name in enumerate(["Home", "Islands"])
    ]
    trail = json_ld(**{"@type": "BreadcrumbList", "itemListElement": crumbs, "headline": None})
    assert extract(page(head=trail), URL).section == "Islands"


@pytest.mark.parametrize(
    ("stated", "section"),
    [
        pytest.param("Arts, Books", "Arts, Books", id="comma"),
        pytest.param("Islands,Ferries", "Islands", id="list"),
        pytest.param("Article", None, id="type-of-page"),
        pytest.param(TITLE, None, id="the-headline"),
    ],
)
def test_a_section_is_one_section(stated: str, section: str | None) -> None:
    assert extract(page(head=json_ld(articleSection=stated)), URL).section == section


def test_labels_for_machines_are_no_tags() -> None:
    keywords = ["Ferry", "type:article", "category: Islands", "26157981-b4f7-4929-adc1-e860c6f03636"]
    assert extract(page(head=json_ld(keywords=keywords)), URL).tags == ["Ferry"]


@pytest.mark.parametrize("attribute", ["src", "srcset", "data-src", "data-srcset"])
@pytest.mark.parametrize("value", ["", " ", ",", "data:,", "//[", "http://["])
def test_an_image_without_an_address_is_borne(attribute: str, value: str) -> None:
    inside = f'<img {attribute}="{value}"><figcaption>{CAPTION}</figcaption>'
    assert extract(page(head=SHARED, above=f"<figure>{inside}</figure>"), URL).image_caption == CAPTION
    assert extract(page(above=f"<figure>{inside}</figure>"), URL).image_caption == CAPTION


FRAME = "<table><tr><td>{picture}</td></tr><tr><td><i>{caption}</i></td></tr></table>"


def test_an_old_page_frames_its_picture_with_a_table() -> None:
    framed = FRAME.format(picture="<img src='/ferry.jpg' width=480>", caption=f"{CAPTION} (Photo: Tom Oduya)")
    article = extract(page(above=framed), URL)
    assert article.image == "https://courier.example/ferry.jpg"
    assert (article.image_caption, article.image_credit) == (CAPTION, "Tom Oduya")
    assert not any(CAPTION in paragraph for paragraph in article.body)


@pytest.mark.parametrize(
    "framed",
    [
        pytest.param(
            FRAME.format(picture="<a href='/x'><img src='/x.jpg'></a>", caption=CAPTION), id="advert"
        ),
        pytest.param(FRAME.format(picture="<img src='/x.jpg' width=40>", caption=CAPTION), id="icon"),
        pytest.param(FRAME.format(picture="<img src='/x.jpg'>", caption="Map"), id="no-caption"),
        pytest.param(FRAME.format(picture="<img src='/x.jpg'><img src='/y.jpg'>", caption=CAPTION), id="two"),
    ],
)
def test_not_every_table_with_a_picture_is_its_frame(framed: str) -> None:
    assert extract(page(above=framed), URL).image is None
