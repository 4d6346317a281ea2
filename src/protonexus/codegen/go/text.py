"""Documentation as Go comments: whatever is in it stays comment, and gofmt leaves it as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from protonexus.codegen.text import UNSAFE, escape, is_plain, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

# The items of a list, which gofmt indents and marks in one way.
_BULLET, _NUMBER = r"\s*[-*+•]\s+(?=\S)", r"\s*(\d)[.)]\s+(?=\S)"
_ITEM = f"{_BULLET}|{_NUMBER}"
_WIDTH = 92


def comment(text: str, indent: str = "", first: bool = True) -> str:
    """Return documentation as comment lines, ending in a newline; "" when there is none.

    `first` is false when it goes on behind a paragraph of ours, which `sentence` has made.
    """
    if not text:
        return ""
    lines = [line for line in "\n//\n".join(_paragraphs(text, first)).split("\n") if line]
    return "".join([f"{indent}{line}\n" for line in lines])


def sentence(text: str, indent: str = "") -> str:
    """Return one of our own sentences, which has no markup, as comment lines."""
    text = one_line(text)
    lines = list[str]()
    while len(text) > _WIDTH + 1:
        end = text.rfind(" ", 0, _WIDTH + 2)
        end = end if end > 0 else text.find(" ")
        if end < 0:
            break
        lines.append(text[:end])
        text = text[end + 1 :]
    return "".join([f"{indent}// {line}\n" for line in (*lines, text)])


def line(text: str) -> str:
    """Return one comment line that is no documentation, ending in a newline."""
    return f"// {one_line(text)}\n"


def deprecated(doc: str, subject: str, is_deprecated: bool) -> str:
    """Add the paragraph by which Go's tools know what is deprecated, unless the author has written it."""
    if not is_deprecated or re.search(r"(^|\n\n)Deprecated: ", doc):
        return doc
    note = f"Deprecated: {subject} is deprecated."
    return f"{doc}\n\n{note}" if doc else note


def _paragraphs(text: str, first: bool) -> Iterator[str]:
    # The conditions save most contracts most of the time that their comments take.
    if not is_plain(text.replace("\n", "")):
        text = re.sub(f"(?!\\n)[{UNSAFE}]", escape, text.expandtabs(4))
    # gofmt takes such a line for a build constraint, wherever it stands, and moves it to where it is one.
    if "+build" in text:
        text = re.sub(r"(?m)^([\W\d]*)\+build", r"\1\\+build", text)
    text = "\n".join([line.rstrip() for line in text.split("\n")])
    texts = [one for one in re.split("\n\n+", text.strip("\n")) if one]
    before = "list" if first else "prose"
    for at, one in enumerate(texts):
        lines = one.split("\n")
        before = _kind(lines, before)
        if before == "list":
            yield "\n".join(map(_in_list, lines))
        elif before == "code":
            margin = min(len(line) - len(line.lstrip()) for line in lines)
            yield "\n".join(f"//\t{line[margin:]}" for line in lines)
        else:
            if (at or not first) and at < len(texts) - 1 and len(lines) == 1 and lines[0][-1].isalnum():
                lines[0] += "."  # else gofmt takes it for a heading
            # Nor is it to take one for the definition of a link.
            yield "\n".join([f"// {_prose(line.lstrip())}" for line in lines])


def _kind(lines: list[str], before: str) -> str:
    """Say what a paragraph is to gofmt when it stands behind one of another kind; the first is always prose."""
    if before == "list":
        return "prose"
    if re.match(_ITEM, lines[0]):
        mark = _BULLET if re.match(_BULLET, lines[0]) else _NUMBER
        all_items = all(
            re.match(mark, line) or (line[0] == " " and not re.match(r"\s*([-*+•]|\d+[.)])", line)) for line in lines
        )
        return "list" if all_items and before != "code" else "prose"
    return "code" if all(line[0] == " " for line in lines) else "prose"


def _in_list(text: str) -> str:
    item = re.match(_ITEM, text)
    if not item:
        return f"//     {_quotes(text.lstrip())}"
    mark = f"{item[1]}.".rjust(3) if item[1] else "  -"
    return f"// {mark} {_quotes(text[item.end() :])}"


def _prose(text: str) -> str:
    text = _quotes(text)
    return re.sub(r"^(\[[^\]]*\]):", r"\1 :", text) if text.startswith("[") else text


def _quotes(text: str) -> str:
    # gofmt has these in documentation, and not where it is code.
    return text.replace("``", "“").replace("''", "”")
