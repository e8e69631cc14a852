"""A copy of what a repair takes away, so that nothing it removes is lost for good."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graph.model import Link
from graph.record_lines import line_of
from web.services.backup import private_file


class Removed:
    """A file of JSON lines that only its owner may read; there is none before the first line.

    Attributes
    ----------
    path : Path or None
        Where it is, once there is something in it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.path: Path | None = None

    def keep_links(self, links: Iterable[Link]) -> None:
        """Write the links, to the disk before anything is removed."""
        self._write([line_of(link) for link in links])

    def keep_rows(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write rows of the office, likewise."""
        self._write([(json.dumps(dict(row), ensure_ascii=False, default=str) + "\n").encode() for row in rows])

    def _write(self, lines: list[bytes]) -> None:
        if not lines:
            return
        if self.path is None:
            self.path = self._folder / f"removed-{datetime.now(UTC):%Y%m%dT%H%M%S-%f}.jsonl"
            private_file(self.path).close()
        with self.path.open("ab") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
