"""What can be the name of a person, in any script, and what makes a name an outlet's."""

import re
import unicodedata

from pipelines.extraction.words import AGENCY, NOBODY, ORGANISATION, PARTICLES

MAX_NAME_CHARS = 60
MAX_NAME_WORDS = 6
MAX_CJK_NAME = 12  # characters: a foreigner's name in katakana, without the points

CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
LATIN = re.compile(r"[A-Za-z]")
_NO_FIRST_WORD = re.compile(
    r"(?:senior|chief|deputy|special|foreign|political|assistant|associate|managing|investigative|freelance|"
    r"our|unsere?[mn]?|notre|nuestr[oa]|noss[oa]|nostr[oa]|onze|vår|vores|"
    r"guest|contributing|staff|national|leitende[rn]?|stellvertretende[rn]?|freie[rn]?|politische[rn]?)\b",
    re.I,
)
"""How an office begins, or a paper's word for its own people, and no name."""
_GENERATIONS = frozenset(["jr", "jr.", "sr", "sr.", "ii", "iii"])
_NO_NAME = re.compile(r"[!?:<>{}=*#%\u2026\"\u201c\u201d_\\]|\w\.\w{2,}|\.\.")
_NO_NAME_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        sell information cookies privacy posts articles comments comment sponsored commons
        inhalte artikel beiträge kommentare kommentar anzeige werbung commentaires
        articolo articoli artículos publicidad notícias
        """,
    )
)
"""What stands on a button, a box or a licence."""
NO_ORGANISATION = re.compile(
    r"^(?:an?|eine?|une?)\s|:|\.$|\s(?:is|was|ist|war|est|es|è|é|er|är)\s|^(?:news|press|media|online|tv|radio|sport)$",
    re.I,
)
"""What a sentence, a post or a section looks like, though a word of it could be an outlet's."""
_LEGAL_FORM = re.compile(r"\s(?:GmbH|AG|SE|KG|Inc|Ltd|LLC)\.?$")


def person_name(text: str, alone: bool) -> str | None:
    """The text as a person's name, None where it is none; ``alone`` allows a single word."""
    text = text.strip()
    if not 2 <= len(text) <= MAX_NAME_CHARS or _NO_NAME.search(text):
        return None
    if any(c.isdecimal() or not _of_a_name(c) for c in text):
        return None
    if AGENCY.match(text) or NOBODY.match(text) or is_organisation(text):
        return None
    words = text.split()
    if NOBODY.match(words[0]) is not None or not _NO_NAME_WORDS.isdisjoint(map(str.casefold, words)):
        return None
    if CJK.search(text) and not LATIN.search(text):
        letters = text.replace(" ", "").replace("\u30fb", "").replace("\u3000", "").replace("\u00b7", "")
        return text if len(letters) <= MAX_CJK_NAME else None
    if (
        words[0].lower() == "the"
        or _NO_FIRST_WORD.match(text) is not None
        or words[-1].lower() in PARTICLES - _GENERATIONS
    ):
        return None
    if len(words) > MAX_NAME_WORDS or (len(words) == 1 and not (alone and starts_a_name(text))):
        return None
    plain = [word for word in words if word.lower() not in PARTICLES]
    large = [word for word in plain if starts_a_name(word)]
    if not plain or (len(large) < len(plain) and not (alone and large and len(words) == 2)):
        return None
    return title_case(text)


def _of_a_name(character: str) -> bool:
    """Letters and their marks in any script, and what joins them."""
    return (
        character in " .'\u2019\u02bc`\u2010\u2011\u30fb\u00b7-\u200c\u200d&\u3000"
        or unicodedata.category(character)[0] in "LM"
    )


def starts_a_name(word: str) -> bool:
    """Not in small letters; scripts without case always do."""
    first = next((c for c in word if c.isalpha()), "")
    return first != "" and (
        not first.islower() or re.match(r"(?:d|l|al-|el-|o)['\u2019]?[^\W\d_a-z]", word) is not None
    )


def is_organisation(text: str) -> bool:
    """Whether a word of the text makes it an outlet's name."""
    return (
        len(text) <= MAX_NAME_CHARS
        and (not text[:1].islower() or _LEGAL_FORM.search(text) is not None)
        and ORGANISATION.search(text) is not None
        and NO_ORGANISATION.search(text) is None
    )


def title_case(name: str) -> str:
    """``LISA MASCARO`` and ``Bill MCCARTHY`` as people write their names; scripts without case untouched."""
    words = name.split()
    if not any(len(word) > 3 and word.isupper() for word in words):
        return name
    return " ".join(_word_case(word) for word in words)


def _word_case(word: str) -> str:
    if not word.isupper() or len(word.strip(".")) <= 2:
        return word
    cased = re.sub(r"[^\W\d_]+", lambda found: found[0].capitalize(), word)
    return re.sub(r"^Mc([a-z])", lambda found: "Mc" + found[1].upper(), cased)
