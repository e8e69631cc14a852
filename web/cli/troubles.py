"""What an error of the operating system means to a person, and what to do about it."""

from __future__ import annotations

import errno

_ADVICE = {
    errno.ENOSPC: "there is no room; free some, then try again",
    errno.EDQUOT: "your share of the disk is full; free some room, then try again",
    errno.EFBIG: "the file would be larger than is allowed here; raise the limit (ulimit -f) or choose another disk",
    errno.EROFS: "the disk may only be read; choose a folder on another by OGNIWO_DATA, or mount it for writing",
    errno.EACCES: "you may not do that there; give yourself the right, or choose another folder (OGNIWO_DATA)",
    errno.EPERM: "you may not do that there; give yourself the right, or choose another folder (OGNIWO_DATA)",
    errno.ENOENT: "it is not there and cannot be made; check the path (OGNIWO_DATA, or the file you named)",
    errno.ENOTDIR: "a part of the path is not a folder; check the path (OGNIWO_DATA, or the file you named)",
}


def system_trouble(error: OSError) -> str:
    """The error in words, with the next step.

    >>> system_trouble(OSError(errno.EROFS, "Read-only file system", "/data/in-use.lock")).partition(";")[0]
    '/data/in-use.lock: the disk may only be read'
    """
    where = error.filename or "what was to be written"
    unknown = f"{error.strerror or error}; check the path and its disk, then try again"
    return f"{where}: {_ADVICE.get(error.errno or 0, unknown)}"
