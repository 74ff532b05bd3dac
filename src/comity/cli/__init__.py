"""The command line. One file per command; heavy libraries load inside of the command that needs them."""

from __future__ import annotations

from comity.cli.app import main, run

__all__ = ["main", "run"]
