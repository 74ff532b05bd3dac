"""Names that hold a place's name and are nobody's: dishes, clubs, treaties, papers; and towns and states of America."""

from __future__ import annotations

import re
from collections.abc import Iterator

from comity.actors.knowledge import Entry, KnowledgeBase, fold

_NAME = r"[A-Z][\w'’-]+(?:\s+[A-Z][\w-]+)?"
_KINDS = (  # no goods of trade: tariffs on Australian wine hit Australia
    r"(?:fries|toast|baguettes?|sprouts?|cuisine|restaurants?|roulette|salad|dressing|waffles?|omelettes?|bulldogs?|terriers?|"
    r"shepherds|retrievers?|spaniels?|hounds?|wolfhounds?|kisses|windows|horn|doors|dolls?|army\s+kni(?:fe|ves)|flu|influenza|measles|"
    r"fever|syndrome|marathon|film\s+festival|fashion\s+week|hamsters?|ballet|opera|numerals|delight|standoff|lilies|wall)"
)
_TREATIES = (
    r"(?:Accords?|Agreements?|Conventions?|Protocols?|Treat(?:y|ies)|Declaration|Memorandum|Papers|Principles|Consensus|"
    r"Rules|Statute|Formula)"
)
_BEFORE = (
    r"(?:Real|Atl[eé]tico(?:\s+de)?|Athletic|FC|AC|AS|AFC|Dynamo|Dinamo|Spartak|CSKA|Lokomotiv|Torpedo|Red\s+Star|Crvena\s+Zvezda|"
    r"Partizan|Rapid|Sparta|Slavia|Dukla|Legia|Hertha|Union|Maccabi|Hapoel|Beitar|Bayern|Steaua|Ajax|Inter|RCD|Racing)"
)
_AFTER = (
    r"(?:FC|F\.C\.|Saint-Germain|Nationals|Redskins|Commanders|Capitals|Wizards|Mystics|Marathon|Olympics|Games|Masters|"
    r"Grand\s+Prix|Open|Derby|Bulls|Giants|Knicks|Yankees|Lakers|Cowboys|Dolphins|Patriots|Celtics|Rangers|Mets|Jets|Braves|Falcons|"
    r"Hawks|Bulldogs|Raptors|Maple\s+Leafs|Blue\s+Jays)"
)
_NOBODY = re.compile(
    rf"(?=[A-Z])(?<![-‐‑–])\b(?:(?P<a>{_NAME})\s+{_KINDS}\b|(?P<b>{_NAME})\s+{_TREATIES}\b(?!\s+(?:Organi[sz]ation|Office|Secretariat|Council|Commission))"
    rf"|(?P<e>{_NAME})\s+(?:peace\s+)?talks\b|{_BEFORE}\s+(?P<c>{_NAME})|(?P<d>{_NAME})\s+{_AFTER}\b)"
)
_THINGS = (
    r"Molotov cocktails?|Kalashnikov rifles?|Turkish baths?|Dutch courage|Trojan horses?|"
    r"Turkish (?:coffee|delight|carpets?|towels?)|Irish (?:coffee|stew|setters?|cream|jig)|"
    r"Greek (?:coffee|yogh?urt|salad|tragedy|chorus|mythology|alphabet)|Cuban (?:sandwich(?:es)?|heels?)|"
    r"(?:German|Australian|Anatolian|Belgian) shepherd(?:s| dogs?)?|Polish sausages?|"
    r"Spanish (?:omelettes?|guitar|fly)|French (?:braid|press|horns?|maid|polish|kiss|connection)|"
    r"Russian (?:roulette|dressing|dolls?|salad)|"
    r"Chinese (?:whispers|checkers|wall|zodiac|New Year|lanterns?|food|takeaway|takeout|restaurants?)|"
    r"Indian (?:summer|ink|food|takeaway|restaurants?)|Thai (?:food|massage|curry|boxing|restaurants?)|"
    r"Mexican (?:wave|standoff|food)|Swedish (?:meatballs?|massage)|Danish (?:past\w+|blue)|"
    r"Scotch (?:whisky|tape|eggs?|broth)|Japanese (?:knotweed|maples?|food|gardens?)|Korean barbecue|"
    r"Vietnamese noodles|Lebanese food|Italian (?:food|ice|dressing)|Brazilian (?:wax|nuts?)|"
    r"Swiss (?:cheese|chard|roll)|Bombay duck|Peking (?:duck|man)|Hong Kong flu|Canada geese|"
    r"Canada goose|Jerusalem artichokes?|Persian (?:rugs?|carpets?|cats?)|Siamese (?:cats?|twins)|"
    r"Maltese (?:falcon|terriers?)|Siberian (?:husky|huskies|tigers?)|Bengal tigers?|Tasmanian devils?|"
    r"Egyptian cotton|Cornish pasty|Yorkshire pudding|Welsh rarebit|Bermuda shorts|Panama hats?|Havana cigars?|"
    r"Cuban cigars?|Cuban heels?|London broil|chicken Kiev|Chicken Kiev|Manila (?:envelopes?|folders?)|"
    r"American (?:football|cheese|pie|dream|idol)|Stockholm syndrome|Havana syndrome|Jerusalem syndrome|"
    r"Dutch (?:ovens?|auctions?|elm disease)|German measles|West Nile virus|Spanish (?:flu|influenza)|"
    r"Rift Valley fever|Crimean-Congo fever|Cuban [Mm]issile [Cc]risis|Suez [Cc]risis|"
    r"Berlin (?:[Aa]irlift|[Bb]lockade|[Cc]risis)|Prague [Ss]pring|Boston (?:Tea Party|Massacre)|Velvet Revolution|"
    r"Velvet Divorce|Orange Revolution|Rose Revolution|Tulip Revolution|Carnation Revolution|Cedar Revolution|"
    r"Jasmine Revolution|Cultural Revolution|Great Leap Forward|October Revolution|"
    r"Iran[-–][Cc]ontra(?: (?:affair|scandal))?|Irish (?:[Pp]otato )?[Ff]amine|Orient Express|"
    r"Trans-Siberian Railway|English Breakfast|English breakfast|Irish pubs?|Arabic numerals|Roman numerals|"
    r"Greek gods?|Hungarian goulash|Bavarian cream|Vienna sausages?|Wiener schnitzel|Hamburg steak|Brussels lace|"
    r"Venetian blinds?|Afghan hounds?|Tibetan mastiffs?|Rhodesian ridgebacks?|Argentine tango|Viennese waltz(?:es)?|"
    r"American Dream|Guinea pigs?"
)
_LITERAL = re.compile(rf"(?=[A-Z])\b(?:{_THINGS.replace(' ', chr(92) + 's+')})\b")
_PLACES = {"states.csv", "regions.csv", "places.csv"}
_STATES = (
    r"(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|"
    r"Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|"
    r"New\s+(?:Hampshire|Jersey|Mexico|York)|North\s+(?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode\s+Island|"
    r"South\s+(?:Carolina|Dakota)|Tennessee|Texas|Utah|Vermont|Virginia|West\s+Virginia|Wisconsin|Wyoming)"
)
_PROVINCES = r"(?:Ontario|Quebec|Alberta|Manitoba|Saskatchewan|Nova\s+Scotia|New\s+Brunswick|Newfoundland|British\s+Columbia)"
_TOWN = re.compile(rf"(?=[A-Z])\b({_NAME}),\s+(?:({_STATES})|({_PROVINCES}))\b,?")
# what only the American state of Georgia has
_AMERICAN = re.compile(
    r"\bAtlanta\b|\bSavannah\b|\bFulton County\b|\bRaffensperger\b|\bKemp\b|\bWarnock\b|\bOssoff\b|\bStacey Abrams\b|\bBiden\b|"
    r"\bTrump\b|\brunoffs?\b|\bRepublicans?\b|\bDemocrats?\b|\bSupreme Court of the United States\b|"
    r"\bU\.?S\.? (?:Senate|House)\b|\bdeath row\b"
)
_CAUCASIAN = re.compile(
    r"\bTbilisi\b|\bAbkhaz|\bOsseti|\bRussia|\bMoscow\b|\bKremlin\b|\bSaakashvili\b|\bShevardnadze\b|\bIvanishvili\b|"
    r"\bMargvelashvili\b|\bGeorgian\b|\bCaucasus\b|\bAzerbaijan|\bArmenia|\bUkrain|\bMoldova|"
    r"\bGeorgia['’]s (?:president|prime minister|foreign|parliament|government|army|ruling|interior|defen[cs]e)|"
    r"\bTurkey\b|\bEU\b|\bEuropean Union\b|\bNATO\b|\bSoviet\b"
)
_OF_A_STATE = re.compile(
    r"\bGeorgia(?:['’]s)?\s+(?:secretary of state|governor|attorney general|state\s+(?:senate|house|troopers?)|legislature|"
    r"National Guard|runoffs?|voters?|Republicans?|Democrats?|congressm[ae]n|senators?|Senate runoff)|"
    r"\b(?:governor|lieutenant governor|[Ss]enators?|congressm[ae]n|state) (?:of|from) Georgia\b|\bGov(?:ernor|\.)? of Georgia\b"
)
_IN_GEORGIA = {"Athens", "Rome", "Augusta", "Savannah", "Columbus", "Macon", "Albany", "Dublin", "Atlanta", "Marietta"}
_GEORGIA = re.compile(r"\bGeorgia\b")


