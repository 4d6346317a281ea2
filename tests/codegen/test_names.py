"""Names in generated Python: valid, unique, stable, and never in the way of the generated code's own."""

from __future__ import annotations

import inspect
import keyword

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from protonexus import _codegen
from protonexus.codegen.contract import DeclaredError, Message, Service
from protonexus.codegen.python.modules import Modules, module_name, output_path
from protonexus.codegen.python.names import RESERVED_IN_CLASSES, error_names, operation_names, service_names, snake_case

IDENTIFIERS = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,12}", fullmatch=True) | st.sampled_from(
    [*keyword.kwlist, "Class", "class_", "__init__", "_nexus", "property", "Property", "mro", "op_", "_", "__", "Foo"]
)
TAKEN = ["Foo", "FooClient", "FOO", "class_"]


@pytest.mark.parametrize(
    ("proto", "python"),
    [
        ("Charge", "charge"),
        ("GetHTTPStatus", "get_http_status"),
        ("ListV2Items", "list_v2_items"),
        ("getURL", "get_url"),
        ("HTTP", "http"),
        ("ABCDef", "abc_def"),
        ("X509Certificate", "x509_certificate"),
        ("snake_case", "snake_case"),
        ("Mixed_Snake", "mixed_snake"),
        ("trailing_", "trailing_"),
    ],
)
def test_a_method_is_spelled_in_snake_case(proto: str, python: str) -> None:
    assert snake_case(proto) == python
    assert snake_case(python) == python


@given(st.lists(IDENTIFIERS, unique=True, max_size=12))
@example(["Foo", "foo", "foo_", "class", "Class", "class_", "op_x", "_x", "_X"])
@example(["_", "__", "op_", "op__"])
def test_operations_have_valid_names_that_are_unique_and_nobody_elses(methods: list[str]) -> None:
    names = operation_names(methods, TAKEN)
    assert set(names) == set(methods)
    assert len(set(names.values())) == len(methods)
    for name in names.values():
        assert name.isidentifier() and not keyword.iskeyword(name) and not name.startswith("_")
        assert name not in TAKEN and name not in RESERVED_IN_CLASSES


@given(st.lists(IDENTIFIERS, unique=True, max_size=8))
def test_names_of_operations_that_differ_in_case_do_not_depend_on_their_order(methods: list[str]) -> None:
    plain = [method for method in methods if not method.startswith(("_", "op")) and not method.endswith("_")]
    assert operation_names(plain, ()) == operation_names(plain[::-1], ())


@given(st.lists(IDENTIFIERS, unique=True, min_size=1, max_size=8), st.lists(IDENTIFIERS, unique=True, max_size=4))
@example(["Foo", "FooClient", "FooHandler", "FOO", "foo", "Foo_", "FooStandalone"], ["Foo", "FooError", "Foo_"])
@example(["property", "annotations", "None", "_nexus", "__name__"], ["None", "_1", "_", "property"])
def test_the_names_of_a_module_are_valid_and_unique(services: list[str], errors: list[str]) -> None:
    own = [Service(name, name, name, "", (), "", False, ()) for name in services]
    named = service_names(own)
    declared = [DeclaredError(Message(name, "f.proto", (name,)), "") for name in errors]
    named_errors = error_names(declared, [name for one in named for name in one])
    flat = [*(name for one in named for name in one), *named_errors.values()]
    assert len(set(flat)) == len(flat) == 5 * len(services) + len(errors)
    for name in flat:
        assert name.isidentifier() and not keyword.iskeyword(name) and not name.startswith("_")
    for proto, one in zip(services, named, strict=True):
        if not keyword.iskeyword(proto) and not proto.startswith("_") and proto not in ("property", "annotations"):
            assert one.definition == proto, "a service keeps its own name, whatever is derived from others"


def test_no_operation_hides_a_public_member_of_the_base_classes() -> None:
    bases = [_codegen.ServiceHandler, _codegen.ServiceClient, _codegen.StandaloneServiceClient]
    members = {name for base in bases for name, _ in inspect.getmembers(base) if not name.startswith("_")}
    assert members <= RESERVED_IN_CLASSES


@pytest.mark.parametrize(
    ("file", "module", "output"),
    [
        ("a/b/c.proto", "a.b.c_pb2", "a/b/c_nexus.py"),
        ("my-dir/my-file.proto", "my_dir.my_file_pb2", "my_dir/my_file_nexus.py"),
        ("a.b.proto", "a.b_pb2", "a/b_nexus.py"),
        ("old.protodevel", "old_pb2", "old_nexus.py"),
        ("no_suffix", "no_suffix_pb2", "no_suffix_nexus.py"),
        ("a.proto.proto", "a.proto_pb2", "a/proto_nexus.py"),
    ],
)
def test_modules_are_where_protoc_puts_them(file: str, module: str, output: str) -> None:
    assert (module_name(file, "_pb2"), output_path(file)) == (module, output)


@given(st.lists(st.text(st.sampled_from("ab_-./ﬁé1"), min_size=1, max_size=6), unique=True, max_size=6))
def test_modules_have_one_private_alias_each(stems: list[str]) -> None:
    messages = [Message(f"p{index}.M", f"{stem}.proto", ("M",)) for index, stem in enumerate(stems)]
    modules = Modules(messages)
    lines = [*modules.imports, *modules.loads]
    aliases = [line.split(" as ")[-1] if " as " in line else line.split(" = ")[0] for line in lines]
    assert len(set(aliases)) == len(aliases) == len({module_name(f"{stem}.proto", "_pb2") for stem in stems})
    for alias in aliases:
        assert alias.isidentifier() and alias.isascii() and alias.startswith("_") and not alias.startswith("__")
    for line in modules.imports:
        compile(line, "generated", "exec")
