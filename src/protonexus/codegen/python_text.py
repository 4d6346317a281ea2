"""Documentation as Python text: docstrings and comments that end where they should, whatever is in them."""

from __future__ import annotations

import re

from protonexus.codegen.text import UNSAFE, escape, one_line

_unsafe_in_docstring = re.compile(f"(?![\\n\\t])[{UNSAFE}\\\\]")
_ending = re.compile(r'"{3,}|"+\Z')


def docstring(text: str, indent: str) -> str:
    """Return documentation as an indented docstring, ending in a newline; "" when there is none."""
    if not text:
        return ""
    if _unsafe_in_docstring.search(text):
        text = _unsafe_in_docstring.sub(escape, text)
    if '"' in text:
        text = _ending.sub(lambda quotes: '\\"' * len(quotes[0]), text)
    if "\n" not in text:
        return f'{indent}"""{text}"""\n'
    text = "\n".join(indent + line if line else "" for line in text.split("\n"))
    return f'{indent}"""{text.removeprefix(indent)}\n{indent}"""\n'


def comment(text: str) -> str:
    """Return a comment line, ending in a newline."""
    return f"# {one_line(text)}\n"
