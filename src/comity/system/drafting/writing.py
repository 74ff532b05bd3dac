"""The draft of a scenario as a file: what rests on claims with its sentences, what is assumed marked as such."""

from __future__ import annotations

import json
from collections.abc import Iterator
from textwrap import wrap

from comity.system.drafting.draft import Draft, Line, Maker, called
from comity.system.drafting.options import Proposal, Told

_QUOTES = 3  # sentences that an entry shows; its list of claims is whole
_WIDTH = 120
_STANDING = {"future": "announced", "possible": "possible", "conditional": "conditional", "actual": "threat"}


def scenario_file(found: Draft, label: str) -> str:
    """Return a draft as a scenario file (TOML) that ``comity whatif`` reads.

    Args:
        found: the draft.
        label: the project, as its first line names it.
    """
    names = ", ".join(m.name for m in found.makers)
    lines = [
        f"# A draft: who could do what, out of the {found.claims:,} claims of {_plain(label)}. docs/whatif.md says how to go on.",
        "# Options and answers rest on the sentences quoted beside them: read these, strike out what is not meant, add what is",
        "# missing. What the actors would like better no claim says: EVERY LINE OF PREFERENCES IS AN ASSUMPTION, set by rule.",
        "",
        f"title = {_text(f'Draft: {names}')}",
        f"note = {_text('Drafted by comity from claims. All preferences are assumptions set by rule; nobody has checked them.')}",
        "today = []  # ids of the options that are taken today",
        "",
    ]
    for code in found.idle:
        lines.append(f"# {called(code, found.names)} ({code}) is left out: no claim tells what it could do.")
    for maker in found.makers:
        lines += _maker(maker, found)
    if found.left:
        lines.append("# Left out, because told in fewer documents (comity whatif --draft ... --most N shows more):")
        lines += [f"#   {p.owner}: {_does(p, found)} ({_count(len(p.told), 'claim')})" for p in found.left]
    return "\n".join(lines).rstrip() + "\n"


def _maker(maker: Maker, found: Draft) -> Iterator[str]:
    yield "[[decision_maker]]"
    yield f"name = {_text(maker.name)}"
    yield f"code = {_text(maker.code)}"
    yield ""
    yield "[decision_maker.options]"
    for name, proposal in maker.options.items():
        yield from _sentences(proposal)
        cites = ", ".join(_text(t.claim.id) for t in proposal.told)
        yield f"{name} = {{ does = {_text(_does(proposal, found))}, cites = [{cites}] }}"
    yield ""
    for answer, to, told in found.answers:
        if answer in maker.options:
            yield f"# Sanction: {answer} answers {to}."
            for one in told[:_QUOTES]:
                yield from _quoted("says", one)
    yield "[decision_maker.preferences]"
    yield "# ASSUMPTIONS, none of them from a claim: put your own in their place. The most important line first."
    yield "prioritise = ["
    for line in maker.preferences:
        yield f"  {_statements(line)},  # assumption: {line.why}"
    yield "]"
    yield ""


def _sentences(proposal: Proposal) -> Iterator[str]:
    """Yield the sentences that speak of an option, each once."""
    told = list({(t.claim.doc, t.claim.sentence): t for t in reversed(proposal.told)}.values())[::-1]
    for one in told[:_QUOTES]:
        yield from _quoted(_standing(one, proposal), one)
    if len(told) > _QUOTES:
        yield f"# and in {_count(len(told) - _QUOTES, 'more sentence')}"
    if proposal.renounced:
        yield from _quoted(f"will not be done ({_count(len(proposal.renounced), 'claim')})", proposal.renounced[0])
    if proposal.done:
        many = _count(len(proposal.done), "claim")
        yield from _quoted(f"reported as done ({many}; if it lasts, put the id into today)", proposal.done[0])


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _statements(line: Line) -> str:
    texts = [_text(s) for s in line.statements]
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"


def _standing(one: Told, proposal: Proposal) -> str:
    return "urged not to" if one in proposal.opposed else _STANDING[one.claim.modality]


def _quoted(what: str, one: Told) -> Iterator[str]:
    """Yield a sentence with where it stands, as comments."""
    speakers = ", ".join(dict.fromkeys(s.code or _plain(s.text) for s in one.claim.speakers))
    where = ", ".join(x for x in (one.source, one.date, f"says {speakers}" if speakers else "", f"claim {one.claim.id}") if x)
    for n, row in enumerate(
        wrap(f"{what}: “{_plain(one.quote)}” ({_plain(where)})", _WIDTH, break_long_words=False, break_on_hyphens=False)
    ):
        yield f"# {row}" if n == 0 else f"#   {row}"


def _does(proposal: Proposal, found: Draft) -> str:
    act = proposal.act
    return act.does.replace("{whom}", called(proposal.whom, found.names)) if proposal.whom else act.alone


def _plain(text: str) -> str:
    """Return a text on one line without control characters, which a comment may not have."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())


def _text(text: str) -> str:
    """Return a text as a string of TOML, whose escapes are those of JSON but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
