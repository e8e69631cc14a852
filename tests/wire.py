"""A TCP line to a server that a test can freeze, cut, or cut at the very moment of a commit."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import Self

# The Bolt message COMMIT as it stands in the stream: its length, an empty structure of tag 0x12, the end of message.
COMMIT = b"\x00\x02\xb0\x12\x00\x00"


class Wire:
    """Passes bytes between whoever connects to `port` and the server behind it."""

    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._flowing = threading.Event()
        self._flowing.set()
        self._away = False
        self._commits_to_lose = 0
        self.n_lost_commits = 0
        self._sockets: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
        self.go_away()
        self.thaw()

    def freeze(self) -> None:
        """Take connections and bytes as before, and pass nothing on."""
        self._flowing.clear()

    def thaw(self) -> None:
        """Pass on what was held back, and all that follows."""
        self._flowing.set()

    def cut(self) -> None:
        """Break every connection there is."""
        while self._sockets:
            _shut(self._sockets.pop())

    def go_away(self) -> None:
        """Break every connection, and each new one at once."""
        self._away = True
        self.cut()

    def come_back(self) -> None:
        """Take connections again."""
        self._away = False

    def lose_next_commit(self, times: int = 1) -> None:
        """Let the next commit reach the server, and break the line before its answer comes back."""
        self._commits_to_lose = times

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # the listener was closed
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._join, args=(client,), daemon=True).start()

    def _join(self, client: socket.socket) -> None:
        if self._away:
            _shut(client)
            return
        server = socket.create_connection(self._server)
        self._sockets += [client, server]
        threading.Thread(target=self._carry, args=(server, client), daemon=True).start()
        self._carry(client, server, watched=True)

    def _carry(self, source: socket.socket, target: socket.socket, *, watched: bool = False) -> None:
        with contextlib.suppress(OSError):  # one of the ends was closed
            while received := source.recv(65536):
                self._flowing.wait()
                if watched and self._commits_to_lose and COMMIT in received:
                    self._commits_to_lose -= 1
                    self._lose(received, client=source, server=target)
                    break
                target.sendall(received)
        _shut(source)
        _shut(target)

    def _lose(self, received: bytes, *, client: socket.socket, server: socket.socket) -> None:
        self.n_lost_commits += 1
        _shut(client)
        server.sendall(received)
        # The other direction of this line reads the server's answer and finds nobody to give it to.
        threading.Event().wait(0.5)


def _shut(end: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it may be closed already
        end.shutdown(socket.SHUT_RDWR)
    end.close()
