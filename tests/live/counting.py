"""Counts, outside any sandbox, how often a module is executed."""

from __future__ import annotations

from collections import Counter

executed: Counter[str] = Counter()
