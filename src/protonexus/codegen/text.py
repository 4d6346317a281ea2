"""Text that is safe to print: what proto strings and comments become in messages for people and in generated code."""

from __future__ import annotations

import re

# Control characters, and those that are invisible or turn the direction of text, so that code could read otherwise than
# it runs. A fixed list: str.isprintable() follows the Unicode version of the running Python, and output must not.
UNSAFE = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff"
)
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def escape(match: re.Match[str]) -> str:
    """Write a matched character as an escape that Python, Go and TypeScript read alike, up to U+FFFF."""
    char = match[0]
    if char in _NAMED:
        return _NAMED[char]
    code = ord(char)
    # Not beyond ASCII: there \\x is a byte in Go, and a character elsewhere.
    return f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def is_plain(value: str) -> bool:
    """Say quickly of most strings that they have nothing to escape but double quotes."""
    return value.isascii() and value.isprintable() and "\\" not in value


def quote(value: str) -> str:
    """Write any string as a literal in double quotes, on one line."""
    if not is_plain(value) or '"' in value:
        value = re.sub(f'[{UNSAFE}"\\\\]', escape, value)
    return f'"{value}"'


def one_line(value: str) -> str:
    """Write any string without quotes so that it cannot leave its line."""
    return value if is_plain(value) else re.sub(f"[{UNSAFE}]", escape, value)


def doc_of(comment: str) -> str:
    """Turn a proto comment into documentation: as written, less the blank edges and buf's own directives."""
    comment = comment.removeprefix("*")  # of /** as in Javadoc
    if "\n" not in comment[:-1] and "\r" not in comment and "buf:lint" not in comment:
        return comment.removeprefix(" ").rstrip()
    if "\r" in comment:
        comment = comment.replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.removeprefix(" ").rstrip() for line in comment.split("\n")]
    if "buf:lint:ignore" in comment:
        lines = [line for line in lines if not line.lstrip().startswith("buf:lint:ignore")]
    return "\n".join(lines).strip("\n")
