"""Settings: one table of name, default and help; each can be set by an environment variable ``COMITY_<NAME>``."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class SettingError(ValueError):
    """A setting with a value that it cannot have; the message names the variable and what is valid."""


class Setting(NamedTuple):
    """One setting: the environment variable that holds it, its default as text, and what it is for."""

    variable: str
    default: str
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting("COMITY_PROJECT", "comity.duckdb", "the project file, where --project is not given"),
    Setting("COMITY_THREADS", "0", "threads of the language model, 0 for all processors that comity may use"),
    Setting("COMITY_BUNDLE", "", "folder of another model bundle than the one in the package"),
    Setting("COMITY_MEMORY", "256", "megabytes that the project file's engine may use"),
    Setting("COMITY_DEBUG", "0", "1 shows the traceback of an unexpected error"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force. Make them with :meth:`from_environment`."""

    project: str = "comity.duckdb"
    threads: int = 0
    bundle: str = ""
    memory: int = 256
    debug: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings from the environment (``os.environ`` by default).

        Raises:
            SettingError: a number that is none.
        """
        env = os.environ if environment is None else environment
        values = {s.variable: env.get(s.variable) or s.default for s in SETTINGS}
        return cls(
            project=values["COMITY_PROJECT"],
            threads=_number("COMITY_THREADS", values["COMITY_THREADS"], 0),
            bundle=values["COMITY_BUNDLE"],
            memory=_number("COMITY_MEMORY", values["COMITY_MEMORY"], 64),
            debug=values["COMITY_DEBUG"].lower() not in ("0", "no", "false", "off"),
        )


def _number(variable: str, text: str, least: int) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < least:
        raise SettingError(f"{variable} is {text!r}; it takes a whole number of at least {least}")
    return int(text)
