"""The kinds of damage that are looked for, in Polish and English, with what becomes of each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of damage.

    Attributes
    ----------
    one, several : str
        What is said of one, and of several; `polish` of any number.
    mending : str
        What `ogniwo doctor --repair` makes of it, as in "is …"; empty where a person has to decide.
        `mending_polish` says what it will do, `mended_polish` what it did.
    advice : str
        What a person does about it.
    """

    one: str
    several: str
    polish: str
    mending: str = ""
    mending_polish: str = ""
    mended_polish: str = ""
    advice: str = ""
    advice_polish: str = ""


KINDS = {
    "leftover-file": Kind(
        "thing was left behind by a command that was killed",
        "things were left behind by commands that were killed",
        "Pozostałości po przerwanych poleceniach",
        "removed", "to usunie", "usunięto",
    ),
    "open-change": Kind(
        "change was kept and not carried out",
        "changes were kept and not carried out",
        "Zmiany zapamiętane, ale niewykonane",
        "completed", "to dokończy", "dokończono",
    ),
    "link-without-end": Kind(
        "link leads to nobody",
        "links lead to nobody",
        "Powiązania, które prowadzą donikąd",
        "removed", "to usunie", "usunięto",
    ),
    "lost-role": Kind(
        "actor has links of a role that it lacks",
        "actors have links of a role that they lack",
        "Podmioty bez roli, której wymagają ich powiązania",
        "given the role back", "przywróci im rolę", "przywrócono im rolę",
    ),
    "lost-person": Kind(
        "person of the office is nobody in the network",
        "persons of the office are nobody in the network",
        "Osoby z biura, których nie ma w sieci",
        "removed", "to usunie", "usunięto",
    ),
    "lost-suggestion": Kind(
        "id among the suggestions shown is nobody in the network",
        "ids among the suggestions shown are nobody in the network",
        "Identyfikatory w pokazanych propozycjach, których nie ma w sieci",
        "removed with their lines", "usunie je z ich wierszami", "usunięto z ich wierszami",
    ),
    "lost-member": Kind(
        "member of a cohort is not in the network",
        "members of cohorts are not in the network",
        "Uczestnicy cykli, których nie ma w sieci",
        advice="somebody signed them up, so they are kept: bring them back from a backup, or take them out with "
        "`ogniwo cohort withdraw COHORT ID`",
        advice_polish="ktoś ich zapisał, więc zostają: przywróćcie ich z kopii zapasowej albo wypiszcie przez "
        "`ogniwo cohort withdraw CYKL ID`",
    ),
    "lost-choice": Kind(
        "file on its way in is to be merged with somebody who is not in the network",
        "files on their way in are to be merged with somebody who is not in the network",
        "Wczytywane pliki z decyzją o połączeniu z kimś, kogo nie ma w sieci",
        advice="somebody decided it, so it is kept: open the import again, and decide anew or leave the row out",
        advice_polish="ktoś tak zdecydował, więc to zostaje: otwórzcie wczytywanie jeszcze raz i zdecydujcie na nowo "
        "albo pomińcie wiersz",
    ),
    "wrong-record": Kind(
        "record is not as the schema has it",
        "records are not as the schema has them",
        "Wpisy niezgodne ze schematem",
        advice="what it should say only a person knows: correct it where it was changed (in Neo4j Browser), or restore "
        "a backup",
        advice_polish="co powinno w nich być, wie tylko człowiek: poprawcie je tam, gdzie je zmieniono "
        "(w Neo4j Browser), albo przywróćcie kopię zapasową",
    ),
    "unread-record": Kind(
        "label or type has records that cannot be read",
        "labels or types have records that cannot be read",
        "Etykiety lub typy z wpisami, których nie da się odczytać",
        advice="something else than Ogniwo wrote them: look for such without an id or without the label Actor in Neo4j "
        "Browser, or restore a backup",
        advice_polish="zapisało je coś innego niż Ogniwo: poszukajcie w Neo4j Browser wpisów bez id albo bez etykiety "
        "Actor albo przywróćcie kopię zapasową",
    ),
    "other-network": Kind(
        "number of persons says that this office is of another network",
        "numbers of persons say that this office is of another network",
        "Liczba osób wskazuje, że to biuro innej sieci",
        advice="nothing of the office is removed: check NEO4J_URI, OGNIWO_OFFICE_URL and OGNIWO_DATA, or restore a "
        "backup",
        advice_polish="z biura nic nie usuwamy: sprawdźcie NEO4J_URI, OGNIWO_OFFICE_URL i OGNIWO_DATA albo przywróćcie "
        "kopię zapasową",
    ),
}  # fmt: skip
