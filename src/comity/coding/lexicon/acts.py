"""Acts: what a verb or noun means, where its participants stand, and under which conditions it counts."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from comity.coding.lexicon.categories import Category, category_of
from comity.coding.lexicon.signals import Signals
from comity.errors import DataFileError
from comity.ontology import PLOVER

HERE = Path(__file__).parent

Content = Literal["none", "demanded", "alleged", "promised", "threatened", "feared", "denied", "refused", "planned"]
CONTENTS = ("none", "demanded", "alleged", "promised", "threatened", "feared", "denied", "refused", "planned")
NEEDS = ("actor", "recipient", "either", "both", "none")
COMPLEMENTS = ("", "clause", "infinitive", "that")
VOICES = ("", "active", "passive")

_KEYS = {
    "verbs", "nouns", "mode", "actor", "recipient", "content", "reciprocal", "object", "needs", "actor_sector",
    "not_object", "with", "not_with", "voice", "complement",
}  # fmt: skip
_NOUN_ACTOR = ("possessor", "by", "from", "adjective", "compound", "light-subject")
_NOUN_RECIPIENT = ("against", "on", "of", "to", "light-to", "light-against", "light-on")


@dataclass(frozen=True, slots=True)
class Act:
    """One word or phrase that names an act.

    ``words`` are its lemmas: for verbs the verb first, for nouns the head last. ``objects`` and ``not_objects`` are
    sets of lemmas (classes already looked up). ``own`` marks an act of a
    user's file. The meaning of the slots stands in the README beside this file.
    """

    type: str
    words: tuple[str, ...]
    pos: Literal["VERB", "NOUN"]
    mode: str = ""
    actor: tuple[str, ...] = ("subject",)
    recipient: tuple[str, ...] = ("object",)
    content: str = "none"
    reciprocal: bool = False
    objects: frozenset[str] = frozenset()
    not_objects: frozenset[str] = frozenset()
    with_words: frozenset[str] = frozenset()
    not_with: frozenset[str] = frozenset()
    needs: str = "either"
    actor_sectors: frozenset[str] = frozenset()
    voice: str = ""
    complement: str = ""
    file: str = ""
    own: bool = False

    @property
    def specificity(self) -> int:
        """How many conditions an act carries: of two acts that match a word, the more specific one counts."""
        return (
            4 * len(self.words)
            + 2 * bool(self.objects)
            + 6 * bool(self.with_words)
            + 2 * bool(self.complement)
            + bool(self.voice)
        )


@dataclass(slots=True)
class Lexicon:
    """All acts, indexed by the lemma of the word that stands for them, with the signals of standing.

    ``categories`` are the users' own, by examples; their patterns are among the acts.
    """

    verbs: dict[str, list[Act]] = field(default_factory=lambda: defaultdict(list))
    nouns: dict[str, list[Act]] = field(default_factory=lambda: defaultdict(list))
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    signals: Signals = field(default_factory=Signals)
    categories: list[Category] = field(default_factory=list)

    @classmethod
    def load(cls, extra: Iterable[Path] = ()) -> Lexicon:
        """Read the shipped lexicon, then the users' files ``extra``, whose acts come before the shipped ones.

        Raises:
            DataFileError: a file cannot be read, or an entry is not valid; the message names file and entry.
        """
        extra = tuple(extra)
        return _shipped() if not extra else _read((*sorted(HERE.glob("[A-Z]*.toml")), *extra))

    def add(self, act: Act) -> None:
        """Index one act."""
        if act.pos == "VERB":
            self.verbs[act.words[0]].append(act)
        else:
            self.nouns[act.words[-1]].append(act)


@cache
def _shipped() -> Lexicon:
    return _read(tuple(sorted(HERE.glob("[A-Z]*.toml"))))


def _read(files: tuple[Path, ...]) -> Lexicon:
    lexicon = Lexicon()
    lexicon.classes = _read_classes(HERE / "classes.toml")
    lexicon.signals = Signals.load(HERE / "signals.toml")
    for path in files:
        data = read_toml(path)
        kind = data.get("type")
        if not isinstance(kind, str) or kind not in PLOVER:
            raise DataFileError(f'{path}: needs a line like type = "ACCUSE"; {kind!r} is none of {", ".join(sorted(PLOVER))}')
        category = category_of(data, kind, path)
        if category is not None:
            lexicon.categories.append(category)
        for number, entry in enumerate(data.get("act", []), 1):
            for act in _acts(kind, entry, f"{path.name}: entry {number}", lexicon.classes):
                named = replace(act, mode=act.mode or category.name) if category is not None else act
                lexicon.add(named if path.parent == HERE else replace(named, own=True))
    for index in (lexicon.verbs, lexicon.nouns):
        for acts in index.values():
            acts.sort(key=lambda act: (-act.specificity, not act.own))
    return lexicon


def read_toml(path: Path) -> dict[str, Any]:
    """Parse a TOML file; errors become one line with the file's name."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataFileError(f"{path}: cannot be read ({error.strerror}); give an existing TOML file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataFileError(f"{path}: not valid TOML ({error})") from error


