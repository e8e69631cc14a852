"""Every reference table is complete, and a damaged one says where it is damaged."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from graph import schema
from seeds.errors import BadReference, UnknownCode
from seeds.reference import (
    KINDS,
    label,
    labels,
    legal_forms,
    partner_types,
    powiats,
    priors,
    shares,
    skill_groups,
    skills,
    spheres,
    voivodeships,
)
from seeds.reference.labels import read_choice_labels
from seeds.reference.partner_types import read_partner_types
from seeds.reference.priors import read_priors
from seeds.reference.regions import read_powiats, read_voivodeships
from seeds.reference.skills import read_skill_groups, read_skills
from seeds.reference.table import FOLDER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the reference files, to damage."""
    for file in FOLDER.glob("*.csv"):
        shutil.copy(file, tmp_path)
    return tmp_path


def damage(folder: Path, file: str, row: int, column: str, value: str) -> None:
    """Write `value` into one cell; rows count as in an editor, the header being 1."""
    with (folder / file).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    rows[row - 2][column] = value
    with (folder / file).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def test_there_are_as_many_records_as_the_law_and_the_register_of_places_have() -> None:
    counts = [len(table()) for table in (voivodeships, powiats, spheres, skills, skill_groups, partner_types)]
    assert counts == [16, 380, 40, 80, 16, 26]
    assert len(legal_forms()) == 15
    assert sum(powiat.city for powiat in powiats()) == 66


def test_populations_of_powiats_sum_nearly_to_those_of_their_voivodeships_counted_in_another_year() -> None:
    for region in voivodeships():
        total = sum(powiat.population for powiat in powiats() if powiat.voivodeship == region.code)
        assert total == pytest.approx(region.population, rel=0.06)


def test_shares_of_a_topic_sum_to_one_although_published_ones_are_rounded() -> None:
    published = [prior.value for prior in priors() if prior.topic == "location"]
    assert sum(published) == pytest.approx(1.01)
    assert sum(shares("location").values()) == pytest.approx(1.0, abs=1e-12)


def test_an_unknown_topic_of_shares_names_the_topics() -> None:
    with pytest.raises(UnknownCode, match="reach"):
        shares("weather")


@pytest.mark.parametrize(
    ("file", "row", "column", "value", "read"),
    [
        ("powiaty.csv", 2, "population", "many", read_powiats),
        ("powiaty.csv", 3, "lat", "151.2", read_powiats),
        ("powiaty.csv", 4, "kind", "village", read_powiats),
        ("powiaty.csv", 5, "voivodeship", "04", read_powiats),
        ("powiaty.csv", 6, "neighbours", "0201 9999", read_powiats),
        ("powiaty.csv", 7, "name_pl", " ", read_powiats),
        ("powiaty.csv", 8, "terc", "0201", read_powiats),
        ("powiaty.csv", 9, "terc", "2a8", read_powiats),
        ("voivodeships.csv", 2, "neighbours", "02", read_voivodeships),
        ("voivodeships.csv", 3, "share_of_nonprofits", "1.5", read_voivodeships),
        ("skills.csv", 2, "component", "TRAINING", read_skills),
        ("skills.csv", 3, "code", "S9.02", read_skills),
        ("skills.csv", 4, "need_prior", "X", read_skills),
        ("partner_types.csv", 2, "sector", "space", read_partner_types),
        ("survey_priors.csv", 9, "value", "34", read_priors),
        ("choice_labels.csv", 2, "code", "dancing", read_choice_labels),
    ],
)
def test_a_wrong_cell_is_refused_with_its_file_row_and_column(folder, file, row, column, value, read) -> None:
    damage(folder, file, row, column, value)
    with pytest.raises(BadReference) as caught:
        read(folder)
    assert (caught.value.file, caught.value.column) == (file, column)
    assert caught.value.row == row
    assert f"{file}, row {row}, column {column}" in str(caught.value)


def test_a_border_that_only_one_side_names_is_refused(folder: Path) -> None:
    damage(folder, "powiaty.csv", 2, "neighbours", "0209 0210 0212 0216 0225 0226")  # 0810 is missing
    with pytest.raises(BadReference, match="0201 is named here, but 0201 does not name 0810"):
        read_powiats(folder)


def test_groups_with_two_different_labels_are_refused(folder: Path) -> None:
    damage(folder, "skills.csv", 3, "group_pl", "Coś innego")
    with pytest.raises(BadReference, match="group_code: T1 has other labels"):
        read_skill_groups(folder)


def test_a_missing_file_column_or_cell_is_named(folder: Path) -> None:
    (folder / "skills.csv").unlink()
    with pytest.raises(BadReference, match=r"skills\.csv: is not there"):
        read_skills(folder)
    (folder / "skills.csv").write_text("code,group_code\nT1.01,T1\n", encoding="utf-8")
    with pytest.raises(BadReference, match="row 1, column group_pl: is missing"):
        read_skills(folder)
    text = (folder / "voivodeships.csv").read_text(encoding="utf-8").splitlines()
    (folder / "voivodeships.csv").write_text("\n".join([*text[:3], text[3].rsplit(",", 1)[0]]), encoding="utf-8")
    with pytest.raises(BadReference, match="row 4: has more or fewer cells"):
        read_voivodeships(folder)


def test_a_file_in_another_encoding_is_refused(folder: Path) -> None:
    text = (folder / "powiaty.csv").read_text(encoding="utf-8")
    (folder / "powiaty.csv").write_bytes(text.encode("cp1250"))
    with pytest.raises(BadReference, match="is not UTF-8"):
        read_powiats(folder)


def test_a_choice_of_the_schema_without_a_label_is_noticed(folder: Path) -> None:
    path = folder / "choice_labels.csv"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("sector,media")]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(UnknownCode, match="'media'"):
        read_choice_labels(folder)


def test_labels_are_found_in_both_languages() -> None:
    assert label("legal_form", "KGW") == "Koło gospodyń wiejskich"
    assert label("legal_form", "KGW", "en") == "Rural women's circle"
    assert label("settlement", "village", "pl") == "wieś"
    assert label("region", "0201", "en") == "bolesławiecki powiat"
    assert label("region", "0264", "en") == label("region", "0264", "pl") == "Wrocław"
    assert label("region", "02") == "województwo dolnośląskie"


def test_every_kind_has_two_labels_for_every_code() -> None:
    for kind in KINDS:
        assert labels(kind)
        assert all(found.pl.strip() and found.en.strip() for found in labels(kind).values())
    assert tuple(labels("reach")) == schema.REACHES


@pytest.mark.parametrize(
    ("arguments", "named"),
    [(("mood", "x"), "legal_form"), (("sector", "x"), "culture"), (("sector", "media", "de"), "pl")],
)
def test_an_unknown_kind_code_or_language_names_the_choices(arguments: tuple[str, ...], named: str) -> None:
    with pytest.raises(UnknownCode, match=named):
        label(*arguments)
