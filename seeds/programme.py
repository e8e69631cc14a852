"""The sample programme: a network shaped like the real one, every name in it invented."""

from __future__ import annotations

from seeds.drawing.plan import draw_plan
from seeds.drawing.scale import Scale
from seeds.generator import programme_of
from seeds.streams import Person, Programme

__all__ = ["Person", "Programme", "sample_programme"]

SAMPLE_ORGANISATIONS = 270
SAMPLE_SEED = 2021


def sample_programme(seed: int = SAMPLE_SEED) -> Programme:
    """270 organisations and groups, 60 partners, 27 mentors, three cohorts and their events.

    It is the generator at the real programme's size, with names and descriptions that do not
    repeat. The last thing in it happened in September 2024. Organisations have no KRS, NIP or
    REGON number: any number with a valid check digit may belong to somebody.
    """
    return programme_of(draw_plan(Scale.of(SAMPLE_ORGANISATIONS), seed), unique_texts=True)
