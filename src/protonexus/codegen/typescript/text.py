"""Contract text in TypeScript: literals and comments that end where they should, whatever is in them."""

from __future__ import annotations

import re

from protonexus.codegen.text import UNSAFE, escape, is_plain, one_line


def literal(value: str) -> str:
    """Write any string as a literal in double quotes, on one line."""
    if not is_plain(value) or '"' in value:
        value = re.sub(f'[{UNSAFE}"\\\\]', _escape, value)
    return f'"{value}"'


def key(name: str) -> str:
    """Write a property name, quoted if it has to be."""
    return name if re.fullmatch(r"[A-Za-z_$][A-Za-z0-9_$]*", name) else literal(name)


def jsdoc(text: str, deprecated: bool = False) -> str:
    """Return documentation as a JSDoc block, ending in a newline; "" when there is none.

    An at sign would begin a tag, and some of them are orders to the compiler.
    """
    text = re.sub(r"(?<![A-Za-z0-9])@", r"\\@", text.replace("*/", "*\\/"))
    lines = [one_line(line) for line in text.split("\n")] if text else []
    if deprecated:
        lines += ["", "@deprecated"] if lines else ["@deprecated"]
    if len(lines) < 2:
        return f"/** {lines[0]} */\n" if lines else ""
    body = "".join(f" * {line}".rstrip() + "\n" for line in lines)
    return f"/**\n{body} */\n"


def comment(text: str) -> str:
    """Return a comment line, ending in a newline."""
    return f"// {one_line(text)}\n"


def _escape(match: re.Match[str]) -> str:
    return escape(match) if match[0] <= "\uffff" else f"\\u{{{ord(match[0]):x}}}"