def nobodies(base: KnowledgeBase, text: str) -> Iterator[tuple[int, int, list[Entry]]]:
    """Yield the spans that hold a place's name and are no actor's ("Brussels sprouts", "Real Madrid", "the Panama Papers")."""
    yield from _literal(text)
    for match in _NOBODY.finditer(text):
        group = next(g for g in "abcde" if match[g] is not None)
        name = fold(match[group])
        words = name.split()
        known = next((k for k in (name, words[-1] if group in "abe" else words[0]) if _is_place(base, k)), None)
        if known is None or (group == "e" and any(e.kind in ("name", "adjective") for e in base.entries[known])):
            continue  # "the Iran talks" are with Iran, "the Geneva talks" with nobody
        start = match.start(group) + len(match[group]) - len(words[-1]) if known != name and group in "abe" else match.start()
        yield start, match.end(), [Entry("nobody", "", "", "", text[start : match.end()], "", "", "things named after places")]


def _literal(text: str) -> Iterator[tuple[int, int, list[Entry]]]:
    for match in _LITERAL.finditer(text):
        yield match.start(), match.end(), [Entry("nobody", "", "", "", match[0], "", "", "things named after people")]


def _is_place(base: KnowledgeBase, name: str) -> bool:
    return any(e.file in _PLACES and (e.file != "places.csv" or e.kind == "place") for e in base.entries.get(name, ()))


def towns(base: KnowledgeBase, text: str) -> Iterator[tuple[int, int, list[Entry]]]:
    """Yield "Moscow, Idaho" and "London, Ontario", which are no capitals; lists of states ("Azerbaijan, Georgia") are none."""
    for match in _TOWN.finditer(text):
        if match[2] == "Georgia" and match[1] not in _IN_GEORGIA and _is_place(base, fold(match[1])):
            continue
        code = "CAN" if match[3] else "USA"
        end = match.end() - match[0].endswith(",")
        yield match.start(), end, [Entry("place", code, "", "", match[0].rstrip(","), "", "", "the text: a town abroad")]


def american_georgia(text: str) -> Iterator[tuple[int, int, list[Entry]]]:
    """Yield "Georgia" where it is the American state: by what it has there, and nothing of the Caucasus beside it."""
    if "Georgia" not in text:
        return
    signs = (_OF_A_STATE.search(text), _AMERICAN.search(text))
    if not any(signs) or (_CAUCASIAN.search(text) and not all(signs)):
        return
    for match in _GEORGIA.finditer(text):
        yield match.start(), match.end(), [Entry("name", "USA", "USA", "", "Georgia (United States)", "", "", "the text")]
