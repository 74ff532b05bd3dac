"""Rules that bring the entity labels of the training sources to one scheme: names of PER, ORG and LOC without titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

IGNORE = "?"  # a word whose label is not known; it takes no part in training or measuring

TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "president",
        "prime",
        "minister",
        "vice",
        "senator",
        "sen",
        "general",
        "gen",
        "king",
        "queen",
        "prince",
        "princess",
        "pope",
        "secretary",
        "chancellor",
        "judge",
        "justice",
        "colonel",
        "col",
        "major",
        "maj",
        "lieutenant",
        "lt",
        "captain",
        "capt",
        "sergeant",
        "sgt",
        "admiral",
        "adm",
        "brigadier",
        "commander",
        "cmdr",
        "governor",
        "gov",
        "representative",
        "rep",
        "congressman",
        "congresswoman",
        "ambassador",
        "foreign",
        "defense",
        "defence",
        "interior",
        "finance",
        "deputy",
        "former",
        "acting",
        "premier",
        "chairman",
        "chairwoman",
        "chief",
        "professor",
        "prof",
        "sir",
        "lord",
        "lady",
        "sheikh",
        "sheik",
        "ayatollah",
        "grand",
        "cardinal",
        "bishop",
        "archbishop",
        "father",
        "reverend",
        "rev",
        "speaker",
        "mayor",
        "director",
        "spokesman",
        "spokeswoman",
        "attorney",
        "crown",
        "first",
        "private",
        "envoy",
        "emperor",
        "leader",
        "opposition",
        "president-elect",
        "emir",
        "sultan",
        "secretary-general",
        "dame",
        "saint",
        "the",
        "u.n.",
        "u.s.",
        "us",
        "un",
        "un-envoy",
        "coach",
        "crown-prince",
        "mullah",
        "'s",
        "then",
        "ex-president",
        "mp",
        "dr.",
        "oil",
        "trade",
        "of",
        "for",
        "state",
        "office",
        "advisor",
        "fco",
        "information",
        "special",
        "high",
        "commissioner",
        "iraqi",
        "russian",
        "syrian",
        "i",
        "he",
        "she",
        "we",
        "they",
        "it",
    ]
)
COUNTRIES = frozenset(
    n.lower()
    for n in """Afghanistan|Albania|Algeria|Angola|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahrain|Bangladesh
    |Belarus|Belgium|Belize|Benin|Bhutan|Bolivia|Bosnia|Bosnia-Herzegovina|Botswana|Brazil|Britain|Brunei|Bulgaria
    |Burkina Faso|Burma|Burundi|Cambodia|Cameroon|Canada|Chad|Chechnya|Chile|China|Colombia|Congo|Costa Rica|Croatia
    |Cuba|Cyprus|Czech Republic|Denmark|Djibouti|Dominican Republic|East Timor|Ecuador|Egypt|El Salvador|England|Eritrea
    |Estonia|Ethiopia|Fiji|Finland|France|Gabon|Gambia|Georgia|Germany|Ghana|Greece|Guatemala|Guinea|Guyana|Haiti
    |Honduras|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Ivory Coast|Jamaica|Japan|Jordan|Kazakhstan
    |Kenya|Kosovo|Kuwait|Kyrgyzstan|Laos|Latvia|Lebanon|Lesotho|Liberia|Libya|Lithuania|Luxembourg|Macedonia|Madagascar
    |Malawi|Malaysia|Maldives|Mali|Malta|Mauritania|Mexico|Moldova|Mongolia|Montenegro|Morocco|Mozambique|Myanmar
    |Namibia|Nepal|Netherlands|New Zealand|Nicaragua|Niger|Nigeria|North Korea|Northern Ireland|Norway|Oman|Pakistan
    |Panama|Paraguay|Peru|Philippines|Poland|Portugal|Qatar|Romania|Russia|Rwanda|Saudi Arabia|Scotland|Senegal|Serbia
    |Sierra Leone|Singapore|Slovakia|Slovenia|Somalia|South Africa|South Korea|South Sudan|Soviet Union|Spain|Sri Lanka
    |Sudan|Swaziland|Sweden|Switzerland|Syria|Taiwan|Tajikistan|Tanzania|Thailand|Togo|Tunisia|Turkey|Turkmenistan|U.K.
    |U.S.|UK|US|USA|Uganda|Ukraine|United Arab Emirates|United Kingdom|United States|Uruguay|Uzbekistan|Venezuela|Vietnam
    |Wales|Yemen|Zambia|Zimbabwe|the United States|the Netherlands|the Philippines|Gaza|Tehran|Washington|Moscow|Beijing
    |Baghdad|Kabul|London|Paris|Europe|Africa|Asia""".replace("\n", "").split("|")
    for n in (n.strip(),)
)

# Surface forms with one label wherever they are named; "" is no name of the scheme (diseases, demonyms).
FIXED = dict.fromkeys(COUNTRIES, "LOC") | {
    "u.n.": "ORG", "un": "ORG", "eu": "ORG", "west bank": "LOC", "aids": "", "hiv": "", "pentagon": "ORG",
    "white house": "ORG", "kremlin": "ORG", "taliban": "ORG", "taleban": "ORG", "hamas": "ORG", "hezbollah": "ORG",
    "isil": "ORG", "daesh": "ORG", "al - qaida": "ORG", "al - qaeda": "ORG", "we": "", "they": "", "it": "",
    "iraqis": "", "syrians": "", "americans": "", "u.n": "ORG",
}  # fmt: skip

Span = tuple[int, int, str]  # first word, last word, label


def spans(tags: Sequence[str]) -> list[Span]:
    """Return the spans of BIO tags; an I without its B opens a span."""
    out: list[Span] = []
    for i, tag in enumerate(tags):
        if tag[:2] not in ("B-", "I-"):
            continue
        if tag[0] == "I" and out and out[-1][1] == i - 1 and out[-1][2] == tag[2:]:
            out[-1] = (out[-1][0], i, tag[2:])
        else:
            out.append((i, i, tag[2:]))
    return out


def tags(length: int, found: Iterable[Span], ignored: Iterable[int] = ()) -> list[str]:
    """Return BIO tags of ``length`` words; words in ``ignored`` get ``IGNORE``."""
    out = ["O"] * length
    for i in ignored:
        out[i] = IGNORE
    for first, last, label in found:
        out[first] = f"B-{label}"
        out[first + 1 : last + 1] = [f"I-{label}"] * (last - first)
    return out


_STRONG_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "president",
        "senator",
        "sen",
        "judge",
        "king",
        "queen",
        "prince",
        "pope",
        "sheikh",
        "sheik",
        "ayatollah",
        "lt",
        "col",
        "sgt",
        "capt",
        "prophet",
        "congressman",
        "congresswoman",
        "justice",
        "ambassador",
    ]
)
_INNER = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "in",
        "at",
        "on",
        "to",
        "a",
        "by",
        "with",
        "from",
        ",",
        ".",
        "(",
        ")",
        '"',
        "''",
        "``",
        ":",
        ";",
        "-",
        "--",
        "&",
        "'s",
    ]
)
# Religions and peoples that the silver labels call places or organisations; adjectives are no names here.
_PEOPLES = re.compile(
    r"(?i)(sunni|shi'?ites?|shia|muslims?|christians?|jews?|jewish|islamic|islamist|hindus?|buddhists?|catholics?|kurds?"
    r"|arabs?|serbs?|croats?|kurdish|western|christmas|easter|ramadan|republicans?|democrats?|congolese|burmese|chinese"
    r"|japanese|lebanese|senegalese|vietnamese|sudanese|maltese|portuguese|acehnese|british|french|dutch|irish|english"
    r"|spanish|turkish|polish|swedish|danish|scottish|flemish|afghans?|tamils?|thais?|greeks?|\w+(?:ian|ean|aeli|aqi|stani"
    r"|emeni|mali|ghali|dhisti|maiti|uwaiti|udi|lankan|rican|bian|exican|frican|ban)s?)"
)
_PLACES = frozenset(["caspian", "azerbaijan", "jordan", "lebanon", "durban", "taliban", "vatican"])


def people(words: Sequence[str]) -> bool:
    """Return whether the words are a people, a religion or their adjective, not a name."""
    return all(_PEOPLES.fullmatch(w) and w.lower() not in _PLACES for w in words)


def repair(words: Sequence[str], span: Span) -> list[Span]:
    """Return a silver span as it should be: a title makes a person, ``Japan 's Court`` is two names, ends are names."""
    first, last, label = span
    while last >= first and words[last].lower() in _INNER:
        last -= 1
    while first <= last and words[first].lower() in _INNER:
        first += 1
    if first > last:
        return []
    for i in range(first + 1, last):
        if words[i] == "'s" and " ".join(words[first:i]).lower() in COUNTRIES:
            return [(first, i - 1, "LOC"), *repair(words, (i + 1, last, label))]
    if first < last and words[first].lower().rstrip(".") in _STRONG_TITLES:
        label = "PER"
    if label == "PER" and (stripped := strip_title(words, (first, last, label))):
        return [stripped]
    return [] if label == "PER" else [(first, last, label)]


