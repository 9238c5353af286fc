"""Reporters whom a Korean text names before it begins."""

import pytest

from pipelines.extraction import extract
from pipelines.items import Article

TITLE = "해안시, 폭풍 전에 부두 다시 짓기로"
FIRST = (
    "해안시 의회는 월요일 겨울 폭풍이 돌아오기 전에 낡은 부두를 다시 짓기로 결정했다고 밝혔다. "
    "공사는 다음 달에 시작된다."
)
BODY = [
    FIRST,
    "시장은 어민들이 지난 세 해 동안 임시 선착장을 써 왔다며 더는 기다릴 수 없다고 말했다. 예산은 시가 모두 낸다.",
    "주민들은 새 부두가 열리면 섬으로 가는 배가 하루 네 번 다닐 것으로 기대한다고 전했다. 첫 배는 가을에 뜬다.",
]


def read(opening: str, head: str = "") -> Article:
    """The article of a page whose text begins with ``opening``."""
    text = "".join(f"<p>{line}</p>" for line in (opening + BODY[0], *BODY[1:]))
    html = (
        f'<!DOCTYPE html><html lang="ko"><head><meta charset="utf-8"><title>{TITLE}</title>{head}</head><body>'
        f"<article><h1>{TITLE}</h1><div class='story'>{text}</div></article></body></html>"
    )
    return extract(html.encode(), "https://haean.example/news/1")


@pytest.mark.parametrize(
    ("opening", "names", "separator"),
    [
        pytest.param("(부산=연합뉴스) 홍길동 기자 = ", ["홍길동"], " 홍길동 기자 = ", id="agency"),
        pytest.param("[서울=뉴시스]홍길동 기자 = ", ["홍길동"], "홍길동 기자 = ", id="without-a-blank"),
        pytest.param(
            "(부산=연합뉴스) 홍길동·김바다 기자 = ", ["홍길동", "김바다"], " 홍길동·김바다 기자 = ", id="two"
        ),
        pytest.param("(도쿄=연합뉴스) 홍길동 특파원 = ", ["홍길동"], " 홍길동 특파원 = ", id="correspondent"),
        pytest.param(
            "(서울=뉴스1) 남궁바다 선임기자 = ", ["남궁바다"], " 남궁바다 선임기자 = ", id="long-name"
        ),
    ],
)
def test_the_text_begins_behind_the_reporters_of_a_dateline(
    opening: str, names: list[str], separator: str
) -> None:
    article = read(opening)
    assert [one.name for one in article.authors] == names
    assert article.dateline is not None and article.dateline.separator == separator
    assert article.body == BODY


@pytest.mark.parametrize(
    ("opening", "byline"),
    [
        pytest.param("[해안신문 홍길동 기자] ", "해안신문 홍길동 기자", id="square"),
        pytest.param("(해안신문 홍길동 인턴기자) ", "해안신문 홍길동 인턴기자", id="round"),
        pytest.param("【해안신문 홍길동 기자】", "해안신문 홍길동 기자", id="lenticular"),
    ],
)
def test_outlet_and_reporter_in_brackets_are_the_byline(opening: str, byline: str) -> None:
    article = read(opening)
    assert ([one.name for one in article.authors], article.byline) == (["홍길동"], byline)
    assert article.body == BODY


def test_who_is_named_in_the_metadata_is_believed() -> None:
    article = read("(부산=연합뉴스) 홍길동 기자 = ", '<meta name="author" content="김바다">')
    assert [one.name for one in article.authors] == ["김바다"]
    assert article.body == BODY


@pytest.mark.parametrize(
    "opening",
    [
        pytest.param("[단독] ", id="label"),
        pytest.param("(사진 제공 해안시) ", id="credit"),
        pytest.param("한 기자 = ", id="no-bracket"),
    ],
)
def test_other_brackets_name_nobody(opening: str) -> None:
    assert read(opening).authors == []
