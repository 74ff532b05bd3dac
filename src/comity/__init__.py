"""comity: who did what to whom in reporting on international affairs, and who says so.

``import comity`` is light: heavy libraries load when a function that needs them is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = ["code", "read", "relate", "resolve"]

if TYPE_CHECKING:
    from comity.pipeline import code, read, relate, resolve


def __getattr__(name: str) -> Any:
    """Import the public functions on first use (PEP 562), so that the package itself stays light."""
    if name in __all__:
        from importlib import import_module

        return getattr(import_module("comity.pipeline"), name)
    raise AttributeError(f"module 'comity' has no attribute {name!r}; it has {', '.join(__all__)}")
