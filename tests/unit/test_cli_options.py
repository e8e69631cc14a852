"""The choices of the options are those of the packages behind them."""

import pytest
from click.testing import CliRunner

from matching.results import KINDS_OF_PROFILE
from seeds.reference import labels
from web.cli.call import call
from web.cli.suggest import suggest


def choices(name):
    (found,) = [parameter for parameter in suggest.params if parameter.name == name]
    return tuple(found.type.choices)


def test_every_kind_can_be_asked_for():
    # The option lists them itself, since the package that defines them takes long to load.
    assert choices("kind") == KINDS_OF_PROFILE


def test_every_component_can_be_asked_for():
    assert choices("component") == tuple(labels("component"))


@pytest.mark.parametrize(
    ("command", "arguments", "told"),
    [
        (call, [" "], "it is empty; say in a few words"),
        (call, ["a" * 100_000], "it has 100,000 characters, and at most 20,000 are read; say in a few sentences"),
        (suggest, ["org-1", "--kind", "call"], "has a command of its own: ogniwo call TEXT"),
        (suggest, ["org-1", "--kind", "friend"], "'friend' is not one of 'peer', 'mentor', 'partner'"),
        (suggest, ["org-1", "--k", "0"], "0 is not in the range 1<=x<=100"),
    ],
)
def test_what_is_wrong_is_said_with_the_next_step_before_any_network_is_opened(command, arguments, told):
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())
