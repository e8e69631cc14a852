"""Options that use learned weights for one kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from matching.options import Options
from matching.results import Kind


def with_weights(options: Options, kind: Kind, weights: Mapping[str, float]) -> Options:
    """The options with these weights for one kind, whatever is recorded; signals that it does not weigh are left out.

    >>> from matching.options import DEFAULTS
    >>> options = with_weights(DEFAULTS, Kind.MENTOR, {"place": 1.5, "mention": 9.0})
    >>> options.weight(Kind.MENTOR, "place"), options.weight(Kind.MENTOR, "mention")
    (1.5, 0.0)
    """
    own = options.weights[kind]
    merged = {**own, **{name: weight for name, weight in weights.items() if name in own}}
    others = {one: theirs for one, theirs in options.weights_of_records.items() if one is not kind}
    return replace(
        options,
        weights=MappingProxyType({**options.weights, kind: MappingProxyType(merged)}),
        weights_of_records=MappingProxyType(others),
    )
