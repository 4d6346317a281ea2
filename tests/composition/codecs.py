"""Payload codecs as users write them."""

from __future__ import annotations

import dataclasses
import zlib
from collections.abc import Sequence

from cryptography.fernet import Fernet
from temporalio.api.common.v1 import Payload
from temporalio.converter import DataConverter, PayloadCodec

_KEY = Fernet.generate_key()


class Encrypting(PayloadCodec):
    encoding = b"binary/encrypted"

    def __init__(self) -> None:
        self._fernet = Fernet(_KEY)

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [
            Payload(metadata={"encoding": self.encoding}, data=self._fernet.encrypt(p.SerializeToString()))
            for p in payloads
        ]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [
            Payload.FromString(self._fernet.decrypt(p.data)) if p.metadata["encoding"] == self.encoding else p
            for p in payloads
        ]


class Compressing(PayloadCodec):
    encoding = b"binary/zlib"

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [
            Payload(metadata={"encoding": self.encoding}, data=zlib.compress(p.SerializeToString(), 1))
            for p in payloads
        ]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [
            Payload.FromString(zlib.decompress(p.data)) if p.metadata["encoding"] == self.encoding else p
            for p in payloads
        ]


ENCRYPTED = dataclasses.replace(DataConverter.default, payload_codec=Encrypting())
COMPRESSED = dataclasses.replace(DataConverter.default, payload_codec=Compressing())
