"""Words that are not acts but set the standing of acts: reporting, negation, plans, hedges, conditions."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from comity.errors import DataFileError

STANDINGS = ("actual", "future", "possible", "negated", "ended", "historical")


@dataclass(frozen=True, slots=True)
class Signals:
    """The sections of ``signals.toml``. Every word is a lemma; ``light_verbs``, ``planned_adjectives`` and
    ``plan_nouns`` map a lemma to the standing that it gives: one of :data:`STANDINGS`."""

    light_verbs: dict[str, str] = field(default_factory=dict)
    planned_adjectives: dict[str, str] = field(default_factory=dict)
    plan_nouns: dict[str, str] = field(default_factory=dict)
    report_verbs: frozenset[str] = frozenset()
    report_nouns: frozenset[str] = frozenset()
    deny_verbs: frozenset[str] = frozenset()
    negators: frozenset[str] = frozenset()
    negative_verbs: frozenset[str] = frozenset()
    positive_verbs: frozenset[str] = frozenset()
    future_aux: frozenset[str] = frozenset()
    possible_aux: frozenset[str] = frozenset()
    hedge_adverbs: frozenset[str] = frozenset()
    reported_hedges: frozenset[str] = frozenset()
    false_predicates: frozenset[str] = frozenset()
    silent_verbs: frozenset[str] = frozenset()
    time_cases: frozenset[str] = frozenset()
    presupposing_cases: frozenset[str] = frozenset()
    condition_markers: frozenset[str] = frozenset()
    historical_markers: frozenset[str] = frozenset()

    @classmethod
    def load(cls, path: Path) -> Signals:
        """Read ``signals.toml``; a section that is missing is empty.

        Raises:
            DataFileError: the file is not TOML, or a standing is not valid.
        """
        try:
            data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise DataFileError(f"{path.name}: cannot be read ({error})") from error
        values: dict[str, Any] = {}
        for item in fields(cls):
            section = data.get(item.name, {})
            if item.name in ("light_verbs", "planned_adjectives", "plan_nouns"):
                bad = next((k for k, v in section.items() if v not in STANDINGS), None)
                if bad is not None:
                    raise DataFileError(
                        f"{path.name}: {item.name}.{bad} = {section[bad]!r} is no standing; choose one of {', '.join(STANDINGS)}"
                    )
                values[item.name] = dict(section)
            else:
                words = section.get("words", section) if isinstance(section, dict) else section
                values[item.name] = frozenset(words)
        return cls(**values)
