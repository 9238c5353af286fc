"""Other ways to write a word that the index's stemmer does not bring together.

Standard library only. The index folds accents and cuts English endings (Porter), which leaves
German in two places: ``ß`` is no accent (Straße and Strasse), and plurals such as Regierungen.
Only endings that no English word has are touched: a stemmer for every language at once finds
much that nobody asked for.
"""

# A German noun with one of these endings has its plural in -en, as good as always.
_FEMININE = ("ung", "heit", "keit", "schaft", "tät")
_PERSONS = ("erin", "innen")  # Ministerin, Ministerinnen
LEAST = 6  # letters: "Schwung" and "jung" are long or short, but "Dung" takes no plural anybody looks for


def spellings(word: str) -> list[str]:
    """The word as written, then its other spellings; most words have none."""
    found = [word]
    small = word.casefold() if "ß" not in word else word.lower()
    if "ß" in small:
        found.append(small.replace("ß", "ss"))
    elif "ss" in small:
        found.append(small.replace("ss", "ß"))
    if len(small) >= LEAST:
        found += _plurals(small)
    return found


def _plurals(small: str) -> list[str]:
    for ending in _FEMININE:
        if small.endswith(ending):
            return [f"{small}en"]
        if small.endswith(f"{ending}en"):
            return [small.removesuffix("en")]
    if small.endswith(_PERSONS[0]):
        return [f"{small}nen"]
    if small.endswith(_PERSONS[1]):
        return [small.removesuffix("nen")]
    return []