_SIDES = frozenset(["north", "south", "east", "west", "central", "northern", "southern", "middle"])


def in_context(words: Sequence[str], span: Span) -> Span | None:
    """Return a silver span as its neighbours say: "North" of "North Korean" and "State" of a secretary are no names."""
    first, last, label = span
    before = [w.lower() for w in words[max(0, first - 2) : first]]
    following = words[last + 1] if last + 1 < len(words) else ""
    if words[first].lower() in ("state", "defense", "defence") and before == ["secretary", "of"]:
        return in_context(words, (first + 1, last, label)) if first < last else None
    if last == first and words[first].lower() in _SIDES and following and people([following]):
        return None
    if before[-1:] and before[-1].rstrip(".") in ("mr", "mrs", "ms", "senator", "sen"):
        label = "PER"
    return first, last, label


def strip_title(words: Sequence[str], span: Span) -> Span | None:
    """Return the span of a person without leading titles, None where nothing is left."""
    first, last, label = span
    while first <= last and words[first].lower().rstrip(".") in TITLES | {"u.s", "u.n"}:
        first += 1
    return (first, last, label) if first <= last else None


def strip_article(words: Sequence[str], span: Span) -> Span | None:
    """Return the span without a leading article or possessor mark, None where nothing is left."""
    first, last, label = span
    while first <= last and words[first].lower() in ("the", "a", "an", "'s", ","):
        first += 1
    return (first, last, label) if first <= last else None


def majority(corpus: Iterable[tuple[Sequence[str], Sequence[Span]]], least: int = 3, share: float = 0.6) -> dict[str, str]:
    """Return for each surface form seen ``least`` times the label that ``share`` of its spans bear; countries are LOC.

    The silver labels of the GMB waver between ORG and LOC for the same name; one name, one label is easier to learn.
    """
    counts: dict[str, Counter[str]] = {}
    for words, found in corpus:
        for first, last, label in found:
            counts.setdefault(" ".join(words[first : last + 1]).lower(), Counter())[label] += 1
    out = {}
    for text, seen in counts.items():
        label, n = seen.most_common(1)[0]
        if n >= least and n >= share * seen.total():
            out[text] = label
    return out | FIXED
