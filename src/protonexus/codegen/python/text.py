"""Documentation as Python text: docstrings and comments that end where they should, whatever is in them."""

from __future__ import annotations

import re

from protonexus.codegen.text import UNSAFE, escape, is_plain, one_line


def docstring(text: str, indent: str) -> str:
    """Return documentation as an indented docstring, ending in a newline; "" when there is none."""
    if not text:
        return ""
    if not is_plain(text.replace("\n", "")):
        text = re.sub(f"(?![\\n\\t])[{UNSAFE}\\\\]", escape, text)
    if '"' in text:
        text = re.sub(r'"{3,}|"+\Z', lambda quotes: '\\"' * len(quotes[0]), text)
    if "\n" not in text:
        return f'{indent}"""{text}"""\n'
    text = "\n".join([indent + line if line else "" for line in text.split("\n")])
    return f'{indent}"""{text.removeprefix(indent)}\n{indent}"""\n'


def comment(text: str) -> str:
    """Return a comment line, ending in a newline."""
    return f"# {one_line(text)}\n"
