"""The choices of the options are those of the packages behind them."""

from matching.results import KINDS_OF_PROFILE
from seeds.reference import labels
from web.cli.suggest import suggest


def choices(name):
    (found,) = [parameter for parameter in suggest.params if parameter.name == name]
    return tuple(found.type.choices)


def test_every_kind_can_be_asked_for():
    # The option lists them itself, since the package that defines them takes long to load.
    assert choices("kind") == KINDS_OF_PROFILE


def test_every_component_can_be_asked_for():
    assert choices("component") == tuple(labels("component"))
