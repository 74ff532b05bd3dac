"""Claims to events: what is one happening, who corroborates it and who disputes it."""

from __future__ import annotations

from comity.reconcile.reconciler import Link, Reconciled, Reconciler, Report
from comity.reconcile.sequence import leads

__all__ = ["Link", "Reconciled", "Reconciler", "Report", "leads"]
