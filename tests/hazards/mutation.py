"""Payloads at random: valid ones, and mutations of their metadata, their JSON and their bytes."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar, cast

from acme.hazards.v1.hazards_pb2 import Colour, ProbeRequest
from google.protobuf.json_format import MessageToJson
from google.protobuf.message import DecodeError
from hazards.payloads import (
    BINARY,
    BYTES,
    JSON,
    NULL,
    OTHER,
    PLAIN_JSON,
    REQUEST,
    RESPONSE,
    nested_json,
    payload,
    varint,
)
from temporalio.api.common.v1 import Payload

T = TypeVar("T")

ENCODINGS = (JSON, BINARY, PLAIN_JSON, BYTES, NULL, "", "json/external", "binary/encrypted")
MESSAGES = (REQUEST, RESPONSE, OTHER, "", "nowhere.Unknown", "google.protobuf.Empty", f".{REQUEST}", REQUEST.upper())
TEXTS = (
    "",
    "x",
    "name",
    "größe",
    "\0",
    "\ud800",
    "\U0001f600",
    "NaN",
    "-1",
    "1e400",
    "2024-01-01T00:00:00Z",
    "AQ==",
    "=",
)
NUMBERS = (0, -0.0, 1, -1, 2**31, -(2**63), 2**64, 1e308, 0.5, 10**30)
TOKENS = (
    "NaN",
    "Infinity",
    "-",
    "01",
    "1e",
    '"\\ud800"',
    '"\\x"',
    "'x'",
    "{,}",
    "tru",
    "\x00",
    "/**/",
    "[1,]",
    '{"a":1,"a":2}',
)
FIELDS = [field.json_name for field in ProbeRequest.DESCRIPTOR.fields]


class Made(NamedTuple):
    data: bytes
    """A serialised payload, or what is left of one."""
    is_valid: bool


class Mutator:
    """An endless supply; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def make(self) -> Made:
        kinds = (
            self._valid,
            self._json_values,
            self._json_text,
            self._binary,
            self._fields,
            self._metadata,
            self._noise,
        )
        make = self._random.choices(kinds, (10, 30, 15, 15, 15, 10, 5))[0]
        made = make()
        if make == self._valid:
            return Made(made.SerializeToString(), is_valid=True)
        if self._maybe(0.1):
            self._spoil_metadata(made)
        data = made.SerializeToString()
        return Made(_readable(self._spoilt(data)) if self._maybe(0.02) else data, is_valid=False)

    def _valid(self) -> Payload:
        message = self._message(3)
        if self._maybe(0.5):
            return payload(message.SerializeToString(), BINARY, REQUEST)
        return payload(MessageToJson(message), JSON, REQUEST)

    def _json_values(self) -> Payload:
        value = json.loads(MessageToJson(self._message(3)))
        for _ in range(self._random.randint(1, 3)):
            value = self._changed(value)
        return payload(json.dumps(value), self._pick((JSON, JSON, JSON, PLAIN_JSON)), self._pick((REQUEST, None)))

    def _json_text(self) -> Payload:
        text = MessageToJson(self._message(2))
        if self._maybe(0.1):
            text = nested_json(self._random.randint(50, 3000), self._pick(("inner", "members", "newer")))
        at, length = self._random.randint(0, len(text)), self._random.choice((0, 0, 1, 5))
        token = self._pick((*TOKENS, *('"{', "}", "[", "]", ":", ",")))
        return payload((text[:at] + token + text[at + length :]).encode(errors="surrogatepass"), JSON, REQUEST)

    def _binary(self) -> Payload:
        return payload(self._spoilt(self._message(3).SerializeToString()), BINARY, REQUEST)

    def _fields(self) -> Payload:
        """Fields of any number, with any wire type."""
        return payload(b"".join(self._field(3) for _ in range(self._random.randint(1, 6))), BINARY, REQUEST)

    def _metadata(self) -> Payload:
        made = self._valid()
        self._spoil_metadata(made)
        return made

    def _noise(self) -> Payload:
        return payload(self._bytes(200), self._pick((JSON, BINARY)), self._pick((REQUEST, None)))

    def _message(self, levels: int) -> ProbeRequest:
        message = ProbeRequest()
        setters: list[Callable[[], object]] = [
            lambda: setattr(message, "name", self._text()),
            lambda: setattr(message, "blob", self._bytes(40)),
            lambda: setattr(message, "number", self._random.randint(-(2**31), 2**31 - 1)),
            lambda: setattr(message, "real", self._random.choice((0.5, -1e300, float("nan"), float("inf")))),
            lambda: setattr(message, "colour", self._pick((Colour.COLOUR_RED, 77))),
            lambda: message.at.FromMilliseconds(self._random.randint(-(10**12), 10**13)),
            lambda: message.members.update({"a": [1, None, {"b": "c"}], "d": self._text()}),
            lambda: message.words.extend(self._text() for _ in range(self._random.randint(0, 4))),
            lambda: setattr(message, self._pick(("left", "right")), self._text()),
            lambda: message.thing.Pack(ProbeRequest(name=self._text())),
        ]
        if levels:
            setters.append(lambda: message.inner.CopyFrom(self._message(levels - 1)))
        for setter in self._random.sample(setters, self._random.randint(0, 5)):
            setter()
        return message

    def _changed(self, value: Any) -> Any:
        """`value` with something somewhere in it replaced, added, renamed or taken away."""
        if isinstance(value, dict) and value and self._maybe(0.8):
            return self._changed_object(cast(dict[str, Any], value))
        if isinstance(value, list) and value and self._maybe(0.7):
            items = cast(list[object], value)
            at = self._random.randrange(len(items))
            return [*items[:at], self._changed(items[at]), *items[at + 1 :]]
        return self._json(2)

    def _changed_object(self, value: dict[str, Any]) -> dict[str, Any]:
        key = self._random.choice(sorted(value))
        what = self._random.randrange(4)
        if what == 0:
            return {**value, self._pick((*FIELDS, "newer", "@type", "", "\ud800")): self._json(2)}
        if what == 1:
            return {(self._pick(FIELDS) if name == key else name): inner for name, inner in value.items()}
        if what == 2:
            return {name: inner for name, inner in value.items() if name != key}
        return {**value, key: self._changed(value[key])}

    def _json(self, levels: int) -> Any:
        what = self._random.randrange(8 if levels else 5)
        if what < 5:
            return self._pick((None, True, False, self._text(), self._pick(NUMBERS)))
        if what < 7:
            return {self._pick((*FIELDS, "x")): self._json(levels - 1) for _ in range(self._random.randint(0, 3))}
        return [self._json(levels - 1) for _ in range(self._random.randint(0, 3))]

    def _field(self, levels: int) -> bytes:
        wire_type = self._random.randrange(8)
        number = self._random.choice((*range(13), 100, 2**29 - 1))
        tag = varint(number << 3 | wire_type)
        if wire_type == 0:
            return tag + varint(self._random.getrandbits(self._random.choice((1, 7, 32, 64, 70))))
        if wire_type == 2:
            inner = self._field(levels - 1) if levels and self._maybe(0.5) else self._bytes(20)
            return tag + varint(len(inner) + self._random.choice((0, 0, 0, 1, -1 if inner else 0))) + inner
        return tag + self._bytes({1: 8, 5: 4}.get(wire_type, 4))

    def _spoil_metadata(self, made: Payload) -> None:
        key = self._pick(("encoding", "messageType", "encoding", "messageType", "x", ""))
        what = self._random.randrange(3)
        if what == 0:
            made.metadata.pop(key, None)
        elif what == 1:
            made.metadata[key] = self._bytes(12)
        else:
            made.metadata[key] = self._pick((*ENCODINGS, *MESSAGES)).encode()

    def _spoilt(self, data: bytes) -> bytes:
        spoilt = bytearray(data)
        for _ in range(self._random.randint(1, 4)):
            at, length = self._random.randint(0, len(spoilt)), self._random.randint(0, 4)
            spoilt[at : at + length] = self._random.choice((b"", self._bytes(4), bytes(spoilt[at : at + 8])))
        return bytes(spoilt)

    def _text(self) -> str:
        text = self._pick(TEXTS) * self._random.choice((1, 1, 1, 20))
        return text.encode(errors="replace").decode()

    def _bytes(self, most: int) -> bytes:
        return self._random.randbytes(self._random.randint(0, most))

    def _pick(self, choices: Sequence[T]) -> T:
        return self._random.choice(choices)

    def _maybe(self, chance: float) -> bool:
        return self._random.random() < chance


def _readable(spoilt: bytes) -> bytes:
    """The payload that is left, without what Temporal's core cannot decode and its server passes on; or as it is."""
    made = Payload()
    try:
        made.ParseFromString(spoilt)
    except DecodeError:
        return spoilt
    made.DiscardUnknownFields()
    return made.SerializeToString()