def _read_classes(path: Path) -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in read_toml(path).get("classes", {}).items()}


def _acts(kind: str, entry: dict[str, Any], where: str, classes: dict[str, frozenset[str]]) -> list[Act]:
    """Turn one ``[[act]]`` table into acts, one per word or phrase."""
    unknown = set(entry) - _KEYS
    if unknown:
        raise DataFileError(f"{where}: unknown key {sorted(unknown)[0]!r}; valid are {', '.join(sorted(_KEYS))}")
    if not entry.get("verbs") and not entry.get("nouns"):
        raise DataFileError(f"{where}: needs `verbs` or `nouns` with at least one lemma")
    modes = set(PLOVER[kind].modes)
    if entry.get("mode") and entry["mode"] not in modes:
        raise DataFileError(f"{where}: {entry['mode']!r} is no mode of {kind}; valid are {', '.join(sorted(modes)) or 'none'}")
    needs = _one(entry.get("needs", "either"), NEEDS, "needs", where)
    common: dict[str, Any] = {
        "type": kind,
        "mode": str(entry.get("mode", "")),
        "content": _one(entry.get("content", "none"), CONTENTS, "content", where),
        "reciprocal": bool(entry.get("reciprocal", False)),
        "objects": _lemmas(entry.get("object", ()), classes, where),
        "not_objects": _lemmas(entry.get("not_object", ()), classes, where),
        "with_words": _lemmas(entry.get("with", ()), classes, where),
        "not_with": frozenset(entry.get("not_with", ())),
        "needs": needs,
        "actor_sectors": frozenset(entry.get("actor_sector", ())),
        "voice": _one(entry.get("voice", ""), VOICES, "voice", where),
        "complement": _one(entry.get("complement", ""), COMPLEMENTS, "complement", where),
        "file": where,
    }
    acts = []
    for pos, key, actor, recipient in (
        ("VERB", "verbs", ("subject",), ("object",)),
        ("NOUN", "nouns", _NOUN_ACTOR, _NOUN_RECIPIENT),
    ):
        slots = {"actor": tuple(entry.get("actor", actor)), "recipient": tuple(entry.get("recipient", recipient))}
        for phrase in entry.get(key, ()):
            words = tuple(str(phrase).lower().split())
            if not words:
                raise DataFileError(f'{where}: an empty word in `{key}`; give lemmas such as "condemn"')
            acts.append(Act(words=words, pos=pos, **slots, **common))  # type: ignore[arg-type]
    return acts


def _one(value: Any, valid: tuple[str, ...], key: str, where: str) -> str:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, list) and set(value) == {"actor", "recipient"}:
        value = "both"
    if value not in valid:
        raise DataFileError(f"{where}: {key} = {value!r} is not valid; choose one of {', '.join(filter(None, valid))}")
    return str(value)


def _lemmas(names: Iterable[str], classes: dict[str, frozenset[str]], where: str) -> frozenset[str]:
    """Look up class names; ``'word'`` in single quotes is a lemma of its own."""
    if isinstance(names, str):
        names = (names,)
    out: set[str] = set()
    for name in names:
        if name.startswith("'"):
            out.add(name.strip("'").lower())
        elif name in classes:
            out |= classes[name]
        else:
            raise DataFileError(
                f"{where}: {name!r} is not a class of classes.toml; valid are {', '.join(sorted(classes))}, "
                "or a lemma in single quotes"
            )
    return frozenset(out)
