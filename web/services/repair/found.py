"""What a look at the databases and the folder found, in words that say what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of damage.

    Attributes
    ----------
    one, several : str
        What is said of one, and of several.
    mending : str
        What `ogniwo doctor --repair` makes of it, as in "is …"; empty where a person has to decide.
    advice : str
        What a person does about it.
    """

    one: str
    several: str
    mending: str = ""
    advice: str = ""


KINDS = {
    "leftover-file": Kind(
        "thing was left behind by a command that was killed",
        "things were left behind by commands that were killed",
        "removed",
    ),
    "open-change": Kind("change was kept and not carried out", "changes were kept and not carried out", "completed"),
    "link-without-end": Kind("link leads to nobody", "links lead to nobody", "removed"),
    "lost-role": Kind(
        "actor has links of a role that it lacks", "actors have links of a role that they lack", "given the role back"
    ),
    "lost-person": Kind(
        "person of the office is nobody in the network", "persons of the office are nobody in the network", "removed"
    ),
    "lost-suggestion": Kind(
        "id among the suggestions shown is nobody in the network",
        "ids among the suggestions shown are nobody in the network",
        "removed with their lines",
    ),
    "lost-member": Kind(
        "member of a cohort is not in the network",
        "members of cohorts are not in the network",
        advice="somebody signed them up, so they are kept: bring them back from a backup, or take them out with "
        "`ogniwo cohort withdraw COHORT ID`",
    ),
    "lost-choice": Kind(
        "file on its way in is to be merged with somebody who is not in the network",
        "files on their way in are to be merged with somebody who is not in the network",
        advice="somebody decided it, so it is kept: open the import again, and decide anew or leave the row out",
    ),
    "wrong-record": Kind(
        "record is not as the schema has it",
        "records are not as the schema has them",
        advice="what it should say only a person knows: correct it where it was changed (in Neo4j Browser), or restore "
        "a backup",
    ),
    "unread-record": Kind(
        "label or type has records that cannot be read",
        "labels or types have records that cannot be read",
        advice="something else than Ogniwo wrote them: look for such without an id or without the label Actor in Neo4j "
        "Browser, or restore a backup",
    ),
    "other-network": Kind(
        "number of persons says that this office is of another network",
        "numbers of persons say that this office is of another network",
        advice="nothing of the office is removed: check NEO4J_URI, OGNIWO_OFFICE_URL and OGNIWO_DATA, or restore a "
        "backup",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """Damage of one kind; `what` names each by its id, its link or its path, in order."""

    kind: str
    what: tuple[str, ...]

    @property
    def mendable(self) -> bool:
        """Whether it is mended without anybody deciding."""
        return bool(KINDS[self.kind].mending)

    @property
    def said(self) -> str:
        """How many there are, and which.

        >>> Found("link-without-end", ("NEEDS org-1–s-9",)).said
        '1 link leads to nobody (NEEDS org-1–s-9)'
        """
        kind = KINDS[self.kind]
        named = ", ".join(self.what[:_NAMED]) + (", …" if len(self.what) > _NAMED else "")
        return f"{len(self.what):,} {kind.one if len(self.what) == 1 else kind.several} ({named})"

    @property
    def mended(self) -> str:
        """What became of them.

        >>> Found("lost-role", ("org-1 Mentor",)).mended
        'was given the role back'
        """
        return f"{'was' if len(self.what) == 1 else 'were'} {KINDS[self.kind].mending}"

    @property
    def advised(self) -> str:
        """What is to be done about them.

        >>> Found("lost-person", ("men-1",)).advised
        'is removed by `ogniwo doctor --repair`'
        """
        kind = KINDS[self.kind]
        return kind.advice or f"{'is' if len(self.what) == 1 else 'are'} {kind.mending} by `ogniwo doctor --repair`"

    def as_json(self) -> dict[str, Any]:
        """The same for programs."""
        kind = KINDS[self.kind]
        return {"kind": self.kind, "what": list(self.what), "mending": kind.mending, "advice": kind.advice}
