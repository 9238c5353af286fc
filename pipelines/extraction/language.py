"""The language an article is written in, by its text rather than by its template's tag."""

# ruff: noqa: RUF001 - the vocabulary is in many scripts

import re
from collections.abc import Sequence, Set

from pipelines.extraction.structured import Statements, text_of

SAMPLE_PARAGRAPHS = 8
SAMPLE_CHARS = 2_000
MIN_LETTERS = 60  # of a sample that says anything
MIN_WORDS = 30  # of one whose small words are counted
SCRIPT_SHARE = 0.4  # of the letters; names in another script are fewer
KANA_SHARE = 0.1  # of a Japanese text, whose other letters are Chinese
SMALL_WORDS_SHARE = 0.14  # of the words of any text are small words of its language
FEW_SMALL_WORDS_SHARE = 0.07  # of a language that says by endings what others say by small words
FEW_LEAD = 2.0  # over the next language's share, where there are so few
CLEAR_LEAD = 1.25  # over the next language's share
KINDRED_LEAD = 1.7  # over a language so near that the tag is the better witness

_TAG = re.compile(r"^\s*([a-zA-Z]{2,3})(?:[-_]|\s*$|,)")
_SAME = {
    "nb": "no",
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "mo": "ro",
    "cn": "zh",
    "jp": "ja",
    "kr": "ko",
    "ua": "uk",
    "gr": "el",
    "cz": "cs",
}
_OTHER_SCRIPT = re.compile("[\u0370-\u1fff\u3040-\ud7af]")  # all of those below; most texts hold none
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("lo", re.compile("[\u0e80-\u0eff]")),
    ("km", re.compile("[\u1780-\u17ff]")),
    ("my", re.compile("[\u1000-\u109f]")),
    ("el", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("arabic", re.compile("[\u0600-\u06ff]")),
    ("devanagari", re.compile("[\u0900-\u097f]")),
    ("cyrillic", re.compile("[\u0400-\u04ff]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("pa", re.compile("[\u0a00-\u0a7f]")),
    ("gu", re.compile("[\u0a80-\u0aff]")),
    ("or", re.compile("[\u0b00-\u0b7f]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("te", re.compile("[\u0c00-\u0c7f]")),
    ("kn", re.compile("[\u0c80-\u0cff]")),
    ("ml", re.compile("[\u0d00-\u0d7f]")),
    ("si", re.compile("[\u0d80-\u0dff]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("am", re.compile("[\u1200-\u137f]")),
)
# Languages of one script, by letters or words that only they use; the last of each is the rest.
_WITHIN = {
    "cyrillic": (
        ("sr", re.compile("[ђћљњџ]")),
        ("mk", re.compile("[ѓќѕ]")),
        ("be", re.compile("ў")),
        ("kk", re.compile("[әғқұ]")),
        ("ky", re.compile("ң|өө|үү")),
        ("mn", re.compile("[өү]")),
        ("tg", re.compile("[ҳҷӯ]")),
        ("uk", re.compile("[іїєґ]")),
        ("bg", re.compile(r"\b(?:това|който|която|които|през|също|беше|бъде|след като|няма|ще|са)\b")),
        ("ru", re.compile("")),
    ),
    "arabic": (
        ("ug", re.compile("[ۇۈۋ]")),
        ("ckb", re.compile("[ڵۆێڕ]")),
        ("ps", re.compile("[ښځړېۍ]")),
        ("sd", re.compile("[ڪڳڻٻ]")),
        ("ur", re.compile("[ٹڈڑںے]")),
        ("fa", re.compile("[پچژگی]")),
        ("ar", re.compile("")),
    ),
    "devanagari": (
        ("mr", re.compile("आहे|आणि|ळ")),
        ("ne", re.compile("छन्|भएको|गर्ने|हरू|गरेको")),
        ("hi", re.compile("")),
    ),
}
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # a syllable or a word in a letter
_SURE = 3  # occurrences of such a letter or word in a sample
_SMALL_WORDS = {
    "en": "the of and to in that is was for with his on are as by it at be this from has have not",
    "de": "der die und den das ist nicht mit von auf dem ein eine sich auch im des zu für es",
    "fr": "le les des et une dans est pour que qui sur du pas au avec la de à un ce par",
    "es": "el los las una por con para del que se en su como más es la de y un al lo",
    "ca": "els les una per amb que del és en la de i un al ha no seva aquest més com dels",
    "gl": "os as unha por con para do da que se en o a e un non ao dos das é máis",
    "pt": "os uma não para com em do da que dos um na no são as de e o a por mais ao",
    "it": "il che di della per gli con non una nel sono del le è alla la e un si dei da",
    "ro": "și în de la cu pe că nu din este care pentru un o au mai a fost prin sau sunt",
    "nl": "het een van de en dat niet zijn op te voor met ook aan door is in die bij er",
    "af": "die van en is in nie wat te vir het dat hy op met sy as ook om aan by",
    "sv": "och att det som för på är inte med har av den till ett om en i de var vid",
    "no": "og det som på er ikke for med har til av den at en jeg et vi de blir fra",
    "da": "og det at er ikke for med har til af den på en der som et i de blev fra",
    "is": "og að í á er sem ekki við um til það en af með hann var fyrir frá hafa eru",
    "fi": "ja on ei se että hän oli mutta joka kun myös ovat sen mukaan ole sekä tai ovat jos niin",
    "et": "ja on ei et see oli mis ka kui aga ning oma ta selle kes mida pärast või üle veel",
    "lv": "un ir ka ar no par uz kas nav arī tika bija to gada kā vai bet tas pēc līdz",
    "lt": "ir kad yra su iš į buvo kaip bet tai apie jis dar savo bus po nuo tik jau už",
    "pl": "się nie na że jest do to jak przez po dla od oraz tym był i w z a o",
    "cs": "se na je že to v s z a do jako by ale od podle jsou pro který byl ve",
    "sk": "sa na je že to v s z a do ako by ale od podľa sú pre ktorý bol vo",
    "sl": "je in na se da so za v ki pa z po tudi kot ne bi od pri ali še",
    "hr": "je i u na se da za su od s što koji kao ne bi nije o iz ili to",
    "hu": "a az és hogy nem is egy volt meg csak de ez már mint van el azt még ki ha",
    "sq": "dhe të në e i për një me nga që është se ka kjo nuk më janë si do edhe",
    "tr": "bir ve bu için ile olarak da de çok daha olan gibi kadar ne sonra en olduğu ise her dedi",
    "az": "və bu bir ilə üçün da də olan olub edib ki daha çox sonra isə ən edir deyib qeyd olaraq",
    "uz": "va bu bilan uchun bir ham deb edi esa keyin kerak boʻlgan haqida yil mumkin emas ushbu davlat oʻz shu",
    "id": "yang dan di untuk dengan dari ini tidak pada dalam itu akan juga ke oleh karena bisa sudah mereka kata",
    "ms": "yang dan di untuk dengan dari ini tidak pada dalam itu akan juga ke oleh kerana boleh telah beliau kata",
    "tl": "ang ng sa na mga ay at ni para ito kay hindi nang si may kung o siya rin mula",
    "vi": "của và là có không được cho trong người với các một những đã khi này để trên về từ",
    "sw": "ya wa na kwa ni katika za la kuwa hiyo huo cha kama hii watu alisema vya yake huyo ili",
    "so": "oo ka ku iyo in ee u waxa la ah uu ay kale waa soo waxaa isku ayaa lagu si",
    "ha": "da na ta a ya ce cewa wata wani domin ba kuma shi su za ne an don daga kan",
    "yo": "ni ti tí ní àti fun pé láti wọn awon kan naa lo si sí ó bá fi ṣe rẹ",
    "xh": "ukuba kwaye le xa ngokuba kodwa nje abantu uthi ngo kwi nge oko emva kuba into kule yi lo ke",
    "zu": "ukuthi futhi kodwa lapho uma abantu uthe kanye ngoba kuthiwa ngesikhathi le lo ke yini emva nje",
    "eu": "eta da ez du bat ere izan zen dira dute baina egin da beste hori zuen hau baino gaur dela",
    "cy": "y yn a i o ar ei yr mae wedi am gan bod oedd ond eu fod ac hynny un",
    "ga": "an na agus ar a i go le is ag sé ní do tá bhí sin nach seo níos don",
    "mt": "li ta il u fil għal ma minn li kien dan hija din biex huwa iżda fuq mill bil kienet",
}  # fmt: skip
_SPEAKS_FOR: dict[str, list[str]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in dict.fromkeys(_words.split()):
        _SPEAKS_FOR.setdefault(_word, []).append(_language)


def read(statements: Statements, body: Sequence[str], declared: str | None) -> tuple[str | None, str | None]:
    """The primary language tag and its witness: the text outranks a template's ``lang``.

    ``declared`` is the source's own. A tag that the text neither bears out nor contradicts stands.
    """
    stated = [
        (text_of(statements.article.get("inLanguage")), "json-ld"),
        (statements.language, "markup"),
        (statements.first("inlanguage", "content-language", "og:locale", "language", "dc.language"), "meta"),
        (declared, "source"),
    ]
    named = [
        (_SAME.get(tag, tag), witness)
        for value, witness in stated
        if value and (found := _TAG.match(value)) is not None and (tag := found[1].lower())
    ]
    spoken = of_text(" ".join(body[:SAMPLE_PARAGRAPHS])[:SAMPLE_CHARS], [name for name, _ in named])
    if spoken is None:
        return named[0] if named else (None, None)
    return next((pair for pair in named if pair[0] == spoken), (spoken, "text"))


def of_text(sample: str, stated: Sequence[str] = ()) -> str | None:
    """The language of a text, None where too little speaks for any.

    Between two that the text could be, the one that is ``stated`` is right.
    """
    letters = sum(map(str.isalpha, sample))
    if letters < (MIN_LETTERS if not _DENSE.search(sample) else MIN_LETTERS // 3):
        return None
    if not sample.isascii() and _OTHER_SCRIPT.search(sample) is not None:
        for name, script in _SCRIPTS:
            if len(script.findall(sample)) > letters * (KANA_SHARE if name == "ja" else SCRIPT_SHARE):
                return _within(name, sample, stated)
    return _by_small_words(sample, stated)


def _within(script: str, sample: str, stated: Sequence[str]) -> str:
    family = _WITHIN.get(script)
    if family is None:
        return script
    # a language of the script that this table cannot tell is believed
    if (believed := next((name for name in stated if name in _OTHERS[script]), None)) is not None:
        return believed
    return next((name for name, sign in family[:-1] if len(sign.findall(sample)) >= _SURE), family[-1][0])


_OTHERS = {
    "cyrillic": ("tt", "ba", "cv", "os", "ce", "ab"),
    "arabic": ("ks", "bal", "glk", "arz"),
    "devanagari": ("sa", "bho", "mai", "kok", "doi"),
}


_KIN = tuple(
    frozenset(family.split())
    for family in ("no da sv", "id ms", "hr sl", "cs sk", "gl pt es ca", "nl af", "xh zu")
)

_TELLING = {
    name: re.compile(rf"\b(?:{words.replace(' ', '|')})\b", re.I)
    for name, words in {
        "no": "av ble etter noen hva vært sa nå opp mellom gjennom",
        "da": "af blev efter nogle hvad været sagde nu op mellem gennem",
        "sv": "och inte efter några vad varit sade nu upp mellan genom",
        "id": "bahwa karena bisa saat adalah polisi pemerintah kata mengatakan",
        "ms": "bahawa kerana boleh ketika ialah polis kerajaan beliau berkata",
        "pt": "não também já pelo pela uma são foram até à às com em",
        "gl": "non tamén xa polo pola unha son foron ata á ás con en",
        "cs": "který která jsou podle ve ze při jako",
        "sk": "ktorý ktorá sú podľa vo zo pri ako",
        "nl": "niet zijn hij zij voor naar",
        "af": "nie hy sy vir na wat",
        "es": "no también ya por una son fueron hasta con en",
    }.items()
}


def _by_small_words(sample: str, stated: Sequence[str]) -> str | None:
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    if len(words) < MIN_WORDS:
        return None
    counts = dict.fromkeys(_SMALL_WORDS, 0)
    for word in words:
        for name in _SPEAKS_FOR.get(word, ()):
            counts[name] += 1
    first, most = max(counts.items(), key=lambda count: count[1])
    kin = next((family for family in _KIN if first in family), frozenset())
    next_most = max(n for name, n in counts.items() if name != first and name not in kin)
    few = most >= FEW_SMALL_WORDS_SHARE * len(words) and most >= FEW_LEAD * next_most
    if most < SMALL_WORDS_SHARE * len(words) and not few:
        return None
    close = {name for name, n in counts.items() if n * (KINDRED_LEAD if name in kin else CLEAR_LEAD) >= most}
    agreed = next((name for name in stated if name in close), None)
    if agreed is not None:
        return agreed
    return _nearest(close & kin, sample) or first if most >= next_most * CLEAR_LEAD else None


def _nearest(kindred: Set[str], sample: str) -> str | None:
    """Which of the kindred languages a text is in, by words that its neighbour spells in another way."""
    said = {name: len(_TELLING[name].findall(sample)) for name in sorted(kindred & set(_TELLING))}
    return max(said, key=lambda name: said[name]) if any(said.values()) else None
