"""``python -m comity.cli`` is ``comity``."""

from __future__ import annotations

from comity.cli import main

if __name__ == "__main__":
    main()
