"""The weighed pairs of a cohort as bytes, and back: what closing keeps in the office."""

from __future__ import annotations

import io
import json
from typing import Any

import numpy as np

from matching.cohorts.members import Members, Mentor, Seeker
from matching.cohorts.weighed import SIGNALS, Weighed

_ARRAYS = ("seeker", "mentor", "contributions", "experience_gap")


def as_bytes(weighed: Weighed) -> bytes:
    """The pairs as a compressed archive of arrays; `from_bytes` reads it, exactly."""
    told = {
        "signals": SIGNALS,
        "rules": sorted(weighed.broken),
        "groups": {name: list(values) for name, values in weighed.groups.items()},
        "seekers": [_seeker_json(one) for one in weighed.members.seekers],
        "mentors": [_mentor_json(one) for one in weighed.members.mentors],
        "revision": weighed.revision,
        "weights": weighed.weights,
    }
    arrays = {name: getattr(weighed, name) for name in _ARRAYS}
    arrays |= {f"broken_{name}": mask for name, mask in weighed.broken.items()}
    file = io.BytesIO()
    np.savez_compressed(file, told=np.frombuffer(json.dumps(told).encode(), np.uint8), **arrays)
    return file.getvalue()


def from_bytes(kept: bytes) -> Weighed:
    """The pairs that `as_bytes` gave; signals that have come since then add nothing to them."""
    with np.load(io.BytesIO(kept), allow_pickle=False) as arrays:
        told = json.loads(arrays["told"].tobytes())
        contributions = np.zeros((len(arrays["seeker"]), len(SIGNALS)))
        for column, name in enumerate(told["signals"]):
            contributions[:, SIGNALS.index(name)] = arrays["contributions"][:, column]
        return Weighed(
            members=Members.of(
                [Seeker(**_tupled(one)) for one in told["seekers"]],
                [Mentor(**_tupled(one)) for one in told["mentors"]],
            ),
            seeker=arrays["seeker"],
            mentor=arrays["mentor"],
            contributions=contributions,
            broken={name: arrays[f"broken_{name}"] for name in told["rules"]},
            experience_gap=arrays["experience_gap"],
            groups={name: tuple(values) for name, values in told["groups"].items()},
            revision=told["revision"],
            weights=told["weights"],
        )


def _seeker_json(one: Seeker) -> dict[str, Any]:
    return {"actor_id": one.actor_id, "demand": one.demand, "availability": one.availability, "waited": one.waited}


def _mentor_json(one: Mentor) -> dict[str, Any]:
    return {
        "actor_id": one.actor_id,
        "capacity": one.capacity,
        "minimum": one.minimum,
        "availability": one.availability,
        "affiliation": one.affiliation,
    }


def _tupled(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "availability": tuple(values["availability"])}
