"""Invented files of the shapes that coordinators have."""

from __future__ import annotations

from web.services.importing.importing import Asked, read_file, write_import
from web.services.importing.planning import Choices

# Register numbers with right check digits, of nobody.
REGISTER = """krs,name,legal_form,regon9,nip,registered_on,powiat_raw,powiat_terc,locality,statute_points,goal
0000999901,STOWARZYSZENIE „ŁĄKA”,STOWARZYSZENIE,123456785,1234563218,04.03.2002,ŁAŃCUCKI,1810,ŁAŃCUT,"14 16","Edukacja,
kultura i sztuka"
0000999902,FUNDACJA DRZEWO,FUNDACJA,,,16.01.2003,M. KROSNO,1861,KROSNO,18,Ochrona przyrody
,KOŁO GOSPODYŃ W OLSZYNIE,KOŁO GOSPODYŃ WIEJSKICH,,,,ŁAŃCUCKI,,OLSZYNA,,
,Grupa sąsiedzka „Nasz Dwór”,grupa nieformalna,,,,ŁAŃCUCKI,1810,ŁAŃCUT,,
"""
MENTORS = """Sygnatura czasowa;Imię i nazwisko;Adres e-mail;Telefon;Organizacja;W czym możesz pomóc;Miejsca;Płeć;O sobie
2024-05-01 10:00:00;Anna Nowak-Testowa;anna@example.org;600 000 001;Fundacja Drzewo;Fundraising;3;kobieta;Jestem Anna
2024-05-02 11:00:00;Jan Próbny;jan@example.org;;Fundacja Drzewo;"Pisanie wniosków o dotację, księgowość ngo";1.0;;
"""
PARTNERS = """Nazwa,Typ partnera,Miejscowość,Powiat,Strona
Biblioteka w Olszynie,Biblioteka publiczna,Olszyna,łańcucki,www.biblioteka.example.org
Starostwo w Łańcucie,P02,Łańcut,łańcucki,
"""


def bytes_of(text: str) -> bytes:
    """The text as a file in UTF-8."""
    return text.encode()


EVENTS = """Tytuł;Data;Godzina;Rodzaj;Tryb;Komponent;Liczba godzin;Powiat;Uczestnicy;Opis
Jak pisać wnioski;12.05.2024;17:30;szkolenie;online;;2,5;;"Fundacja Drzewo (2); Nikt Taki";Warsztat
Forum sąsiedzkie;2024-09-01;;forum;stacjonarnie;;6;łańcucki;;
"""
COOPERATION = """Organizacja A,Organizacja B,Rodzaj współpracy,Od kiedy,Do kiedy
Fundacja Drzewo,0000999901,wspólny projekt,2021-03-01,2022-05-01
Fundacja Drzewo,Grupa sąsiedzka „Nasz Dwór”,,,
"""

SIGNED = {"by": "anna", "reason": "plik z rejestru"}


def asked(text, name="plik.csv", kind="", **said):
    """What somebody wants done with a file of this text."""
    choices = Choices(**{k: said.pop(k) for k in ("merged", "apart", "left_out") if k in said})
    return Asked(read_file(bytes_of(text), name), name, kind, said.get("fields", {}), choices)


def states(plan):
    """The state of each row."""
    return [row.state for row in plan.rows]


def written(ogniwo, text, **said):
    """The plan of a file of this text, after it was written."""
    return write_import(ogniwo, asked(text, **said), **SIGNED)
