"""What Temporal's server takes and what it refuses, as measured on server 1.32 (docs/hazards.md)."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

MAX_PAYLOAD_BYTES: Final = 2 * 1024 * 1024
"""Default of the namespace limit `blob_size_limit_error`, and what the bodies of Nexus requests and responses have at most."""
MAX_TASK_BYTES: Final = 2 * 1024 * 1024
"""Requests of one workflow task, of the 4 MiB that gRPC takes in all: a payload codec may add to them."""
MEASURED_BYTES: Final = 128 * 1024
"""What is smaller is not worth running a payload codec, or asking the namespace for its limit."""
MAX_HEADER_BYTES: Final = 8 * 1024
"""All Nexus headers of a call, names and values."""
MAX_NAME_BYTES: Final = 1000
"""Of a service, an operation, or the ID of a standalone operation."""
MAX_TIMEOUT: Final = timedelta(days=3_652_500)
"""What a google.protobuf.Duration holds."""
MAX_ENDPOINT_LENGTH: Final = 200
MAX_SUMMARY_BYTES: Final = 371
"""The server takes 400 bytes of payload, of which 29 are the encoding's."""
MAX_PENDING_OPERATIONS: Final = 30
"""Operations that one workflow may have pending (`component.nexusoperations.limit.operation.concurrency`)."""
NEVER_SERVED: Final = timedelta(seconds=1.5)
"""Below it the server fails a call at once, because a request needs a second to be matched."""
OFTEN_MISSED: Final = timedelta(seconds=3)
"""Below it calls to a healthy handler may time out although the handler ran."""
CIRCUIT_BREAKER_FAILURES: Final = 6
"""Consecutive retryable failures that open the circuit breaker of a caller namespace and endpoint."""
CIRCUIT_BREAKER_SECONDS: Final = 60
