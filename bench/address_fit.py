"""What each witness of an address weighs, fitted to addresses that we know.

Logistic regression by stochastic gradient descent with steps that shrink per witness, drawn towards
what we believed before (PRIOR). Pure Python: a few thousand addresses with a dozen witnesses each
take a second. The same addresses give the same weights.
"""

import hashlib
import math
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bench.addresses_known import Known
from crawler.discovery.address_witnesses import is_never_an_article, witnesses

FOLDS = 8  # each holds the publishers of an eighth; more take longer and change little
ROUNDS = 30  # over all addresses; held-out figures no longer change from 25 on
STEP = 0.1
DRAWN_BACK = 0.01  # of the distance to PRIOR, a step
LINK_WEIGHT = 0.5  # of an address labelled by a link's text, which errs at times
PRIOR = {
    "below a shop": -6.0,
    "service host": -5.0,
    "called a list": -2.0,
    "right below list": -1.5,
    "below list numbered": -1.0,
    "below trade plain": -2.5,
    "below trade dated": -3.0,
    "below trade numbered": -2.0,
    "about the site, plain": -3.0,
    "begins with a legal word": -4.0,
    "page of a room": -2.0,
    "year words3": 1.0,
    "year words4": 1.0,
    "query id3": 2.5,
    "query id4": 3.5,
}
"""Log odds that we believe before any example: too few sites show them."""

_Example = tuple[tuple[str, ...], bool, float]


def fitted(known: Iterable[Known]) -> dict[str, float]:
    """The weight of every witness, in log odds, two decimals."""
    examples = [example for one in known if (example := _example(one)) is not None]
    weights: dict[str, float] = defaultdict(float, PRIOR)
    squares: dict[str, float] = defaultdict(lambda: 1.0)
    order = random.Random(1)
    for _ in range(ROUNDS):
        order.shuffle(examples)
        for names, is_article, share in examples:
            wrong = (_chance(sum(weights[name] for name in names)) - is_article) * share
            for name in names:
                slope = wrong + DRAWN_BACK * (weights[name] - PRIOR.get(name, 0.0))
                squares[name] += slope * slope
                weights[name] -= STEP * slope / math.sqrt(squares[name])
    return {name: round(weight, 2) for name, weight in sorted(weights.items())}


def _example(one: Known) -> _Example | None:
    if one.origin == "not called articles" or is_never_an_article(one.url):
        return None
    return witnesses(one.url), one.is_article, LINK_WEIGHT if one.origin.endswith("links") else 1.0


def _chance(points: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, points))))


def held_out(known: Sequence[Known]) -> dict[str, Mapping[str, float]]:
    """For every publisher the weights fitted without it: to all publishers but those of its fold."""
    weights = {
        fold: fitted(one for one in known if _fold(one.publisher) != fold)
        for fold in sorted({_fold(one.publisher) for one in known})
    }
    return {one.publisher: weights[_fold(one.publisher)] for one in known}


def _fold(publisher: str) -> int:
    return int.from_bytes(hashlib.sha256(publisher.encode()).digest()[:4]) % FOLDS


def write(weights: Mapping[str, float], path: Path) -> None:
    """The weights as the module that the classifier reads."""
    lines = [f'    "{name}": {weight:.2f},' for name, weight in weights.items() if abs(weight) >= 0.01]
    path.write_text(
        '"""What each witness of an address weighs, in log odds; written by ``python -m bench.discovery --fit``."""\n\n'
        "WEIGHTS = {\n" + "\n".join(lines) + "\n}\n",
        encoding="utf-8",
    )
