"""One document, and several side by side, on sentences whose trees are written by hand."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.reconcile.framing import Focus, Material, Terms, as_records, compare, frame
from comity.reconcile.framing.frame import SET_APART
from comity.reconcile.framing.model import standing
from comity.records import Claim, Document, Participant, Sentence, Speaker, Trigger
from tests.trees import mention, tree

TERMS = Terms.load()
CLAIMED = """
The the DET 3 det
brutal brutal ADJ 3 amod
regime regime NOUN 4 nsubj
claimed claim VERB 0 root
that that SCONJ 9 mark
the the DET 7 det
attack attack NOUN 9 nsubj
was be AUX 9 cop
legitimate legitimate ADJ 4 ccomp
. . PUNCT 4 punct
"""
PLAIN = """
The the DET 2 det
government government NOUN 3 nsubj
said say VERB 0 root
that that SCONJ 7 mark
the the DET 6 det
massacre massacre NOUN 7 nsubj
continued continue VERB 3 ccomp
. . PUNCT 3 punct
"""


def document(text: str, source: str, title: str = "") -> Document:
    return Document(id=source, source=source, text=text, text_hash="", title=title, sentences=(Sentence(0, 0, len(text)),))


def read(table: str, source: str, said: tuple[Speaker, ...] = (), **more: object):
    """Frame one sentence; its first noun stands for Syria, and words behind the fourth are credited to ``said``."""
    text, annotation = tree(table)
    noun = next(i for i, w in enumerate(annotation.words) if w.upos == "NOUN")
    mentions = [mention(annotation, noun, ("SYR.GOV", "SYR", "GOV"), first=0)]
    material = Material(document(text, source), [annotation], mentions, (), of_word=lambda s, w: said if w > 3 else ())
    return frame(replace(material, **more), TERMS)  # type: ignore[arg-type]


SPEAKER = Speaker("The brutal regime", 0, 17, "SYR.GOV", "SYR")


def test_terms_say_of_whom_and_in_whose_words() -> None:
    found = read(CLAIMED, "a.txt", (SPEAKER,))
    terms = {t.term: t for t in found.terms}
    assert list(terms) == ["brutal", "regime", "claim", "attack", "legitimate"]
    assert [[r.code for r in terms[t].about] for t in ("brutal", "regime", "claim")] == [["SYR"]] * 3
    assert terms["brutal"].own and terms["claim"].own and not terms["legitimate"].own
    assert terms["legitimate"].said_by == (SPEAKER,)
    assert not terms["attack"].loaded and terms["attack"].tone == "neutral"
    assert [t.term for t in found.loaded()] == ["brutal", "regime", "claim"]
    assert found.words == 9
    for term in found.terms:
        assert found.document.text[term.place.start : term.place.end] == term.text
        assert found.sentence(term.place) == found.document.text


def test_names_leave_out_articles_pronouns_and_groups() -> None:
    text, annotation = tree(CLAIMED)
    name = mention(annotation, 2, ("SYR.GOV", "SYR", "GOV"), first=0)
    mentions = [name, replace(name, head=6, kind="pronoun"), replace(name, head=5, refs=name.refs * 2)]
    found = frame(Material(document(text, "a.txt"), [annotation], mentions, ()), TERMS)
    assert [(n.actor, n.named, [(f.text, len(f.places)) for f in n.forms]) for n in found.names] == [
        ("SYR.GOV", True, [("brutal regime", 1)])
    ]


def test_quotations_and_words_set_apart() -> None:
    text = 'He said "we will win this war soon" in the "special operation" again.'
    doc = document(text, "q.txt")
    annotation = replace(tree("x x X 0 root")[1], end=len(text), words=())
    found = frame(Material(doc, [annotation], (), (), of_quote=lambda at, s: (SPEAKER,)), TERMS)
    assert [(q.words, q.speakers) for q in found.quotes] == [(6, (SPEAKER,)), (2, (SPEAKER,))]
    assert found.quoted_words == 8
    assert [(s.code if s else None, len(q)) for s, q in found.speakers()] == [("SYR", 2)]
    _, annotation = tree("x x X 0 root")
    annotation = replace(annotation, end=len(text))
    found = frame(Material(doc, [annotation], (), ()), TERMS)
    assert [(t.text, t.kind, t.own) for t in found.terms] == [("special operation", SET_APART, False)]


def test_web_addresses_hold_no_terms() -> None:
    text, annotation = tree("regime regime NOUN 0 root")
    assert frame(Material(document(text, "a"), [annotation], (), ()), TERMS).terms
    address = document("https://example.org/regime", "b")
    moved = replace(annotation, end=26, words=(annotation.words[0]._replace(start=20, end=26),))
    assert not frame(Material(address, [moved], (), ()), TERMS).terms


def test_nothing_in_a_document_is_no_error() -> None:
    empty = frame(Material(document("", "e.txt"), [], (), ()), TERMS)
    assert (empty.words, empty.terms, empty.quotes, empty.names, empty.voices) == (0, (), (), (), ())
    assert [r["kind"] for r in as_records(compare([empty, empty]))] == ["document", "document"]


def test_choices_of_words_for_one_thing() -> None:
    found = compare([read(CLAIMED, "a.txt", (SPEAKER,)), read(PLAIN, "b.txt")])
    choices = {w.neutral: ([dict(c) for c in w.own], [dict(c) for c in w.credited]) for w in found.wordings}
    assert choices["government"] == ([{"regime": 1}, {"government": 1}], [{}, {}])
    assert choices["say"] == ([{"claim": 1}, {"say": 1}], [{}, {}])
    assert choices["killing"] == ([{}, {"massacre": 1}], [{}, {}])
    assert "attack" not in choices  # nobody takes a loaded word for it


def claim(doc: str, n: int, kind: str, actors: tuple[str, ...], recipients: tuple[str, ...], event: str | None) -> Claim:
    people = [tuple(Participant(c, 0, 1, c, c) for c in side) for side in (actors, recipients)]
    return Claim(f"{doc}{n}", doc, 0, Trigger("x", n, n + 1), (0, 1), kind, actors=people[0], recipients=people[1], event=event)


def with_claims(source: str, *claims: Claim):
    return replace(frame(Material(document("x", source), [], (), ()), TERMS), claims=claims)


def test_acts_by_event_or_by_sides() -> None:
    a = with_claims("a", claim("a", 1, "CONSULT", ("RUS",), ("PRK",), None), claim("a", 2, "AID", ("RUS",), ("PRK",), None))
    b = with_claims("b", claim("b", 1, "CONSULT", ("PRK", "RUS"), (), None), claim("b", 2, "AID", ("PRK",), ("RUS",), None))
    acts = compare([a, b]).acts
    assert [(act.type, act.left_out_by) for act in acts] == [("CONSULT", ()), ("AID", (1,)), ("AID", (0,))]
    assert (acts[0].actors, acts[0].recipients) == (("PRK", "RUS"), ())
    a = with_claims("a", claim("a", 1, "AID", ("RUS",), (), "e1"))
    b = with_claims("b", claim("b", 1, "AID", ("RUS",), ("PRK",), "e1"), claim("b", 2, "AID", ("RUS",), (), "e2"))
    acts = compare([a, b]).acts
    assert [(act.event, act.left_out_by, act.recipients) for act in acts] == [("e1", (), ("PRK",)), ("e2", (0,), ())]


def test_focus_on_an_event_or_an_actor() -> None:
    a = with_claims("a", claim("a", 1, "AID", ("RUS",), (), "e1"), claim("a", 2, "AID", ("PRK",), (), "e2"))
    assert [c.id for c in compare([a, a], Focus(event="e1")).documents[0].claims] == ["a1"]
    assert [c.id for c in compare([a, a], Focus(actor="prk")).documents[0].claims] == ["a2"]
    named = read(CLAIMED, "a.txt", (SPEAKER,))
    by_actor = compare([named, named], Focus(actor="SYR")).documents[0]
    assert [t.term for t in by_actor.terms] == ["brutal", "regime", "claim"] and by_actor.names
    other = compare([named, named], Focus(actor="USA")).documents[0]
    assert (other.terms, other.names, other.claims) == ((), (), ())


CODES = st.lists(st.sampled_from(["RUS", "PRK", "USA", ""]), max_size=2).map(tuple)
CLAIMS = st.lists(st.tuples(st.sampled_from(["AID", "CONSULT"]), CODES, CODES, st.sampled_from([None, "e1", "e2"])), max_size=6)


@settings(deadline=None)
@given(st.lists(CLAIMS, min_size=2, max_size=4))
def test_every_claim_that_names_somebody_is_told_once(documents) -> None:
    frames = [with_claims(f"d{i}", *(claim(f"d{i}", n, *row) for n, row in enumerate(rows))) for i, rows in enumerate(documents)]
    found = compare(frames)
    told = [c.id for act in found.acts for claims in act.told for c in claims]
    assert len(told) == len(set(told))
    assert set(told) == {c.id for f in frames for c in f.claims if c.event or c.actors or c.recipients}
    for act in found.acts:
        assert len(act.left_out_by) < len(frames)
        assert all(bool(claims) == (i not in act.left_out_by) for i, claims in enumerate(act.told))
    assert compare(frames).acts == found.acts


def test_standing() -> None:
    base = claim("a", 1, "AID", (), (), None)
    cases = {"done": {}, "planned": {"modality": "future"}, "possible": {"modality": "possible"},
             "conditional": {"modality": "conditional", "polarity": "negated"}, "denied": {"polarity": "negated"},
             "opposed": {"polarity": "negated", "modality": "possible"}, "historical": {"historical": True}}  # fmt: skip
    assert {name: standing(replace(base, **values)) for name, values in cases.items()} == {name: name for name in cases}  # type: ignore[arg-type]
