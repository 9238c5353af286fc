"""How well addresses of articles are told from others, by the address alone.

    python -m bench.discovery [CORPORA] [--wrong] [--fit]

Each publisher is judged by weights fitted to the other publishers only ("held out"), and by those
that the crawler uses. Addresses: ours in ``bench/addresses`` and, where that folder is given, those
of CORPORA/*/truth.jsonl with the links on its pages. ``--fit`` writes the weights anew, fitted to all.
What the words of sections and services are (``crawler/discovery/address_words.py``) is no part of
the fit: we chose them.

Precision counts the other pages of our lists; what a corpus's menus name is shown beside it, since
one in two of the links that count as mistakes there is an article with a short name. Pages of a
corpus that neither a person nor their own metadata call an article are shown, and not counted.

Exit code 1 where a held-out figure is below its floor.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bench import address_fit
from bench.addresses_known import Known, of_corpora, of_our_lists, publishers_of
from crawler.discovery import address_weights
from crawler.discovery.addresses import THRESHOLD, points_by, score

FLOOR_PRECISION = 0.98
FLOOR_RECALL = 0.95

Score = Callable[[Known], float]


def is_counted(one: Known) -> bool:
    """Whether an address counts in precision and recall."""
    return not one.origin.endswith("links") and one.origin != "not called articles"


def wrong(known: Sequence[Known], by: Score) -> list[Known]:
    """Those that are taken for what they are not."""
    return [one for one in known if (by(one) >= THRESHOLD) is not one.is_article]


def figures(known: Sequence[Known], by: Score) -> tuple[float, float]:
    """Precision and recall over the addresses that count."""
    counted = [one for one in known if is_counted(one)]
    mistaken = wrong(counted, by)
    articles = sum(one.is_article for one in counted)
    missed = sum(one.is_article for one in mistaken)
    right = articles - missed
    return right / (right + len(mistaken) - missed), right / articles


def report(known: Sequence[Known], by: Score, *, show_wrong: bool) -> tuple[float, float]:
    """Print what is judged wrongly by origin, and the figures."""
    kinds = sorted({(one.origin, not one.is_article) for one in known})
    for origin, others in kinds:
        of_kind = [one for one in known if (one.origin, not one.is_article) == (origin, others)]
        mistaken = wrong(of_kind, by)
        name = f"{origin}, {'others' if others else 'articles'}"
        share = len(mistaken) / len(of_kind)
        print(f"  {name:34} {len(of_kind):6,} addresses {len(mistaken):5,} judged wrongly ({share:.1%})")
        if show_wrong:
            print("\n".join(f"    {by(one):6.2f} {one.url}" for one in sorted(mistaken, key=by)))
    precision, recall = figures(known, by)
    print(f"  precision {precision:.3f}, recall {recall:.3f}")
    return precision, recall


def held_out(known: Sequence[Known]) -> Score:
    """A score whose weights never saw the publisher that it judges."""
    weights = address_fit.held_out(known)
    return lambda one: points_by(weights[one.publisher], one.url)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path, nargs="?", help="a folder of corpora with truth.jsonl in each")
    parser.add_argument("--wrong", action="store_true", help="list what was judged wrongly")
    parser.add_argument(
        "--fit", action="store_true", help="write the crawler's weights anew, fitted to all of them"
    )
    options = parser.parse_args(arguments)
    known = of_our_lists() + (of_corpora(options.corpora) if options.corpora else [])
    print(f"held out, {address_fit.FOLDS} folds of {len(publishers_of(known)):,} publishers:")
    precision, recall = report(known, held_out(known), show_wrong=options.wrong)
    if options.fit:
        path = Path(address_weights.__file__)
        address_fit.write(address_fit.fitted(known), path)
        print(f"wrote {path}")
    else:
        print("by the crawler's own weights, which have seen our lists:")
        report(known, lambda one: score(one.url), show_wrong=False)
    floors = f"(at least {FLOOR_PRECISION}), recall {recall:.3f} (at least {FLOOR_RECALL})"
    print(f"held out: precision {precision:.3f} {floors}")
    return 0 if precision >= FLOOR_PRECISION and recall >= FLOOR_RECALL else 1


if __name__ == "__main__":
    sys.exit(main())
