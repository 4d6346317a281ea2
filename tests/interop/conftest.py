"""Makes the package `interop` of the repository's root importable, which no wheel and no example needs."""

from __future__ import annotations

import sys

from project import ROOT

sys.path.insert(0, str(ROOT))
