"""The samples that every peer knows, by name."""

from __future__ import annotations

from pathlib import Path

from acme.interop.v1.interop_pb2 import Declined, Sample, Samples

from interop.common.compare import difference

_known: dict[str, Sample] = {}


def load(file: Path) -> None:
    """Read the file of samples; this module's state is the process's, workflows' too."""
    _known.update((sample.name, sample) for sample in Samples.FromString(file.read_bytes()).samples)


def sample(name: str) -> Sample:
    """Return the sample of that name, which the runner has made sure of."""
    return _known[name]


def checked(name: str, got: Sample) -> Sample:
    """Return the sample of that name; raises ValueError if `got` is another."""
    if name not in _known:
        raise ValueError(f"no sample {name!r}")
    if wrong := difference(_known[name], got):
        raise ValueError(f"sample {name!r}: {wrong}")
    return _known[name]


def detail() -> Declined:
    """Return the detail that declared errors carry here."""
    return Declined(reason="no <quote> €", code=9007199254740993, everything=_known["limits"].everything)
