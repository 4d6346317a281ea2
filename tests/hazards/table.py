"""All hazards."""

from __future__ import annotations

from hazards.hazard import Hazard
from hazards.payloads import REQUEST, RESPONSE, as_json
from hazards.rows import answers, arguments, details, doors, errors, headers, loads, requests, results, threads

HAZARDS = [
    *(*requests.ROWS, *doors.ROWS, *results.ROWS, *errors.ROWS, *threads.ROWS),
    *(*answers.ROWS, *details.ROWS, *arguments.ROWS, *headers.ROWS, *loads.ROWS),
]
CONTROL = Hazard(name="control", expect="OK", answer=lambda: as_json({"given": REQUEST}, RESPONSE))
"""A healthy call, without whose answer the silence of others would say nothing."""
BY_NAME = {hazard.name: hazard for hazard in (*HAZARDS, CONTROL)}
