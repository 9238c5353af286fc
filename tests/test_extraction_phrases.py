"""Long lists of phrases: found as their pattern finds them, seen not to be there at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extraction.furniture import CONSENT_PROMPT
from pipelines.extraction.memory import _CORRECTION
from pipelines.extraction.phrases import Phrases, signs_of
from pipelines.extraction.wall_words import PAYWALL

LISTS = [
    pytest.param(PAYWALL, id="paywall"),
    pytest.param(CONSENT_PROMPT, id="consent"),
    pytest.param(_CORRECTION, id="correction"),
]


@pytest.mark.parametrize(
    ("phrase", "signs"),
    [
        pytest.param("become a subscriber", ["become a subscriber"], id="letters"),
        pytest.param("(?:please )?Subscribe (?:now|today)", ["subscribe "], id="groups-aside"),
        pytest.param("colou?r", ["colo"], id="an-optional-letter"),
        pytest.param("abc?def", ["def"], id="the-longest-run"),
        pytest.param("(?:article|page) (?:is )?read", ["read"], id="beside-groups"),
        pytest.param(
            "(?:was|has been) (?:amended|updated)", ["amended", "updated"], id="the-most-telling-group"
        ),
        pytest.param("(?:订阅|訂閱)(?:后|後)", ["订阅", "訂閱"], id="a-group-with-letters-enough"),
        pytest.param(r"残り\d+文字", ["残り"], id="classes-part"),
        pytest.param(r"[ab]{2,3}xyz{0,2}", ["xy"], id="counts"),
        pytest.param("(?:a|(?:bcd|efg)) hij", [" hij"], id="nested-groups"),
        pytest.param(r"\bcorrect(?=ion)", ["correct"], id="what-looks-ahead-is-no-group"),
    ],
)
def test_a_phrase_is_known_by_what_every_match_holds(phrase: str, signs: list[str]) -> None:
    assert signs_of(phrase) == signs


@pytest.mark.parametrize("phrase", ["a?b?", r"\d+", "(?:a|b)", "(?:abc)?x"])
def test_a_phrase_without_letters_that_must_be_there_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match="no letters must be in"):
        signs_of(phrase)
    with pytest.raises(ValueError, match="no letters must be in"):
        Phrases(f"something|{phrase}")


@pytest.mark.parametrize("phrases", LISTS)
@given(data=st.data())
def test_what_the_pattern_finds_is_found(phrases: Phrases, data: st.DataObject) -> None:
    text = (
        data.draw(st.text(max_size=20))
        + data.draw(st.from_regex(phrases.pattern))
        + data.draw(st.text(max_size=20))
    )
    found, wanted = phrases.search(text), phrases.pattern.search(text)
    assert wanted is None or found is not None
    assert (found and found.span()) == (wanted and wanted.span())


def test_two_lists_find_together_what_either_finds() -> None:
    both = Phrases("subscribe|sign up") | Phrases("corrected")
    assert [both.search(text) is not None for text in ("Sign up", "Corrected on", "Signed")] == [
        True,
        True,
        False,
    ]
    assert both.may_be_in("unsubscribed") and not both.may_be_in("sign")
