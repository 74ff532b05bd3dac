"""Who issues a text, from its own words: statements and transcripts of the United States' government, turns of speakers."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from comity.actors.knowledge import KnowledgeBase
from comity.actors.offices import in_office, offices_of
from comity.actors.surnames import by_surname
from comity.records import ActorRef

# What the press offices of the White House and the State Department write and others do not. Newspapers write "the secretary".
_OFFICE = re.compile(
    r"Office of the Spokesperson|Department Spokesperson|The White House\s+(?:Office|Washington)|Background Press Call|"
    r"[Oo]ur [Aa]llies and partners|\b[Tt]he (?:Deputy |Under |Assistant )?Secretary\b(?! (?:of|for)\b|[- ]General)|"
    r"\b(?:Deputy|Under|Assistant|Deputy Assistant) Secretary (?:of State )?(?!of\b|for\b)[A-Z]|"
    r"^(?:SECRETARY|VICE PRESIDENT|MS\.|MR\.|SENIOR ADMINISTRATION OFFICIAL) ?[A-Z ]*:|"
    r"Executive Order \d|National Emergenc(?:y|ies) Act|\b(?:NATO )?Allies and partners|\b(?:our|its|all) NATO Allies|"
    r"\b[Tt]he President and (?:the )?(?:First Lady|Vice President)|\b[Tt]he Vice President\b(?! of)|"
    r"\b[Tt]his Administration|\bthe Biden[-–]Harris Administration",
    re.MULTILINE,
)
_UNITED_STATES = re.compile(
    r"(?:^|[.!?]\s+|\n)(?:[A-Z][a-z]+, )?[Tt]he United States (?:is|has|will|welcomes|condemns|supports|remains|stands|continues|"
    r"joins|commends|congratulates|strongly|appreciates|reaffirms|urges|calls|looks|deeply|and)\b"
)
_OUR_PART = re.compile(r"\b[Ff]or our part, the United States\b")
_BEHALF = re.compile(
    r"\b[Oo]n behalf of (?:the )?(?:[Gg]overnment (?:and (?:the )?people )?of |[Pp]eople of )?(?:the )?(?=[A-Z])"
)
_BYLINE = re.compile(r"\A\s*(?P<name>[^\n,.:]{5,60}(?:\. [^\n,.:]{2,40})?), (?P<title>[^\n.:]{4,60})\n")
FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")
_QUOTE = re.compile(r"[\"“”]")
_TURN = re.compile(r"(?P<title>(?:[A-Z][A-Z.]*\s+)*?)(?P<name>[A-Z][A-Z'’ -]*[A-Z])(?:\s*\([^)]*\))?:\s")
_OTHERS = ("PHL", "MEX")  # their ministers are secretaries too
_TITLES = {"secretary", "deputy secretary", "under secretary", "assistant secretary", "counselor"}
_WITHIN = _TITLES | {
    "president", "vice president", "department", "administration", "congress", "press secretary", "spokesperson", "ambassador",
    "special envoy", "special representative", "special presidential envoy", "embassy", "administrator", "envoy",
    "secretary of state", "representative", "official", "marine",
}  # fmt: skip
_RANKS = ("deputy", "under", "assistant", "acting", "principal", "special", "presidential", "vice", "press", "senior", "u.s.")


def issuer_of(base: KnowledgeBase, text: str, codes: Mapping[str, int], date: str = "") -> str:
    """Return the code of the government that issues a text, seen from its own words; empty where they do not say it.

    Args:
        base: the knowledge base.
        text: the text of a document.
        codes: how often each actor is named in it.
        date: ISO date of the document, or empty.
    """
    return _signed(base, text, date) or _of_united_states(text, codes)


def _signed(base: KnowledgeBase, text: str, date: str) -> str:
    """Whose office the first line names ("Sergey Lavrov, Minister of Foreign Affairs"), or on whose behalf somebody speaks."""
    if not FIRST_PERSON.search(text):
        return ""
    if (line := _BYLINE.match(text)) is not None:
        found = [e for _, _, entries in base.find(line["name"]) for e in entries if e.kind == "person"]
        held = {e.code for e in found if e.sector == "GOV" and len(e.code) == 3 and in_office(e.start, e.end, date)}
        if len(held) == 1:
            return held.pop()
    behalf = _BEHALF.search(text)
    if behalf is None or _QUOTE.search(text[: behalf.start()]):
        return ""
    start, _, entries = next(iter(base.find(text[behalf.end() : behalf.end() + 60])), (1, 0, []))
    codes = {e.code for e in entries if e.kind == "name" and len(e.code) == 3}
    return codes.pop() if start == 0 and len(codes) == 1 else ""


def _of_united_states(text: str, codes: Mapping[str, int]) -> str:
    if any(codes.get(c, 0) > codes.get("USA", 0) for c in _OTHERS):
        return ""
    if _OFFICE.search(text):
        return "USA"
    if _OUR_PART.search(text):
        return "USA"
    ours = FIRST_PERSON.search(text) and _UNITED_STATES.search(text) and not _QUOTE.search(text)
    return "USA" if ours else ""


def is_own_office(issuer: str, word: str, noun: str, modifiers: Collection[str], named: bool) -> bool:
    """Tell whether an office without a state is one of the issuer's: "the Secretary", "Deputy Secretary Sherman".

    Args:
        issuer: code of the government that issues the text, or empty.
        word: the noun as written; the text of a government writes its own offices with a capital.
        noun: the role in small letters.
        modifiers: lemmas that stand with it.
        named: whether the name of a person follows ("Secretary Blinken").
    """
    if issuer != "USA" or not word[:1].isupper() or not all(m in _RANKS for m in modifiers):
        return False
    full = " ".join(m for m in (*modifiers, noun.split(" ")[-1]) if m not in ("acting", "principal", "senior"))
    return noun in _WITHIN if not named else bool({noun, full} & (_WITHIN - {"president", "ambassador"}))


def turn(base: KnowledgeBase, text: str, date: str | None, near: Collection[str], issuer: str) -> tuple[ActorRef, ...] | None:
    """Return who speaks from a label on ("SECRETARY BLINKEN:", "FOREIGN MINISTER LE DRIAN:"); None without a label.

    Args:
        base: the knowledge base.
        text: a sentence, from its beginning.
        date: ISO date of the document.
        near: codes of actors that the document names.
        issuer: code of the government that issues the text, or empty.
    """
    match = _TURN.match(text)
    if match is None:
        return None
    words = match.group(0).split(":")[0].split("(")[0].replace("’", "'").split()
    for cut in range(len(words) - 1, -1, -1):
        title = " ".join(words[:cut]).lower()
        name = words[-1].capitalize()
        offices = offices_of(title.removeprefix("deputy "), "")
        term = by_surname(base, name, date or "", near, () if title in ("mr.", "ms.", "secretary", "") else offices)
        if term is not None and (offices or title in ("mr.", "ms.", "secretary", "")):
            return (ActorRef(term.actor, term.state, term.sector),)
    if issuer and words[0].lower() in ("secretary", "mr.", "ms.", "senior", "ambassador", "under", "deputy", "assistant"):
        return (ActorRef(f"{issuer}.GOV", issuer, "GOV"),)
    return ()
