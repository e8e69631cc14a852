"""A hostile file gets a clear answer, within 512 MB of memory and 10 seconds."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile_files import HEAVY, HOSTILE
from web.services.importing.errors import UnreadableFile
from web.services.importing.reading import read_table
from web.services.importing.words import WORDS, said

ROOT = Path(__file__).resolve().parents[2]
READ = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (512_000_000, 512_000_000))
from web.services.importing.errors import UnreadableFile
from web.services.importing.reading import read_table
content = open(sys.argv[1], "rb").read()
try:
    read_table(content, sys.argv[1])
except UnreadableFile as error:
    print(error.code)
    print(error)
usage = resource.getrusage(resource.RUSAGE_SELF)
print(usage.ru_utime + usage.ru_stime)
"""


@pytest.mark.parametrize("name", sorted(set(HOSTILE) - set(HEAVY)))
def test_a_hostile_file_is_answered_clearly(name):
    file_name, make, code = HOSTILE[name]
    with pytest.raises(UnreadableFile) as refused:
        read_table(make(), file_name)
    assert refused.value.code == code
    assert ";" in str(refused.value), "says what to do"


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_file_is_answered_clearly_in_little_memory_and_time(name, tmp_path):
    file_name, make, code = HOSTILE[name]
    path = tmp_path / file_name
    path.write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", READ, path], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    found, message, seconds = done.stdout.strip().splitlines()
    assert found == code
    assert ";" in message, "says what to do"
    assert float(seconds) < 10


def test_every_answer_is_given_in_both_languages():
    for code, (polish, english) in WORDS.items():
        assert polish != english, code
        fields = {part.split("}")[0] for part in english.split("{")[1:]}
        assert said(code, "pl", **dict.fromkeys(fields, 7)), code
