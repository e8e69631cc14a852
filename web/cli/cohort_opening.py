"""An Ogniwo opened for a command about a cohort, and what goes wrong told in the language of the command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from web.cli.running import reading

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo


@contextmanager
def opened(more: dict[str, Any]) -> Iterator[Ogniwo]:
    """The Ogniwo that there is.

    Raises
    ------
    ClickException
        There is no network, or something about the cohort was refused.
    """
    from matching.errors import MatchingError
    from web.services.errors import ServiceError

    with reading() as ogniwo:
        try:
            yield ogniwo
        except (MatchingError, ServiceError) as error:
            if told := in_words(error, ogniwo, more):
                raise click.ClickException(told) from error
            raise


def in_words(error: Exception, ogniwo: Ogniwo, more: dict[str, Any]) -> str | None:
    """Why something was refused; None for an error that is not about cohorts."""
    from web.cli.suggest import wording_for
    from web.services.cohorts.refusals import refusal

    return refusal(error, wording_for(ogniwo, language_of(ogniwo, more)))


def language_of(ogniwo: Ogniwo, more: dict[str, Any]) -> str:
    """The language that the command was asked to speak."""
    return str(more["lang"] or ogniwo.settings.language)
