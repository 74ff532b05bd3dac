"""The brief as Markdown."""

from __future__ import annotations

from comity.reports import wording
from comity.reports.model import STANDINGS, ActLine, Brief

_SPECIAL = str.maketrans({c: "\\" + c for c in "\\`*_[]<>|#"})


def to_markdown(b: Brief) -> str:
    """Return the brief as Markdown, with a line end at its end."""
    out = [f"# Brief of {_escape(b.project)}", "", _escape(wording.what_was_read(b)) + ".", ""]
    out.extend(f"- {_escape(remark)}" for remark in wording.remarks(b))
    out += _known(b)
    if b.actors:
        out += ["", "## Who matters", "", "| actor | code | acts | is acted on | speaks | documents |"]
        out.append("|---|---|---:|---:|---:|---:|")
        for a in b.actors:
            numbers = f"{a.as_actor} | {a.as_recipient} | {a.as_speaker} | {a.documents}"
            out.append(f"| {_escape(a.name)} | {_escape(a.code)} | {numbers} |")
    if b.acts:
        out += ["", "## Who did what to whom", ""]
        out += [
            "| who | act | to whom | standing | reports | documents | who says so |",
            "|---|---|---|---|---:|---:|---|",
        ]
        for line in b.acts:
            cells = (
                wording.who(line.actor_names), wording.act(line), wording.to_whom(line), _standing(line),
                str(line.reports), str(line.documents), wording.voices(line),
            )  # fmt: skip
            out.append("| " + " | ".join(_escape(cell) for cell in cells) + " |")
        if more := wording.more(b):
            out += ["", _escape(more)]
        shown = {s for line in b.acts for s in line.standings}
        out += ["", *(f"- *{name}*: {meaning}" for name, meaning in STANDINGS.items() if name in shown)]
    else:
        out += ["", _escape(b.empty)]
    out += _evidence(b)
    return "\n".join(out) + "\n"


def _known(b: Brief) -> list[str]:
    if not b.known:
        return []
    out = ["", "## What is known", "", _escape(wording.events(b)) + "."]
    for kind in b.known:
        out += ["", _escape(wording.known_heading(kind)), "", "| event | when | who did what to whom | origins | reports |"]
        out.append("|---|---|---|---:|---:|")
        for line in kind.lines:
            cells = (line.id[: wording.SHORT], line.when, line.title, str(line.origins), str(line.reports))
            out.append("| " + " | ".join(_escape(cell) for cell in cells) + " |")
    return out


def _standing(line: ActLine) -> str:
    return wording.standing(line) + ("; CONTESTED" if line.contested else "")


def _evidence(b: Brief) -> list[str]:
    out: list[str] = []
    for line in b.acts:
        if not line.quotes:
            continue
        out += ["", f"### {_escape(wording.title(line))}", ""]
        for quote in line.quotes:
            out.append(f"- *{quote.standing}*: {_escape(quote.text)}  ")
            out.append(f"  {_escape(wording.origin(quote))}")
    return ["", "## The sentences", *out] if out else []


def _escape(text: str) -> str:
    return " ".join(text.split()).translate(_SPECIAL)
