"""Build annotated sentences by hand: one word a line, ``form lemma UPOS head deprel``, heads counted from 1."""

from __future__ import annotations

from comity.records import Annotation, Document, Mention, Word


def tree(table: str, *, sentence: int = 0, offset: int = 0) -> tuple[str, Annotation]:
    """Return the sentence's text (words joined by blanks, none before punctuation and clitics) and annotation."""
    rows = [line.split() for line in table.strip().splitlines()]
    text, words = "", []
    for form, lemma, upos, head, deprel in rows:
        glue = upos == "PUNCT" or form in ("'s", "n't", "’s")
        if text and not (glue and form not in ("“", "(")):
            text += " "
        start = offset + len(text)
        text += form
        words.append(Word(form, start, offset + len(text), lemma, upos, int(head) - 1, deprel))
    return text, Annotation(sentence, offset, offset + len(text), tuple(words))


def mention(annotation: Annotation, head: int, *refs: tuple[str, str, str], kind: str = "name", first: int | None = None,
            **more: object) -> Mention:  # fmt: skip
    """Return a mention headed by word ``head`` (counted from 0) that stands for ``refs`` (actor, code, sector)."""
    from comity.records import ActorRef

    first = head if first is None else first
    words = annotation.words
    text = " ".join(w.text for w in words[first : head + 1])
    return Mention(annotation.sentence, head, first, head, text, words[first].start, words[head].end, kind,
                   tuple(ActorRef(*r) for r in refs), **more)  # type: ignore[arg-type]  # fmt: skip


def document(text: str, date: str | None = "2023-09-14") -> Document:
    """Return a bare document around a text."""
    return Document(id="d", source="d.txt", text=text, text_hash="", date=date)
