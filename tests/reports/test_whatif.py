"""The answer to a what-if as text and Markdown."""

from __future__ import annotations

import re

from comity.reports.blocks import Grid, Heading, Item, Paragraph, blocks_to_markdown, blocks_to_text
from comity.reports.whatif import percent, whatif_to_markdown, whatif_to_text
from comity.system.gmcr import AnalysisOptions, analyse, read_scenario
from tests.system.gmcr.test_analysis import SUMMIT

BLOCKS = [
    Heading("Title", 1),
    Paragraph("one two three"),
    Heading("Part"),
    Grid(("id", "n"), (("arm_ukraine", "1"), ("a|b", "22")), (1,)),
    Item("first", ("below",)),
    Item("second"),
]


def test_blocks_as_text() -> None:
    assert blocks_to_text(BLOCKS) == (
        "Title\n=====\none two three\n\nPart\nid            n\narm_ukraine   1\na|b          22\n\n"
        "  first\n    - below\n  second\n"
    )


def test_blocks_as_markdown_with_marks_escaped() -> None:
    assert blocks_to_markdown(BLOCKS) == (
        "# Title\n\none two three\n\n## Part\n\n| id | n |\n|---|---:|\n| arm\\_ukraine | 1 |\n| a\\|b | 22 |\n\n"
        "- first\n  - below\n- second\n"
    )


def test_text_keeps_to_its_width_and_says_what_markdown_says() -> None:
    analysis = analyse(read_scenario(SUMMIT), AnalysisOptions(samples=10))
    for width in (1, 60, 100, 200):
        assert max(len(line) for line in whatif_to_text(analysis, width).splitlines()) <= max(width, 75)
    plain = [re.sub(r"[\W_]+", " ", t).split() for t in (whatif_to_text(analysis, 200), whatif_to_markdown(analysis))]
    assert sorted(set(plain[0])) == sorted(set(plain[1]))


def test_an_unclear_share_is_never_none_or_all() -> None:
    assert [percent(x) for x in (0, 0.001, 0.5, 0.999, 1)] == ["0 %", "<1 %", "50 %", ">99 %", "100 %"]
