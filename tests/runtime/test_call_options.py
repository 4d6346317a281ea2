"""Options of calls: the contract's, under the client's, under the call's; and those that are refused unsent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from acme.inventory.v1.inventory_nexus import InventoryService
from acme.kitchen.v1.kitchen_nexus import KitchenServiceClient, KitchenServiceStandaloneClient
from acme.kitchen.v1.pantry_nexus import PantryService
from acme.payments.v1.payments_nexus import PaymentServiceClient, PaymentServiceStandaloneClient
from acme.payments.v1.payments_pb2 import ProcessPaymentRequest, RefundRequest
from temporalio.client import Client, NexusOperationFailureError
from temporalio.exceptions import NexusOperationError
from temporalio.workflow import NexusOperationCancellationType

from protonexus import InvalidRequestError
from protonexus._options import combine

SHORT, LONG = timedelta(seconds=5), timedelta(seconds=50)


@pytest.fixture(scope="module")
async def client() -> Client:
    """Never connects: what is refused is refused before that."""
    return await Client.connect("127.0.0.1:1", lazy=True)


def test_a_service_sets_defaults_that_an_operation_overrides() -> None:
    assert PantryService.store.defaults == {
        "schedule_to_close_timeout": timedelta(seconds=40),
        "schedule_to_start_timeout": timedelta(seconds=30),
        "start_to_close_timeout": timedelta(seconds=20),
        "cancellation_type": NexusOperationCancellationType.TRY_CANCEL,
        "summary": "pantry",
    }
    assert PantryService.fetch.defaults == {
        "schedule_to_close_timeout": timedelta(seconds=10),
        "schedule_to_start_timeout": timedelta(seconds=9),
        "start_to_close_timeout": timedelta(seconds=8.5),
        "cancellation_type": NexusOperationCancellationType.ABANDON,
        "summary": 'fetch "it"',
    }
    assert InventoryService.reserve.defaults == {"schedule_to_close_timeout": timedelta(seconds=20)}


@pytest.mark.parametrize(
    ("contract", "client", "call", "combined"),
    [
        ({}, {}, {}, {}),
        ({"summary": "a"}, {}, {}, {"summary": "a"}),
        ({"summary": "a"}, {"summary": "b"}, {}, {"summary": "b"}),
        ({"summary": "a"}, {"summary": "b"}, {"summary": "c"}, {"summary": "c"}),
        (
            {"schedule_to_close_timeout": SHORT},
            {"summary": "b"},
            {},
            {"schedule_to_close_timeout": SHORT, "summary": "b"},
        ),
        (
            {"schedule_to_close_timeout": SHORT},
            {"schedule_to_close_timeout": None},
            {},
            {"schedule_to_close_timeout": None},
        ),
        ({"summary": "a"}, {"summary": None}, {"summary": "c"}, {"summary": "c"}),
        ({}, {"headers": {"a": "1"}}, {"headers": {"b": "2"}}, {"headers": {"a": "1", "b": "2"}}),
        ({}, {"headers": {"a": "1", "b": "1"}}, {"headers": {"b": "2"}}, {"headers": {"a": "1", "b": "2"}}),
        ({}, {"headers": {"a": "1"}}, {"headers": None}, {"headers": None}),
        ({}, {"headers": {"a": "1"}}, {"headers": {}}, {"headers": {"a": "1"}}),
        ({}, {"headers": None}, {"headers": {"b": "2"}}, {"headers": {"b": "2"}}),
    ],
)
def test_later_options_win_and_headers_are_merged(
    contract: dict[str, Any], client: dict[str, Any], call: dict[str, Any], combined: dict[str, Any]
) -> None:
    assert combine(contract, client, call) == combined


def test_the_header_of_a_call_replaces_the_clients_however_it_is_capitalised() -> None:
    merged = combine({"headers": {"X-Tenant": "a", "b": "1"}}, {"headers": {"x-tenant": "c"}})["headers"]
    assert {name.lower(): value for name, value in merged.items()} == {"x-tenant": "c", "b": "1"}
    assert len(merged) == 2


def test_combining_changes_none_of_the_layers() -> None:
    contract, client, call = {"summary": "a"}, {"headers": {"a": "1"}}, {"headers": {"b": "2"}, "summary": "b"}
    combine(contract, client, call)
    assert (contract, client, call) == (
        {"summary": "a"},
        {"headers": {"a": "1"}},
        {"headers": {"b": "2"}, "summary": "b"},
    )


def refused(create: Callable[[], object]) -> str:
    with pytest.raises(InvalidRequestError) as caught:
        create()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_client_without_an_endpoint_is_refused(client: Client) -> None:
    for create in (
        lambda: KitchenServiceClient(),
        lambda: KitchenServiceStandaloneClient(client),
    ):
        assert refused(create) == "acme.kitchen.v1.KitchenService/*: the contract names no endpoint: pass one"


@pytest.mark.parametrize("endpoint", ["", "a", "a.b", "a_b", "-ab", "ab-", "9a", "payments ", "x" * 201, 5])
def test_an_endpoint_that_cannot_exist_is_refused_and_not_replaced_by_the_contracts(
    endpoint: Any, client: Client
) -> None:
    refused(lambda: PaymentServiceClient(endpoint))
    refused(lambda: PaymentServiceStandaloneClient(client, endpoint))


WRONG_OPTIONS: list[dict[str, Any]] = [
    {"schedule_to_close": SHORT},
    {"schedule_to_close_timeout": 5},
    {"schedule_to_close_timeout": timedelta(0)},
    {"schedule_to_start_timeout": timedelta(seconds=-1)},
    {"start_to_close_timeout": timedelta(seconds=-1)},
    {"schedule_to_close_timeout": timedelta(seconds=1)},
    {"headers": {"content-type": "text/plain"}},
    {"headers": {"request-timeout": "5s"}},
    {"headers": {"a b": "x"}},
    {"headers": {"": "x"}},
    {"headers": {"é": "x"}},
    {"headers": {"a": "x\ny"}},
    {"headers": {"a": 5}},
    {"headers": {"a": "x" * 9000}},
    {"headers": "a"},
    {"headers": {"Expect": "100-continue"}},
    {"headers": {"X-A": "1", "x-a": "2"}},
    {"summary": 5},
    {"summary": "x" * 401},
]


@pytest.mark.parametrize("options", WRONG_OPTIONS, ids=lambda options: str(options)[:50])
async def test_an_option_that_the_server_would_hang_on_is_refused(options: dict[str, Any], client: Client) -> None:
    refused(lambda: PaymentServiceClient(**options))
    refused(lambda: PaymentServiceStandaloneClient(client, **options))
    payments = PaymentServiceStandaloneClient(client)
    for call in (payments.process_payment, payments.process_payment.start):
        with pytest.raises(InvalidRequestError):
            await call(ProcessPaymentRequest(customer_id="c", amount_cents=5), id="x", **options)


@pytest.mark.parametrize("switch", ["validate_requests", "validate_responses"])
@pytest.mark.parametrize("value", [None, 0, "no"])
def test_a_switch_that_is_no_bool_is_refused_and_not_taken_for_off(switch: str, value: Any, client: Client) -> None:
    refused(lambda: PaymentServiceClient(**{switch: value}))
    refused(lambda: PaymentServiceStandaloneClient(client, **{switch: value}))


@pytest.mark.parametrize("arguments", [(("ab", "cd"), {}), (("ab",), {"endpoint": "cd"}), ((), {"self": 1})])
def test_a_slip_in_a_workflow_clients_arguments_is_an_error_that_a_workflow_can_catch(arguments: Any) -> None:
    refused(lambda: PaymentServiceClient(*arguments[0], **arguments[1]))


def test_a_standalone_client_of_something_else_is_refused_in_one_line() -> None:
    nothing: Any = None
    with pytest.raises(TypeError, match=r"must be a temporalio\.client\.Client, got NoneType"):
        PaymentServiceStandaloneClient(nothing)


async def test_a_wrong_argument_of_a_handle_is_refused(client: Client) -> None:
    payments: Any = PaymentServiceStandaloneClient(client)
    with pytest.raises(InvalidRequestError, match="id must be"):
        payments.refund.handle("i" * 1001)
    handle = payments.refund.handle("x")
    for call in (handle.result, handle.describe, handle.cancel, handle.terminate):
        with pytest.raises(InvalidRequestError, match="rpc_timeout must be a timedelta"):
            await call(rpc_timeout=5)
    with pytest.raises(InvalidRequestError, match="reason must be"):
        await handle.cancel(reason=5)


async def test_timeouts_that_differ_from_call_to_call_are_warned_of_once(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    payments = PaymentServiceStandaloneClient(client)
    for number in range(5):
        with pytest.raises(RuntimeError, match="Failed client connect"):
            await payments.ping(id="x", schedule_to_close_timeout=timedelta(seconds=1.6 + number / 100))
    assert len([line for line in caplog.messages if "may expire" in line]) <= 1


@pytest.mark.parametrize("request_", [None, RefundRequest(), {"customerId": "c"}, "c", ProcessPaymentRequest])
async def test_a_wrong_request_is_refused(request_: Any, client: Client) -> None:
    payments = PaymentServiceStandaloneClient(client)
    with pytest.raises(InvalidRequestError) as caught:
        await payments.process_payment(request_, id="x")
    assert "acme.payments.v1.ProcessPaymentRequest, got " in caught.value.reason


async def test_a_wrong_number_of_requests_is_refused(client: Client) -> None:
    payments: Any = PaymentServiceStandaloneClient(client)
    for call in (
        payments.process_payment(id="x"),
        payments.process_payment(ProcessPaymentRequest(), ProcessPaymentRequest(), id="x"),
        payments.ping(ProcessPaymentRequest(), id="x"),
    ):
        with pytest.raises(InvalidRequestError):
            await call


async def test_a_refused_call_names_endpoint_service_operation_and_reason(client: Client) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        await PaymentServiceStandaloneClient(client, "elsewhere").refund(ProcessPaymentRequest(), id="x")
    err = caught.value
    assert isinstance(err, NexusOperationError)
    assert isinstance(err, NexusOperationFailureError)
    assert (err.endpoint, err.service, err.operation) == ("elsewhere", "acme.payments.v1.PaymentService", "Refund")
    assert str(err) == f"acme.payments.v1.PaymentService/Refund: {err.reason}"
