"""The largest float, which every protobuf library writes as a JSON number that json_format finds too large."""

from __future__ import annotations

import math
from typing import Any

from protonexus._json_kinds import members_of
from protonexus._json_scalars import FLOAT, LARGEST_FLOAT, scalar_of, scalar_of_message


def round_floats(value: object, descriptor: Any) -> bool:
    """Round, in place, the floats in the JSON of a message that only rounding to nine digits has made too large.

    Returns:
        Whether there were any.
    """
    found = False
    for _, container, key, field in members_of(value, descriptor):
        inner = container[key]
        message = field.message_type
        if (scalar_of_message(message) if message else scalar_of(field)) is FLOAT:
            if isinstance(inner, float) and LARGEST_FLOAT < abs(inner) <= FLOAT.most:
                container[key] = math.copysign(LARGEST_FLOAT, inner)
                found = True
        elif message:
            found |= round_floats(inner, message)
    return found
