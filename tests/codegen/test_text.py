"""Whatever a contract says stays text in generated code."""

from __future__ import annotations

import ast
import io
import tokenize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from protonexus.codegen.python.text import comment, docstring
from protonexus.codegen.text import doc_of, one_line, quote

# Proto strings are UTF-8, so they have no surrogates; what is dangerous comes up often.
TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\"\\\n\r\t\0\x0b\x0c\x85\u2028\u202e'#{}N"))
INVISIBLE = "\u200b\u200e\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u2028\u2029\xad\0\x1b\x7f\x9f"


@given(TEXT)
@example('"""')
@example("\\")
@example("\\N{BULLET}")
def test_any_string_survives_as_a_literal_on_one_line(text: str) -> None:
    literal = quote(text)
    assert ast.literal_eval(literal) == text
    assert len(literal.splitlines()) == 1


@given(TEXT)
@example('"')
@example('""""')
@example('a"""')
@example('\\"')
@example('one\ntwo"')
@example('\\\n"""\n\\')
@example("\u2028")
def test_any_documentation_survives_as_a_docstring_and_nothing_of_it_gets_out(text: str) -> None:
    doc = doc_of(text)
    module = ast.parse(f"{docstring(doc, '')}class A:\n{docstring(doc, '    ')}    after = 1\n")
    (inner,) = (node for node in module.body if isinstance(node, ast.ClassDef))
    assert isinstance(inner.body[-1], ast.Assign) and len(inner.body) == len(module.body) == 1 + bool(doc)
    # Documentation of many lines ends in a line of its own, indented as the code is.
    assert (ast.get_docstring(module, clean=False) or "").removesuffix("\n") == doc
    indented = (ast.get_docstring(inner, clean=False) or "").removesuffix("\n    ")
    assert "\n".join(line.removeprefix("    ") for line in indented.split("\n")) == "\n".join(doc.split("\n    "))


@given(TEXT)
@example("\n__import__('os')")
@example("\r__import__('os')")
@example("\x0c\nx")
def test_any_text_stays_in_its_comment(text: str) -> None:
    line = comment(text)
    assert len(line.splitlines()) == 1 and line.endswith("\n")
    kinds = {token.type for token in tokenize.generate_tokens(io.StringIO(line).readline)}
    assert kinds <= {tokenize.COMMENT, tokenize.NL, tokenize.ENDMARKER}


@pytest.mark.parametrize("char", INVISIBLE)
def test_a_character_that_hides_or_turns_text_is_printed_as_an_escape(char: str) -> None:
    text = f"a{char}b"
    for printed in (quote(text), one_line(text), docstring(text, ""), comment(text)):
        assert char not in printed and "\\" in printed


@pytest.mark.parametrize("text", ["größe", "支払い", "עברית", "😀", "naïve “quoted”"])
def test_what_people_write_in_their_language_is_printed_as_written(text: str) -> None:
    assert quote(text) == f'"{text}"'
    assert docstring(text, "") == f'"""{text}"""\n'


@pytest.mark.parametrize(
    ("written", "doc"),
    [
        ("", ""),
        (" \n", ""),
        (" One line.\n", "One line."),
        ("No space.\n", "No space."),
        (" First.\n\n Second.\n", "First.\n\nSecond."),
        ("\n\n Blank edges.  \n\n", "Blank edges."),
        (" List:\n  - item\n", "List:\n - item"),
        (" CR LF.\r\n Second.\r\n", "CR LF.\nSecond."),
        (" CR.\rSecond.", "CR.\nSecond."),
        ("*\n Javadoc.\n", "Javadoc."),
        ("* Javadoc. ", "Javadoc."),
        (" Text.\n buf:lint:ignore RPC_PASCAL_CASE\n", "Text."),
        (" buf:lint:ignore RPC_PASCAL_CASE\n", ""),
        (" Mentions buf:lint:ignore in a sentence.\n", "Mentions buf:lint:ignore in a sentence."),
    ],
)
def test_a_comment_becomes_documentation(written: str, doc: str) -> None:
    assert doc_of(written) == doc
