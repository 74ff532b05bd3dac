"""Documents side by side as text and Markdown: described, not judged; each line with the place of its sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from comity.reconcile.framing import TONES, Act, Comparison, DocumentFrame, Place, TermHit
from comity.reconcile.framing.frame import SET_APART
from comity.reconcile.framing.model import TITLE, VOICES, standing
from comity.records import Claim
from comity.reports.blocks import Block, Grid, Heading, Item, Paragraph, blocks_to_markdown, blocks_to_text
from comity.reports.wording import NOBODY, SHORT, count, name_of

Names = Mapping[str, str]

COLUMNS = 3  # documents that fit beside each other; more stand below each other
_AROUND = 60  # code points of a sentence before and behind a term
_QUOTED = 110  # code points of a quotation or sentence in a list
_PARTS = ("label", "act", "name", "epithet", "distance", SET_APART, "saying", "certainty", "intensifier", "hedge")
_NOTHING = "-"


def comparison_to_text(comparison: Comparison, names: Names, limit: int = 6, width: int = 100) -> str:
    """Return a comparison as text of at most ``width`` columns, with ``limit`` lines in each part."""
    return blocks_to_text(list(comparison_blocks(comparison, names, limit)), width)


def comparison_to_markdown(comparison: Comparison, names: Names, limit: int = 6) -> str:
    """Return a comparison as Markdown, with ``limit`` lines in each part."""
    return blocks_to_markdown(list(comparison_blocks(comparison, names, limit)))


def comparison_blocks(comparison: Comparison, names: Names, limit: int = 6) -> Iterator[Block]:
    """Yield the blocks of a comparison. Documents go by their number; places are code points of the stored text."""
    yield Heading(f"{count(len(comparison.documents), 'document')} side by side", 1)
    if comparison.event:
        yield Paragraph(f"Limited to event {comparison.event[:SHORT]}: {_event_title(comparison, names)}.")
    if comparison.actor:
        yield Paragraph(f"Limited to what concerns {name_of(comparison.actor, names)} ({comparison.actor}).")
    yield _documents(comparison)
    for n, frame in enumerate(comparison.documents, 1):
        if frame.document.title:
            yield Item(f"{n}: {frame.document.title}")
    for note in comparison.notes:
        yield Paragraph(f"Note: {note}.")
    for part in (_side_by_side, _left_out, _tones, _choices, _terms, _called, _voices, _quotes):
        yield from part(comparison, names, limit)


def _event_title(comparison: Comparison, names: Names) -> str:
    return next((_title(a, names, known=False) for a in comparison.acts if a.event == comparison.event), "")


def _documents(comparison: Comparison) -> Block:
    rows = []
    sources = [f.document.source for f in comparison.documents]
    folders = {s.rpartition("/")[0] for s in sources}
    common = len(folders.pop()) + 1 if len(folders) == 1 and any("/" in s for s in sources) else 0
    for n, frame in enumerate(comparison.documents, 1):
        d = frame.document
        share = f"{100 * frame.quoted_words / frame.words:.0f} %" if frame.words else _NOTHING
        numbers = (f"{frame.words:,}", f"{len(d.sentences):,}", f"{len(frame.claims):,}", share)
        rows.append((str(n), d.source[common:], d.outlet, d.date or "", *numbers))
    columns = ("no.", "document", "outlet", "date", "words", "sentences", "claims", "in quotes")
    return Grid(columns, tuple(rows), (0, 4, 5, 6, 7))


def _numbers(comparison: Comparison) -> tuple[str, ...]:
    return tuple(str(n) for n in range(1, len(comparison.documents) + 1))


# what they tell


def _side_by_side(comparison: Comparison, names: Names, limit: int) -> Iterator[Block]:
    """What several documents tell, each in its own sentence."""
    shared = [a for a in comparison.acts if sum(map(bool, a.told)) > 1]
    if comparison.event or not shared:
        shared = [a for a in comparison.acts if a.told and (comparison.event or sum(map(bool, a.told)) > 1)]
    if not shared:
        return
    yield Heading("What each tells of it" if comparison.event else "What several of them tell")
    if not any(a.event for a in shared):
        yield Paragraph("The project has no events, so acts of one type between the same sides stand in one row.")
    if len(comparison.documents) > COLUMNS:
        for act in shared[:limit]:
            yield Item(_title(act, names), tuple(f"{n}: {_cell(comparison, i, act)}" for i, n in _each(comparison)))
    else:
        rows = [(_title(a, names), *(_cell(comparison, i, a) for i, _ in _each(comparison))) for a in shared[:limit]]
        yield Grid(("act", *_numbers(comparison)), tuple(rows))
    yield from _more(len(shared), limit)


def _each(comparison: Comparison) -> list[tuple[int, str]]:
    return list(enumerate(_numbers(comparison)))


def _title(act: Act, names: Names, known: bool = True) -> str:
    whom = _some([name_of(r, names) for r in act.recipients])
    marked = f" [{act.event[:SHORT]}]" if act.event and known else ""
    return f"{_some([name_of(a, names) for a in act.actors]) or NOBODY}: {act.type}" + (f" -> {whom}" if whom else "") + marked


def _some(found: Sequence[str], limit: int = 3) -> str:
    return ", ".join(found[:limit]) + (f" +{len(found) - limit}" if len(found) > limit else "")


def _cell(comparison: Comparison, number: int, act: Act) -> str:
    """How a document tells of an act: in its first claim, and in how many; of an event that was asked for, in all of them."""
    claims = act.told[number]
    if not claims:
        return "left out"
    if comparison.event:
        sentences = groupby(claims, key=lambda c: c.sentence_span)
        return " / ".join(_telling(comparison, number, list(group)) for _, group in sentences)
    counts = Counter(standing(c) for c in claims)
    listed = ", ".join(f"{s} {n}" for s, n in counts.items())
    return _telling(comparison, number, claims[:1]) + (f" ({len(claims)} claims: {listed})" if len(claims) > 1 else "")


def _telling(comparison: Comparison, number: int, claims: Sequence[Claim]) -> str:
    """Standing, voice and credit of the claims of one sentence, its place, and the sentence."""
    heads = []
    for claim in claims:
        voice = comparison.voice(number, claim)
        form = "" if voice is None else f"; {voice.kind}" + (f" ({voice.agent.text})" if voice.agent else "")
        said = f"; credited to {_some(list(dict.fromkeys(s.text for s in claim.speakers)))}" if claim.speakers else ""
        heads.append(standing(claim) + form + said)
    start, end = claims[0].sentence_span
    return f"{' + '.join(dict.fromkeys(heads))} [{start}:{end}] {_sentence(comparison, number, claims[0])}"


def _left_out(comparison: Comparison, names: Names, limit: int) -> Iterator[Block]:
    """What a document does not tell and not name, though others do; what most of the others have comes first."""
    blocks: list[Block] = []
    for i, n in _each(comparison):
        acts = [a for a in comparison.acts if not a.told[i] and a.actors and not comparison.event]
        for act in acts[:limit]:
            blocks.append(Item(f"{n} does not tell: {_title(act, names)}", tuple(_elsewhere(comparison, act))))
        if len(acts) > limit:
            blocks.append(Item(f"{n} does not tell {len(acts) - limit:,} more acts that others do"))
        if missing := _not_named(comparison, i, names):
            named = "; ".join(missing[: 2 * limit])
            left = f"; and {len(missing) - 2 * limit:,} more" if len(missing) > 2 * limit else ""
            blocks.append(Item(f"{n} does not name: {named}{left}"))
    if blocks:
        yield Heading("What each leaves out")
        yield from blocks


def _elsewhere(comparison: Comparison, act: Act) -> Iterator[str]:
    for i, n in _each(comparison):
        if act.told[i]:
            claim = act.told[i][0]
            start, end = claim.sentence_span
            yield f"{n} [{start}:{end}] {standing(claim)}: {_short(_sentence(comparison, i, claim))}"


def _sentence(comparison: Comparison, number: int, claim: Claim) -> str:
    return comparison.documents[number].sentence(Place("text", claim.sentence, 0, 0, *claim.sentence_span))


def _short(text: str, most: int = _QUOTED) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _not_named(comparison: Comparison, number: int, names: Names) -> list[str]:
    here = {n.actor for n in comparison.documents[number].names}
    found: dict[str, list[tuple[int, int, int]]] = {}
    texts: dict[str, str] = {}
    for i, frame in enumerate(comparison.documents):
        for naming in frame.names:
            if naming.named and naming.actor not in here:
                texts.setdefault(naming.actor, naming.forms[0].text)
                place = naming.forms[0].places[0]
                found.setdefault(naming.actor, []).append((i + 1, naming.mentions, place.start))
    ranked = sorted(found.items(), key=lambda f: (-len(f[1]), -sum(m for _, m, _ in f[1]), f[0]))
    return [f"{names.get(a) or texts[a]} ({', '.join(f'{n}: {m}, first [{s}]' for n, m, s in seen)})" for a, seen in ranked]


# how they word it


def _tones(comparison: Comparison, names: Names, limit: int) -> Iterator[Block]:
    frames = comparison.documents
    rows = []
    for tone in TONES[:-1]:
        cells = [_pair(_counted(f, lambda t, tone=tone: t.tone == tone)) for f in frames]  # type: ignore[misc]
        if any(cell != _NOTHING for cell in cells):
            rows.append((tone, *cells))
    apart = [sum(t.kind == SET_APART for t in f.terms) for f in frames]
    if any(apart):
        rows.append(("set apart by quotation marks", *(str(n) if n else _NOTHING for n in apart)))
    if not rows:
        return
    if not comparison.event and not comparison.actor:
        rows.append(("own words with a tone, per 1,000", *(_rate(f) for f in frames)))
    yield Heading("Words with a tone")
    yield Paragraph("In the document's own words; after the plus sign, in words that it quotes or credits to others.")
    yield Grid(("tone", *_numbers(comparison)), tuple(rows), tuple(range(1, len(frames) + 1)))


def _counted(frame: DocumentFrame, wanted: Callable[[TermHit], bool]) -> tuple[int, int]:
    hits = [t for t in frame.terms if wanted(t)]
    own = sum(t.own for t in hits)
    return own, len(hits) - own


def _pair(counts: tuple[int, int]) -> str:
    own, credited = counts
    if not own and not credited:
        return _NOTHING
    return f"{own} + {credited}" if credited else str(own)


def _rate(frame: DocumentFrame) -> str:
    own = sum(t.loaded and t.own and t.kind != SET_APART and t.place.part != TITLE for t in frame.terms)
    return f"{1000 * own / frame.words:.1f}" if frame.words else _NOTHING


def _choices(comparison: Comparison, names: Names, limit: int) -> Iterator[Block]:
    """Which of several words for one thing each document takes."""
    if not comparison.wordings:
        return
    yield Heading("Choices of words for one thing")
    rows = []
    for w in comparison.wordings[:limit]:
        cells = [_words(own, credited) for own, credited in zip(w.own, w.credited, strict=True)]
        rows.append((w.neutral, *cells))
    yield Grid(("thing", *_numbers(comparison)), tuple(rows))
    yield from _more(len(comparison.wordings), limit)


def _words(own: Counter[str], credited: Counter[str]) -> str:
    used = sorted({*own, *credited}, key=lambda t: (-own[t] - credited[t], t))
    return ", ".join(f"{t} {_pair((own[t], credited[t]))}" for t in used) or _NOTHING


def _terms(comparison: Comparison, names: Names, limit: int) -> Iterator[Block]:
    """The terms themselves, each in its sentence."""
    if not any(t.loaded for f in comparison.documents for t in f.terms):
        return
    yield Heading("The words in their sentences")
    for i, n in _each(comparison):
        frame = comparison.documents[i]
        groups: dict[str, list[TermHit]] = {}
        for hit in sorted((t for t in frame.terms if t.loaded), key=lambda t: (_PARTS.index(t.kind), not t.own, t.place.start)):
            groups.setdefault(hit.term or hit.text.lower(), []).append(hit)
        for hits in list(groups.values())[:limit]:
            yield Item(_term(n, frame, hits, names))
        if len(groups) > limit:
            yield Item(f"{n}: {len(groups) - limit:,} more; show them with --limit {len(groups)}")


def _term(number: str, frame: DocumentFrame, hits: Sequence[TermHit], names: Names) -> str:
    """A term with its first sentence, and where else it stands."""
    hit = hits[0]
    what = f"set apart by {SET_APART}" if hit.kind == SET_APART else f"{hit.tone} {hit.kind}"
    of = _some(list(dict.fromkeys(name_of(r.code, names) for t in hits for r in t.about if r.code)))
    about = f", of {of}" if of else ""
    whose = ""
    if not hit.own:
        said = _some([s.text for s in hit.said_by])
        marks = ", in quotation marks" if hit.quoted and hit.kind != SET_APART else ""
        whose = marks + (f", credited to {said}" if said else "")
    instead = f"; neutral: {hit.neutral}" if hit.neutral else ""
    again = f"; also {_some([_at(t.place) for t in hits[1:]], 5)}" if len(hits) > 1 else ""
    return f"{number} “{hit.text}” ({what}{about}{whose}{instead}{again}) {_at(hit.place)}: {_around(frame, hit.place)}"


def _at(place: Place) -> str:
    return f"{'title ' if place.part == TITLE else ''}[{place.start}:{place.end}]"


def _around(frame: DocumentFrame, place: Place) -> str:
    text = frame.document.title if place.part == TITLE else frame.document.text
    low = max(place.sentence_start, place.start - _AROUND)
    high = min(place.sentence_end, place.end + _AROUND)
    while low > place.sentence_start and not text[low - 1].isspace():
        low -= 1
    while high < place.sentence_end and not text[high].isspace():
        high += 1
    before, behind = "… " if low > place.sentence_start else "", " …" if high < place.sentence_end else ""
    return before + " ".join(text[low:high].split()) + behind


def _called(comparison: Comparison, names: Names, limit: int) -> Iterator[Block]:
    """How each document calls the actors that several of them name."""
    totals: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for frame in comparison.documents:
        totals.update({n.actor: n.mentions for n in frame.names})
        documents.update(n.actor for n in frame.names)
    shown = [a for a in sorted(totals, key=lambda a: (-documents[a], -totals[a], a)) if documents[a] > 1 or comparison.actor]
    if not shown:
        return
    yield Heading("How actors are called")
    rows = []
    for actor in shown[:limit]:
        cells = []
        for frame in comparison.documents:
            forms = next((n.forms for n in frame.names if n.actor == actor), ())
            cells.append(_some([f"{f.text} {len(f.places)} [{f.places[0].start}]" for f in forms], 5) or _NOTHING)
        rows.append((names.get(actor) or f"{name_of(actor.split('.')[0], names)} ({actor})", *cells))
    yield Paragraph("With how often, and the code point of the first time.")
    yield Grid(("actor", *_numbers(comparison)), tuple(rows))
    yield from _more(len(shown), limit)


def _voices(comparison: Comparison, names: Names, limit: int) -> Iterator[Block]:
    frames = comparison.documents
    counts = [Counter(v.kind for v in f.voices) for f in frames]
    rows = []
    for kind in VOICES:
        cells = [f"{c[kind]} ({100 * c[kind] / c.total():.0f} %)" if c[kind] else _NOTHING for c in counts]
        if any(cell != _NOTHING for cell in cells):
            rows.append((kind, *cells))
    if not rows:
        return
    yield Heading("Who is named as the doer")
    yield Grid(("voice of the claims", *_numbers(comparison)), tuple(rows), tuple(range(1, len(frames) + 1)))
    for i, n in _each(comparison):
        hidden = [v for v in frames[i].voices if v.kind == "passive without agent"]
        for v in hidden[: max(1, limit // 3)]:
            yield Item(
                f"{n} without agent, “{v.claim.trigger.text}” [{v.place.start}:{v.place.end}]: {_around(frames[i], v.place)}"
            )


def _quotes(comparison: Comparison, names: Names, limit: int) -> Iterator[Block]:
    rows = []
    for i, n in _each(comparison):
        frame = comparison.documents[i]
        for speaker, quotes in frame.speakers()[:limit]:
            who = "(nobody credited)" if speaker is None else speaker.text
            if speaker is not None and speaker.code:
                who = f"{who} [{name_of(speaker.code, names)}]"
            first = quotes[0]
            words = sum(q.words for q in quotes)
            where = f"[{first.place.start}:{first.place.end}] {_short(first.text)}"
            rows.append((n, who, str(len(quotes)), str(words), where))
    if rows:
        yield Heading("Who is quoted, and how long")
        yield Grid(("no.", "who", "quotes", "words", "first"), tuple(rows), (0, 2, 3))


def _more(found: int, limit: int) -> Iterator[Block]:
    if found > limit:
        yield Paragraph(f"{found - limit:,} more; show them with --limit {found}.")
