"""Several documents side by side: what each tells and leaves out, and the words that it chooses for the same thing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from comity.reconcile.framing.model import Act, Comparison, DocumentFrame, Place, TermHit, Wording
from comity.reconcile.views import RECIPROCAL
from comity.records import Claim, Speaker


@dataclass(frozen=True, slots=True)
class Focus:
    """What a comparison is limited to: the claims of one event (its id), or one actor (code or id). Empty does not limit."""

    event: str = ""
    actor: str = ""

    def __bool__(self) -> bool:
        return bool(self.event or self.actor)


def compare(frames: Sequence[DocumentFrame], focus: Focus | None = None, notes: Sequence[str] = ()) -> Comparison:
    """Return documents side by side.

    With a focus, terms are those said of the actor or standing in a sentence with a claim in focus; quotations those by
    the actor or in such a sentence; names those of the actor, or of the participants of the event. Acts are events where
    the project has them, else claims of one type between the same sides; for acts that both sides do, whichever side is
    named first.
    """
    focus = focus or Focus()
    people = {p.actor or p.code for f in frames for c in f.claims if _in_focus(c, focus) for p in (*c.actors, *c.recipients)}
    shown = tuple(_limited(f, focus, people) if focus else f for f in frames)
    acts = sorted(_acts(shown), key=_rank)
    return Comparison(shown, tuple(_wordings(shown)), tuple(acts), focus.event, focus.actor, tuple(notes))


def _rank(act: Act) -> tuple[object, ...]:
    """Acts that most documents tell come first; those of which nobody is identified come last among equals."""
    known = any(not side.startswith("“") for side in act.actors)
    return len(act.left_out_by), not known, -sum(map(len, act.told)), not act.recipients


# what is in focus


def _limited(frame: DocumentFrame, focus: Focus, people: set[str]) -> DocumentFrame:
    """Return what is in focus of a document; ``people`` are those who take part in the claims in focus of all documents."""
    claims = [c for c in frame.claims if _in_focus(c, focus)]
    ids = {c.id for c in claims}
    spans = {c.sentence_span for c in claims}

    def near(place: Place) -> bool:
        return (place.sentence_start, place.sentence_end) in spans

    wanted = focus.actor.lower()
    return replace(
        frame,
        terms=tuple(t for t in frame.terms if near(t.place) or (wanted and _of_actor(t, wanted))),
        voices=tuple(v for v in frame.voices if v.claim.id in ids),
        quotes=tuple(
            q
            for q in frame.quotes
            if any(q.place.start < end and start < q.place.end for start, end in spans)
            or (wanted and any(_is_speaker(s, wanted) for s in q.speakers))
        ),
        names=tuple(n for n in frame.names if (wanted in (n.actor.lower(), n.code.lower()) if wanted else n.actor in people)),
        claims=tuple(claims),
    )


def _in_focus(claim: Claim, focus: Focus) -> bool:
    if focus.event and claim.event != focus.event:
        return False
    wanted = focus.actor.lower()
    return not wanted or any(wanted in (p.actor.lower(), p.code.lower()) for p in (*claim.actors, *claim.recipients))


def _of_actor(term: TermHit, wanted: str) -> bool:
    return any(wanted in (r.actor.lower(), r.code.lower()) for r in term.about)


def _is_speaker(speaker: Speaker, wanted: str) -> bool:
    return wanted in (speaker.actor.lower(), speaker.code.lower())


# what each tells


def _acts(frames: Sequence[DocumentFrame]) -> Iterator[Act]:
    groups: dict[tuple[object, ...], list[list[Claim]]] = defaultdict(lambda: [[] for _ in frames])
    for number, frame in enumerate(frames):
        for claim in frame.claims:
            if claim.event or claim.actors or claim.recipients:
                groups[_key(claim)][number].append(claim)
    for told in groups.values():
        claims = [c for group in told for c in group]
        yield Act(claims[0].event or "", claims[0].type, *_sides(claims), tuple(map(tuple, told)))


def _key(claim: Claim) -> tuple[object, ...]:
    if claim.event:
        return (claim.event,)
    sides = [frozenset(p.code or p.text.lower() for p in side) for side in (claim.actors, claim.recipients)]
    return (claim.type, sides[0] | sides[1]) if claim.type in RECIPROCAL else (claim.type, *sides)


def _sides(claims: Sequence[Claim]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes of both sides, the most frequent first; of an act that both do, all stand on the first."""
    actors: Counter[str] = Counter()
    recipients: Counter[str] = Counter()
    both = claims[0].type in RECIPROCAL
    for claim in claims:
        actors.update({_label(p.code, p.text) for p in claim.actors})
        (actors if both else recipients).update({_label(p.code, p.text) for p in claim.recipients})
    first = tuple(_ranked(actors))
    return first, tuple(r for r in _ranked(recipients) if r not in first or not both)


def _label(code: str, text: str) -> str:
    return code or f"“{text.lower()}”"


def _ranked(counts: Counter[str]) -> Iterable[str]:
    return (name for name, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0])))


# how each words it


def _wordings(frames: Sequence[DocumentFrame]) -> Iterator[Wording]:
    """Yield the choices for one thing of which at least one document takes a loaded one, the most frequent first."""
    own: dict[str, tuple[Counter[str], ...]] = {}
    credited: dict[str, tuple[Counter[str], ...]] = {}
    kinds: dict[str, str] = {}
    loaded: Counter[str] = Counter()
    for number, frame in enumerate(frames):
        for hit in frame.terms:
            if hit.neutral:
                kinds.setdefault(hit.neutral, hit.kind)
                table = own if hit.own else credited
                table.setdefault(hit.neutral, tuple(Counter() for _ in frames))[number][hit.term] += 1
                loaded[hit.neutral] += hit.loaded
    none = tuple(Counter[str]() for _ in frames)
    rows = [Wording(n, kinds[n], own.get(n, none), credited.get(n, none)) for n in kinds if loaded[n]]
    yield from sorted(rows, key=lambda w: (-_documents(w), -loaded[w.neutral], w.neutral))


def _documents(wording: Wording) -> int:
    return sum(bool(a or b) for a, b in zip(wording.own, wording.credited, strict=True))
