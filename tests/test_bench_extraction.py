"""The figures of the extraction bench mean what their names say."""

import pytest

from bench.scoring import likeness, score_page


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        pytest.param("", "", 1.0, id="both-empty"),
        pytest.param("ferry", "ferry", 1.0, id="equal"),
        pytest.param("ferry", "", 0.0, id="one-empty"),
        pytest.param("abcd", "abxd", 0.75, id="one-letter"),
        pytest.param("ab", "ba", 0.5, id="swapped"),
    ],
)
def test_likeness_is_the_share_of_letters_in_the_same_order(one: str, other: str, alike: float) -> None:
    assert likeness(one, other) == alike
    assert likeness(other, one) == alike


def test_a_title_is_near_whatever_its_case_but_exact_only_letter_for_letter() -> None:
    truth = {"id": "p", "title": "Ferry to the outer islands resumes"}
    score = score_page(truth, {"title": "FERRY to the outer islands resumes!"})
    assert (score.title, score.near) == (False, True)
    assert score_page(truth, {"title": "Ferry to the outer islands resumes"}).title is True
    assert score_page(truth, {}).near is False
