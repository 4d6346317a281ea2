"""Rewrites what the cases expect with what the plugin generates now: `python tests/codegen/regenerate.py [CASE ...]`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from codegen.generation import CASES, LANGUAGES, expected, results

for case in CASES:
    if case.name in sys.argv[1:] or not sys.argv[1:]:
        for language in LANGUAGES:
            shutil.rmtree(expected(case, language), ignore_errors=True)
            for name, text in results(case, language).items():
                path = expected(case, language) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text.encode())
