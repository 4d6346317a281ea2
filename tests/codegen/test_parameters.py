"""The plugin parameter: what it selects, and what is said of a wrong one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protonexus.codegen.parameters import ParameterError, Tags, parse_parameters
from protonexus.codegen.python.printer import LANGUAGE as PYTHON


def test_no_parameter_generates_everything() -> None:
    parameters = parse_parameters("", PYTHON)
    assert not parameters.annotated_only
    assert parameters.service_tags.select([]) and parameters.operation_tags.select(["any"])


def test_a_tag_key_may_be_repeated_and_empty_segments_are_ignored() -> None:
    parameters = parse_parameters(
        ",include_service_tags=a,, include_service_tags=b=c ,exclude_operation_tags=x,", PYTHON
    )
    assert parameters.service_tags == Tags(frozenset({"a", "b=c"}), frozenset())
    assert parameters.operation_tags == Tags(frozenset(), frozenset({"x"}))


@pytest.mark.parametrize(
    "text", ["services=annotated", "services=annotated,messages=google", "services=annotated," * 2]
)
def test_annotated_services_are_chosen_by_name(text: str) -> None:
    assert parse_parameters(text, PYTHON).annotated_only
    assert not parse_parameters(text.replace("annotated", "all"), PYTHON).annotated_only


@given(st.sets(st.text()), st.sets(st.text()), st.sets(st.text()))
def test_exclude_wins_over_include_and_no_include_means_all(
    tags: set[str], include: set[str], exclude: set[str]
) -> None:
    selected = Tags(frozenset(include), frozenset(exclude)).select(tags)
    assert selected == (not tags & exclude and (not include or bool(tags & include)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("servces=all", '"servces" is not known; the parameters are services, messages, include_service_tags'),
        ("paths=source_relative", "exclude_operation_tags"),
        ("services", 'services="" is not known; write services=all or services=annotated'),
        ("services=some", 'services="some" is not known; write services=all or services=annotated'),
        ("messages=betterproto2", 'messages="betterproto2" is not known; write messages=google'),
        ("include_service_tags", "has no tag; write include_service_tags=TAG"),
        ("exclude_operation_tags=", "has no tag; write exclude_operation_tags=TAG"),
        ("services=all,services=annotated", "services is given twice"),
        ("a\nb", '"a\\nb" is not known'),
    ],
)
def test_a_wrong_parameter_is_one_line_that_lists_what_is_allowed(text: str, said: str) -> None:
    with pytest.raises(ParameterError) as raised:
        parse_parameters(text, PYTHON)
    assert said in str(raised.value) and "\n" not in str(raised.value)


@given(st.text())
def test_any_parameter_is_parsed_or_refused_in_one_line(text: str) -> None:
    try:
        parse_parameters(text, PYTHON)
    except ParameterError as error:
        assert len(str(error).splitlines()) == 1
