"""Towns and regions of one name in several states: "police in Tripoli" where the text speaks of Lebanon and not of Libya."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from comity.actors.branches import Found
from comity.actors.knowledge import Entry

# name -> (state, what the text has beside it there); none of it may stand with the usual one, which the last pattern finds
_PLACES: dict[str, tuple[tuple[tuple[str, str], ...], str]] = {
    "Tripoli": (
        (
            ("LBN", r"\bLeban|\bBeirut\b|\bJabal Mohsen\b|\bBab al-Tabbaneh\b|\bNahr al-Bared\b|\bHezbollah\b"),
        ),
        r"\bLibya|\bGadd?h?afi|\bMisrata\b|\bBenghazi\b|\bHaftar\b",
    ),
    "Birmingham": (
        (
            ("USA", r"\bAlabama\b|\bBull Connor\b|\bMartin Luther King\b|\bKlan\b|\bsegregat|\bGeorge Wallace\b"),
        ),
        r"\bBritish\b|\bEngland\b|\bBritain\b",
    ),
    "Hyderabad": (
        (
            ("PAK", r"\bSindh|\bMohajir|\bMuhajir|\bMQM\b|\bPakistan|\bKarachi\b"),
        ),
        r"\bIndian?\b|\bTelangana\b|\bAndhra\b",
    ),
    "Cambridge": (
        (
            ("USA", r"\bHarvard\b|\bMIT\b|\bMassachusetts\b|\bBoston\b|\bM\.I\.T\."),
        ),
        r"\bBritish\b|\bEngland\b|\bBritain\b",
    ),
    "Victoria": (
        (
            ("AUS", r"\bMelbourne\b|\bAustralia|\bGeelong\b|\bDaniel Andrews\b|\bVictorian\b"),
            ("CAN", r"\bBritish Columbia\b|\bCanad|\bVancouver\b"),
        ),
        r"\bSeychelles|\bSeychellois",
    ),
    "Punjab": (
        (
            ("PAK",
             r"\bPakistan|\bLahore\b|\bRawalpindi\b|\bMultan\b|\bFaisalabad\b|\bGujranwala\b|\bSialkot\b|"
             r"\bSharif\b|\bIslamabad\b|\bImran Khan\b|\bSalman Taseer\b"
             ),
        ),
        r"\bIndian?\b|\bAmritsar\b|\bChandigarh\b|\bSikh|\bDelhi\b|\bLudhiana\b",
    ),
    "Valencia": ((("VEN", r"\bVenezuela|\bCaracas\b|\bCarabobo\b|\bMaduro\b|\bChavez\b"),), r"\bSpain\b|\bSpanish\b|\bMadrid\b"),
    "Leon": (
        (
            ("NIC", r"\bNicaragua|\bManagua\b|\bSandinista|\bOrtega\b|\bSomoza\b"),
            ("MEX", r"\bMexic|\bGuanajuato\b"),
        ),
        r"\bSpain\b|\bSpanish\b",
    ),
    "Granada": ((("NIC", r"\bNicaragua|\bManagua\b|\bSandinista|\bOrtega\b"),), r"\bSpain\b|\bSpanish\b|\bMadrid\b|\bAndalusia"),
    "Cordoba": (
        (
            ("ARG", r"\bArgentin|\bBuenos Aires\b|\bPeron"),
            ("ESP", r"\bSpain\b|\bSpanish\b|\bAndalusia"),
            ("COL", r"\bColombia"),
            ("MEX", r"\bMexic|\bVeracruz\b"),
        ),
        r"^$",
    ),
    "Merida": (
        (
            ("VEN", r"\bVenezuela|\bCaracas\b|\bMaduro\b|\bChavez\b"),
            ("ESP", r"\bSpain\b|\bSpanish\b|\bExtremadura"),
        ),
        r"\bMexic|\bYucatan",
    ),
    "Santa Cruz": ((("USA", r"\bCalifornia\b"), ("ARG", r"\bArgentin|\bKirchner\b|\bPatagonia"),), r"\bBolivia|\bMorales\b"),
    "Manchester": ((("USA", r"\bNew Hampshire\b"),), r"\bBrit|\bEngland\b"),
    "St. Petersburg": ((("USA", r"\bFlorida\b|\bTampa\b"),), r"\bRussia|\bPutin\b|\bSoviet"),
    "Odessa": ((("USA", r"\bTexas\b"),), r"\bUkrain|\bRussia|\bSoviet"),
    "Alexandria": ((("USA", r"\bVirginia\b|\bLouisiana\b"),), r"\bEgypt|\bCairo\b"),
    "Richmond": ((("USA", r"\bVirginia\b"), ("CAN", r"\bBritish Columbia\b|\bVancouver\b"),), r"^$"),
    "Portland": ((("USA", r"\bOregon\b|\bMaine\b|\bTrump\b|\bantifa\b|\bU\.?S\.?\b"),), r"^$"),
    "Georgetown": ((("USA", r"\bUniversity\b|\bWashington\b"), ("MYS", r"\bPenang\b|\bMalaysia"),), r"\bGuyan"),
    "Kingston": ((("CAN", r"\bOntario\b|\bCanad"),), r"\bJamaica|\bManley\b|\bSeaga\b|\bPatterson\b|\bHolness\b"),
    "San Jose": ((("USA", r"\bCalifornia\b|\bSilicon Valley\b"), ("PHL", r"\bMindoro\b|\bPhilippin"),), r"\bCosta Rica"),
    "Newcastle": ((("AUS", r"\bAustralia|\bNew South Wales\b"), ("ZAF", r"\bSouth Africa|\bKwaZulu"),), r"\bBrit|\bEngland\b"),
    "Perth": ((("GBR", r"\bScot"),), r"\bAustralia"),
    "Hamilton": ((("CAN", r"\bOntario\b|\bCanad"), ("NZL", r"\bNew Zealand\b|\bWaikato\b"),), r"\bBermud"),
    "London": ((("CAN", r"\bOntario\b"),), r"\bBrit|\bEngland\b|\bU\.?K\.?\b"),
    "Salem": ((("IND", r"\bTamil Nadu\b|\bChennai\b"),), r"\bMassachusetts\b|\bOregon\b"),
    "Rome": ((("USA", r"\bRome,? (?:New York|Georgia)\b"),), r"\bItal|\bVatican\b|\bPope\b"),
    "Jalalabad": ((("KGZ", r"\bKyrgyz|\bOsh\b|\bBishkek\b|\bBakiyev"),), r"\bAfghan|\bTaliban|\bNangarhar\b"),
    "Jalal-Abad": ((("KGZ", r"\bKyrgyz|\bOsh\b|\bBishkek\b|\bBakiyev"),), r"\bAfghan|\bTaliban"),
    "Lagos": ((("PRT", r"\bPortug|\bAlgarve\b"),), r"\bNigeria"),
    "Limburg": ((("BEL", r"\bBelgi|\bFlemish\b|\bHasselt\b"), ("NLD", r"\bDutch\b|\bNetherlands\b|\bMaastricht\b"),), r"^$"),
    "Amazonas": ((("COL", r"\bColombia|\bLeticia\b"), ("VEN", r"\bVenezuela"), ("PER", r"\bPeru"),), r"\bBrazil|\bManaus\b"),
    "San Juan": ((("ARG", r"\bArgentin"), ("PHL", r"\bManila\b|\bPhilippin|\bEstrada\b"),), r"\bPuerto Ric"),
    "Santa Fe": ((("ARG", r"\bArgentin|\bRosario\b"),), r"\bNew Mexico\b"),
    "Trinidad": ((("BOL", r"\bBolivia|\bBeni\b"), ("CUB", r"\bCuba"),), r"\bTobago\b|\bTrinidadian|\bCarib"),
    "La Paz": ((("MEX", r"\bMexic|\bBaja\b"),), r"\bBolivia|\bMorales\b"),
    "Santiago": (
        (
            ("DOM", r"\bDominican"),
            ("CUB", r"\bCuba|\bBatista\b|\bCastro\b"),
            ("ESP", r"\bGalicia|\bSpanish\b|\bSpain\b|\bCompostela\b"),
        ),
        r"\bChile|\bPinochet\b|\bAllende\b",
    ),
    "Sucre": ((("VEN", r"\bVenezuela"), ("ECU", r"\bEcuador"),), r"\bBolivia"),
    "Santa Ana": ((("SLV", r"\bSalvador"), ("USA", r"\bCalifornia\b"),), r"^$"),
    "Bethlehem": (
        (
            ("USA", r"\bPennsylvania\b"),
            ("ZAF", r"\bFree State\b|\bSouth Africa"),
        ),
        r"\bPalestin|\bIsrael|\bWest Bank\b",
    ),
}  # fmt: skip
_NAMES = re.compile(rf"(?=[A-Z])\b(?:{'|'.join(re.escape(n) for n in _PLACES)})\b")
_UNITS = re.compile(
    r"(?=[NPDRCKIAOETGB])\b(Niger|Plateau|Delta|Rivers|Cross River|Kogi|Imo|Abia|Ondo|Osun|Ekiti|Edo|Kwara|Taraba|Gombe|Bauchi) "
    r"[Ss]tate\b(?! Department)"
)


def homonyms(text: str, hits: Sequence[Found]) -> Iterator[Found]:
    """Yield the places of a common name that are where the text is, if it has nothing of the usual state.

    Args:
        text: the text.
        hits: the names that were found in it; a longer one stays.
    """
    if "tate" in text:
        yield from _units(text)
    for match in _NAMES.finditer(text):
        yield from _place(text, match, hits)


def _units(text: str) -> Iterator[Found]:
    for match in _UNITS.finditer(text):
        yield match.start(), match.end(), [Entry("place", "NGA", "", "", match[0], "", "", "the states of Nigeria")]


def _place(text: str, match: re.Match[str], hits: Sequence[Found]) -> Iterator[Found]:
    others, usual = _PLACES[match[0]]
    longer = any(start <= match.start() and match.end() <= end and end - start > len(match[0]) + 4 for start, end, _ in hits)
    if longer or re.search(usual, text):
        return
    state = next((code for code, pattern in others if re.search(pattern, text)), "")
    if state:
        yield match.start(), match.end(), [Entry("place", state, "", "", match[0], "", "", "the text: a place of that name")]
