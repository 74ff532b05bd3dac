"""One document: its loaded terms, the voice of its claims, its quotations, and how it names each actor."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from comity.reconcile.framing.model import TEXT, TITLE, DocumentFrame, Form, Naming, Place, QuoteHit, TermHit
from comity.reconcile.framing.quotes import count_words, quoted, set_apart
from comity.reconcile.framing.terms import Found, Terms
from comity.reconcile.framing.tree import Tree
from comity.reconcile.framing.voice import voice
from comity.records import ActorRef, Annotation, Claim, Document, Mention, Speaker

SET_APART = "quotation marks"
"""The class of words that are set apart by quotation marks; they are of no lexicon."""

_KINDS = ("name", "metonym", "local", "role", "description")
_NAMES = ("name", "metonym", "local")
Stretch = tuple[int, int]
_ARTICLES = ("the ", "a ", "an ")


@dataclass(frozen=True, slots=True)
class Material:
    """What is known of a document.

    Attributes:
        document: with its text and sentences.
        annotations: of its sentences, with code points into the text.
        mentions: the resolved mentions of its actors.
        claims: what was coded.
        title: annotation of its title, with code points into the title; None for no title.
        of_word: from the number of a sentence and a word of it to whom the text credits for it.
        of_quote: from the code point of a quotation and the number of its sentence to whom the text credits for it.
        light: lemmas of verbs that only carry a noun ("launch an attack").
    """

    document: Document
    annotations: Sequence[Annotation]
    mentions: Sequence[Mention]
    claims: Sequence[Claim]
    title: Annotation | None = None
    of_word: Callable[[int, int], tuple[Speaker, ...]] = lambda sentence, word: ()
    of_quote: Callable[[int, int], tuple[Speaker, ...]] = lambda start, sentence: ()
    light: Set[str] = field(default_factory=frozenset)


def frame(material: Material, terms: Terms) -> DocumentFrame:
    """Return how a document words what it tells."""
    document = material.document
    begin = min((a.start for a in material.annotations), default=0)
    spans = quoted(document.text, begin)
    trees = _trees(material)
    titled = Tree(material.title) if material.title is not None else None
    hits = [*_of_title(titled, document, terms), *_of_text(material, trees, terms, spans)]
    voices = [v for c in material.claims if c.sentence in trees
              and (v := voice(c, trees[c.sentence], document.text, material.light)) is not None]  # fmt: skip
    return DocumentFrame(
        document=document,
        words=sum(count_words(document.text[a.start : a.end]) for a in material.annotations),
        terms=tuple(hits),
        voices=tuple(voices),
        quotes=tuple(_quotes(material, trees, spans)),
        names=_names(material.mentions, document),
        claims=tuple(material.claims),
    )


def _trees(material: Material) -> dict[int, Tree]:
    mentions: dict[int, list[Mention]] = defaultdict(list)
    claims: dict[int, list[Claim]] = defaultdict(list)
    for mention in material.mentions:
        mentions[mention.sentence].append(mention)
    for claim in material.claims:
        claims[claim.sentence].append(claim)
    return {a.sentence: Tree(a, mentions[a.sentence], claims[a.sentence]) for a in material.annotations if a.words}


def _of_title(tree: Tree | None, document: Document, terms: Terms) -> Iterator[TermHit]:
    if tree is None:
        return
    title, whole = document.title, (0, len(document.title))
    for found in terms.find(tree.annotation, title=True):
        start, end = tree.words[found.first].start, tree.words[found.last].end
        yield _hit(found, title[start:end], Place(TITLE, None, start, end, *whole))
    for start, end in set_apart(title):
        yield TermHit("", title[start:end], SET_APART, "", "", Place(TITLE, None, start, end, *whole), quoted=True)


def _hit(
    found: Found,
    text: str,
    place: Place,
    about: tuple[ActorRef, ...] = (),
    said_by: tuple[Speaker, ...] = (),
    quoted: bool = False,
) -> TermHit:
    term = found.term
    return TermHit(term.text, text, term.kind, term.tone, term.neutral, place, about, said_by, quoted)


def _of_text(material: Material, trees: dict[int, Tree], terms: Terms, spans: Sequence[Stretch]) -> Iterator[TermHit]:
    text = material.document.text
    apart = set_apart(text, min((a.start for a in material.annotations), default=0))
    starts = [start for start, _ in apart]
    for number, tree in trees.items():
        a = tree.annotation
        hits = []
        for found in terms.find(a):
            start, end = tree.words[found.first].start, tree.words[found.last].end
            if not _in_address(text, start, end):
                head = tree.top(range(found.first, found.last + 1))
                said, marks = _credited(material, number, head, _around(spans, start))
                place = Place(TEXT, number, start, end, a.start, a.end)
                quoted = marks or _around(apart, start) is not None
                hits.append(_hit(found, text[start:end], place, _about(found, head, tree), said, quoted))
        for start, end in apart[bisect_left(starts, a.start) : bisect_left(starts, a.end)]:
            inside = tree.within(start, end)
            said, _ = _credited(material, number, tree.top(inside) if inside else -1, (start - 1, end + 1))
            place = Place(TEXT, number, start, end, a.start, a.end)
            hits.append(TermHit("", text[start:end], SET_APART, "", "", place, said_by=said, quoted=True))
        yield from sorted(hits, key=lambda h: h.place.start)


def _around(spans: Sequence[Stretch], at: int) -> Stretch | None:
    """Return the stretch that holds a code point; the stretches are in order and part from each other."""
    n = bisect_right(spans, (at, 1 << 62)) - 1
    return spans[n] if n >= 0 and at < spans[n][1] else None


def _credited(material: Material, sentence: int, word: int, quote: Stretch | None) -> tuple[tuple[Speaker, ...], bool]:
    """Return whom the text credits for a word, and whether it stands in a quotation."""
    said = material.of_quote(quote[0], sentence) if quote is not None else ()
    return _distinct(said or (material.of_word(sentence, word) if word >= 0 else ())), quote is not None


def _in_address(text: str, start: int, end: int) -> bool:
    """Tell whether words stand in a web address."""
    low = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start)) + 1
    chunk = (text[low:end] + text[end : end + 200].split(maxsplit=1)[0]) if text[end : end + 1].strip() else text[low:end]
    return "://" in chunk or chunk.startswith("www.") or chunk.endswith("/")


def _about(found: Found, head: int, tree: Tree) -> tuple[ActorRef, ...]:
    """Return the actors that a term is said of.

    An act: who does it, by the claim at this word, else by the tree. A label or name: whom the phrase stands for, or whom the
    sentence says to be one. An epithet: who owns or is what it describes. A verb of speech: who speaks.
    """
    kind = found.term.kind
    word = tree.words[head]
    if kind in ("act", "saying"):
        coded = next((c for c in tree.claims if c.trigger.start < word.end and word.start < c.trigger.end), None)
        if coded is not None and coded.actors:
            return tuple(dict.fromkeys(ActorRef(p.actor, p.code, p.sector) for p in coded.actors if p.code))
        return _doer(head, tree)
    if kind in ("label", "name"):
        if own := tree.actors(head):
            return own
        if tree.below(head, "cop") and (subject := tree.subject(head)) is not None:
            return tree.actors(subject)
        if word.deprel in ("appos", "nmod:desc", "flat", "compound") and word.head >= 0:
            return tree.actors(word.head)
        return ()
    return _described(head, tree) if kind == "epithet" else ()


def _described(head: int, tree: Tree) -> tuple[ActorRef, ...]:
    """Return whom an adjective describes: the phrase that it modifies, who does the act that it modifies, or the subject."""
    word = tree.words[head]
    predicate = head
    if word.deprel.startswith(("amod", "acl", "compound")) and word.head >= 0:
        mention = tree.mention(word.head)
        own = mention.refs if mention is not None and mention.refs else _doer(word.head, tree)
        if own or not tree.below(word.head, "cop"):
            return own
        predicate = word.head  # "Putin is an isolated figure"
    subject = tree.subject(predicate)
    return tree.actors(subject) if subject is not None else ()


def _doer(head: int, tree: Tree) -> tuple[ActorRef, ...]:
    if tree.words[head].upos == "VERB":
        named = next(iter(tree.agents(head)), None) if tree.passive(head) else tree.subject(head)
        return tree.actors(named) if named is not None else ()
    owners = [*tree.below(head, "nmod:poss", "amod", "compound"), *(c for c in tree.below(head, "nmod") if tree.case(c) == "by")]
    return next((found for c in owners if (found := tree.actors(c))), ())


def _quotes(material: Material, trees: dict[int, Tree], spans: Iterable[tuple[int, int]]) -> Iterator[QuoteHit]:
    text = material.document.text
    for start, end in spans:
        sentence = next((a for a in material.annotations if a.end > start), None)
        if sentence is None:
            continue
        place = Place(TEXT, sentence.sentence, start, end, sentence.start, sentence.end)
        said = material.of_quote(start, sentence.sentence)
        if not said and (tree := trees.get(sentence.sentence)) and (inside := tree.within(start, end)):
            said = material.of_word(sentence.sentence, tree.top(inside))  # speakers whom nobody can identify
        yield QuoteHit(text[start:end], count_words(text[start:end]), _distinct(said), place)


def _distinct(found: Sequence[Speaker]) -> tuple[Speaker, ...]:
    """Return speakers once for each phrase: "both countries" stands for two actors and speaks once."""
    return tuple({(s.start, s.end): s for s in reversed(found)}.values())[::-1]


def _names(mentions: Sequence[Mention], document: Document) -> tuple[Naming, ...]:
    """Return how each actor is named: by names, offices and descriptions that stand for it alone."""
    spans = {s.index: (s.start, s.end) for s in document.sentences}
    found: dict[tuple[str, str], dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    named = set()
    for m in mentions:
        if m.kind not in _KINDS or len(m.refs) != 1 or m.sentence not in spans or not (m.refs[0].actor or m.refs[0].code):
            continue
        place = Place(TEXT, m.sentence, m.start, m.end, *spans[m.sentence])
        found[m.refs[0].actor, m.refs[0].code][_form(m.text)].append(place)
        if m.kind in _NAMES:
            named.add((m.refs[0].actor, m.refs[0].code))
    out = []
    for (actor, code), forms in found.items():
        ranked = sorted(forms.items(), key=lambda f: (-len(f[1]), f[1][0].start))
        told = tuple(Form(text, tuple(places)) for text, places in ranked)
        out.append(Naming(actor or code, code, told, (actor, code) in named))
    return tuple(sorted(out, key=lambda n: (-n.mentions, n.forms[0].places[0].start)))


def _form(text: str) -> str:
    """Return a name without its article and the mark of the possessive, so that its forms can be counted."""
    text = " ".join(text.split())
    for article in _ARTICLES:
        if text.lower().startswith(article):
            text = text[len(article) :]
            break
    return text.removesuffix("'s").removesuffix("’s")
