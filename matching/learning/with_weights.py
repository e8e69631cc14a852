"""Options that use other weights for one kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from matching.options import Options
from matching.results import Kind


def with_weights(options: Options, kind: Kind, weights: Mapping[str, float]) -> Options:
    """The options with these weights for one kind, whatever is recorded; a signal that is left out is not used.

    >>> from matching.options import DEFAULTS
    >>> options = with_weights(DEFAULTS.for_records(), Kind.PEER, {"place": 1.5})
    >>> options.weight(Kind.PEER, "place"), options.weight(Kind.PEER, "sphere"), options.weight(Kind.CALL, "place")
    (1.5, 0.0, 2.0)
    """
    others = {one: theirs for one, theirs in options.weights_of_records.items() if one is not kind}
    return replace(
        options,
        weights=MappingProxyType({**options.weights, kind: MappingProxyType(dict(weights))}),
        weights_of_records=MappingProxyType(others),
    )
