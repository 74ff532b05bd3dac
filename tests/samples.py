"""Small records and stages for tests: a coder that knows five words, and texts whose claims are known."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from comity.pipeline.options import ReadOptions
from comity.pipeline.stages import Dedupe, Fingerprints, Stages
from comity.records import (
    ActorRef,
    Annotation,
    Claim,
    ClaimDate,
    ClaimPlace,
    Document,
    Mention,
    Participant,
    Place,
    Sentence,
    Skipped,
    Source,
    Speaker,
    Trigger,
    Word,
    stable_id,
)

ACTORS = {"Russia": "RUS", "Kim": "PRK", "Washington": "USA", "Tokyo": "JPN"}
ACTS = {
    "met": ("CONSULT", "visit"),
    "condemned": ("ACCUSE", "disapprove"),
    "supplied": ("AID", ""),
    "attacked": ("ASSAULT", ""),
    "supply": ("AID", ""),
}


def document(
    text: str,
    source: str = "a.txt",
    date: str | None = "2023-09-13",
    outlet: str = "",
    duplicate_of: str | None = None,
) -> Document:
    """Make a document whose sentences end with a full stop."""
    spans = [(m.start(), m.end()) for m in re.finditer(r"[^.\s][^.]*\.?", text)]
    return Document(
        id=stable_id(source, "", date or "", text),
        source=source,
        text=text,
        text_hash=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        date=date,
        outlet=outlet,
        links=("https://example.org/x",),
        sentences=tuple(Sentence(i, a, b) for i, (a, b) in enumerate(spans)),
        duplicate_of=duplicate_of,
        duplicate_kind="exact" if duplicate_of else "",
        similarity=1.0 if duplicate_of else None,
    )


def annotate(documents: Sequence[Document]) -> list[list[Annotation]]:
    """Split at blanks; every word hangs on the first."""
    out = []
    for doc in documents:
        rows = []
        for s in doc.sentences:
            words = [
                Word(m[0], m.start(), m.end(), m[0].lower(), "X", i - 1 if i == 0 else 0, "dep")
                for i, m in enumerate(re.finditer(r"\w+", doc.text[s.start : s.end]))
            ]
            rows.append(Annotation(s.index, s.start, s.end, tuple(words)))
        out.append(rows)
    return out


def interpret(doc: Document, annotations: Sequence[Annotation]) -> tuple[list[Mention], list[Claim]]:
    """Code ``NAME VERB NAME``, with "not", "will", "may", "if" and "said" as a real coder would."""
    mentions: list[Mention] = []
    claims: list[Claim] = []
    for a in annotations:
        text = doc.text[a.start : a.end]
        if "BOOM" in text:
            raise ValueError("an odd sentence\nof two lines")
        found = [(m[0], a.start + m.start(), a.start + m.end()) for m in re.finditer("|".join(ACTORS), text)]
        for name, start, end in found:
            ref = ActorRef(ACTORS[name], ACTORS[name], "GOV")
            place = Place("Tokyo", "JPN", 35.7, 139.7, "city") if name == "Tokyo" else None
            mentions.append(Mention(a.sentence, 0, 0, 0, name, start, end, "name", (ref,), "its name", True, place))
        for m in re.finditer("|".join(ACTS), text):
            claims.append(_claim(doc, a, text, m, found))
    return mentions, claims


def _claim(doc: Document, a: Annotation, text: str, m: re.Match[str], found: list[tuple[str, int, int]]) -> Claim:
    start = a.start + m.start()
    said = re.search(r"(\w+) said", text)
    kind, mode = ACTS[m[0]]
    people = [Participant(n, s, e, ACTORS[n], ACTORS[n], "GOV", "its name") for n, s, e in found]
    if said:
        people = [p for p in people if p.text != said[1]]
    if "rebels" in text:
        at = a.start + text.index("rebels")
        people.append(Participant("rebels", at, at + 6, "", "", "REB", "nobody is identified"))
    where = text.find("Vladivostok")
    place = ClaimPlace("Vladivostok", a.start + where, a.start + where + 11, "RUS", 43.1, 131.9) if where >= 0 else None
    words = set(text.lower().split())
    modality = next((v for k, v in (("if", "conditional"), ("will", "future"), ("may", "possible")) if k in words), "actual")
    return Claim(
        id=stable_id(doc.id, start, kind),
        doc=doc.id,
        sentence=a.sentence,
        trigger=Trigger(m[0], start, start + len(m[0])),
        sentence_span=(a.start, a.end),
        type=kind,
        mode=mode,
        contexts=("military",) if "weapons" in text else (),
        actors=tuple(p for p in people if p.start < start),
        recipients=tuple(p for p in people if p.start > start),
        place=place,
        date=ClaimDate("today", doc.date, doc.date, "day") if doc.date and "today" in text else None,
        polarity="negated" if "not" in words else "affirmed",
        modality=modality,
        historical="once" in words,
        speakers=(Speaker(said[1], a.start, a.start + len(said[1]), ACTORS.get(said[1], ""), ACTORS.get(said[1], "")),)
        if said
        else (),
        confidence=0.93,
    )


def dedupe(known: Fingerprints) -> Dedupe:
    """Mark exact copies, and as near copies texts with the same first three words."""
    exact: dict[str, str] = {}
    near: dict[bytes, str] = {}
    for doc_id, text_hash, fingerprint in known:
        exact.setdefault(text_hash, doc_id)
        near.setdefault(fingerprint, doc_id)

    def add(doc: Document) -> tuple[Document, bytes]:
        from dataclasses import replace

        fingerprint = " ".join(doc.text.split()[:3]).encode("utf-8", "surrogatepass")
        original = exact.get(doc.text_hash)
        kind = "exact"
        if original is None:
            original, kind = near.get(fingerprint), "near"
        exact.setdefault(doc.text_hash, doc.id)
        near.setdefault(fingerprint, doc.id)
        if original is None:
            return doc, fingerprint
        return replace(doc, duplicate_of=original, duplicate_kind=kind, similarity=0.9), fingerprint

    return add


def open_input(path: str, options: ReadOptions) -> Iterator[Source | Skipped]:
    """Read text files of a folder or a file; one document a line where the name ends in ``.lines``."""
    here = Path(path)
    for file in sorted(here.iterdir()) if here.is_dir() else [here]:
        text = file.read_text(encoding="utf-8")
        if file.suffix == ".bin":
            yield Skipped(file.name, "binary", "is no text")
        elif file.suffix == ".lines":
            for n, line in enumerate(text.splitlines(), 1):
                yield Source(f"{file.name}#{n}", line, date=options.date, outlet=options.outlet)
        else:
            yield Source(file.name, text, date=options.date, outlet=options.outlet)


def prepare(source: Source) -> Document | Skipped:
    """Make a document, or skip an empty or Swedish one."""
    if not source.text.strip():
        return Skipped(source.source, "empty", "has no text")
    if source.text.startswith("Sverige"):
        return Skipped(source.source, "language", "is Swedish; comity reads English")
    return document(source.text, source.source, source.date, source.outlet)


def stages() -> Stages:
    """Return the stages of this module."""
    return Stages(open_input, prepare, dedupe, annotate, interpret, "fake-1")


TEXTS = {
    "a.txt": "Kim met Russia today in Vladivostok. Washington condemned Kim. Once Russia attacked Tokyo.",
    "b.txt": "Tokyo said Kim supplied Russia with weapons. It rained.",
    "c.txt": "Russia said it did not happen: Kim did not supply Russia. Washington condemned Kim.",
    "d.txt": "Kim will supply Russia. If Russia attacked Tokyo there is war. Kim may supply rebels.",
}


def corpus(folder: Path, texts: dict[str, str] = TEXTS) -> Path:
    """Write texts as files and return the folder."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
