"""What words say of gender, number and kind, for coreference inside a document: ``data/chains/words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from comity.errors import DataFileError

FOLDER = Path(__file__).parent / "data" / "chains"

# what a mention is, as far as agreement goes: pronouns by form, names by label and gender, nouns by list or ending
CLASSES = (
    "he", "she", "it", "they", "i", "we", "you", "this", "these", "anyone",
    "per_m", "per_f", "per", "org", "loc", "name", "names",
    "man", "woman", "person", "people", "body", "bodies", "place", "time", "thing", "things", "agentive", "noun", "group",
)  # fmt: skip
CLASS = {name: i for i, name in enumerate(CLASSES)}
PRONOUNS = {
    form: name
    for name, forms in {
        "he": "he him his himself", "she": "she her hers herself", "it": "it its itself",
        "they": "they them their theirs themselves 'em em themself", "i": "i me my mine myself",
        "we": "we us our ours ourselves 's ’s", "you": "you your yours yourself yourselves ya ye",
        "this": "this that", "these": "these those",
        "anyone": "anyone anybody everyone everybody someone somebody nobody everything something anything nothing one",
    }.items()
    for form in forms.split()
}  # fmt: skip
_LISTS = (
    "men", "women", "men_titles", "women_titles", "titles", "men_nouns", "women_nouns", "person_nouns", "people_nouns",
    "body_nouns", "place_nouns", "time_nouns", "thing_endings", "person_endings", "speech",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists by name, and the class of each noun that a list holds."""

    lists: dict[str, frozenset[str]]
    nouns: dict[str, str] = field(default_factory=dict)
    endings: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path = FOLDER / "words.toml") -> Words:
        """Read the lists.

        Raises:
            DataFileError: the file is missing or no TOML, or a list is missing.
        """
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise DataFileError(f"{path}: word lists of coreference cannot be read ({error}); install comity again") from None
        missing = [name for name in _LISTS if not isinstance(table.get(name), str)]
        if missing:
            raise DataFileError(f"{path}: no list {missing[0]!r}; valid are texts of words named {', '.join(_LISTS)}")
        lists = {name: frozenset(table[name].split()) for name in _LISTS}
        nouns: dict[str, str] = {}
        for name, group in (
            ("time_nouns", "time"), ("place_nouns", "place"), ("body_nouns", "body"), ("person_nouns", "person"),
            ("people_nouns", "people"), ("women_nouns", "woman"), ("men_nouns", "man"),
        ):  # fmt: skip
            nouns |= dict.fromkeys(lists[name], group)
        return cls(lists, nouns, {name: tuple(lists[name]) for name in ("thing_endings", "person_endings")})

    def noun(self, lemma: str, plural: bool) -> str:
        """Return the class of a common noun (lemma in small letters)."""
        group = self.nouns.get(lemma)
        if group is None:
            if plural:
                return "things"
            if lemma.endswith(self.endings["thing_endings"]):
                return "thing"
            return "agentive" if len(lemma) > 5 and lemma.endswith(self.endings["person_endings"]) else "noun"
        if not plural:
            return group
        return {"body": "bodies", "man": "people", "woman": "people", "person": "people", "people": "people"}.get(group, "things")

    def gender(self, title: str, given: str) -> str:
        """Return the gender (m, f or nothing) that a form of address or a given name shows; both in small letters."""
        title = title.rstrip(".")
        if title in self.lists["men_titles"]:
            return "m"
        if title in self.lists["women_titles"]:
            return "f"
        return "m" if given in self.lists["men"] else "f" if given in self.lists["women"] else ""

    def is_title(self, word: str) -> bool:
        """Tell whether a word (in small letters) is a title or a form of address."""
        word = word.rstrip(".")
        return any(word in self.lists[name] for name in ("titles", "men_titles", "women_titles"))


@cache
def words() -> Words:
    """Return the shipped word lists."""
    return Words.load()


def initials(parts: Sequence[str]) -> str:
    """Return the letters that an acronym of a name would have ("World Health Organization": ``WHO``)."""
    return "".join(p[0] for p in parts if p[:1].isupper())
