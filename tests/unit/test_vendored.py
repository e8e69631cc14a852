"""Files of others stand in the repository as they were published, each with its licence and version."""

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "web/static/vendor/d3"


def test_each_file_states_the_version_of_the_table_and_has_its_licence():
    table = dict(
        re.findall(r"^\| (d3-\w+) \| ([\d.]+) \|", (FOLDER / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    files = {path.name.removesuffix(".min.js"): path for path in FOLDER.glob("*.min.js")}
    assert set(files) == set(table)
    for name, path in files.items():
        assert f"{name}/ v{table[name]} Copyright" in path.read_text(encoding="utf-8")[:120]
        assert "copyright" in (FOLDER / f"{name}.LICENSE.txt").read_text(encoding="utf-8").lower()
