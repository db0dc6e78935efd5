"""An application served by one process, or by several that share a port.

Each process listens on a socket of its own (SO_REUSEPORT), so that the kernel spreads
connections over them: on one socket, whichever process wakes first takes all that wait.
"""

from __future__ import annotations

import contextlib
import signal
import socket
import time
from multiprocessing import connection, get_context
from multiprocessing.context import SpawnProcess
from typing import Any

import uvicorn


def serve(factory: str, host: str, port: int, workers: int = 1) -> None:
    """Serve what `factory` ("module:function") makes, in `workers` processes, until Ctrl-C.

    Raises `OSError` if the port is taken.
    """
    with contextlib.suppress(KeyboardInterrupt):
        if workers == 1:
            _answer(factory, _listening(host, port))
            return
        _listening(host, port).close()  # a port that others hold is not to be shared with them
        _keep_up(workers, factory, host, port)


def _answer(factory: str, listening: socket.socket) -> None:
    config = uvicorn.Config(factory, factory=True, log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[listening])


def _answer_beside_others(factory: str, host: str, port: int) -> None:
    _answer(factory, _listening(host, port, shared=True))


def _listening(host: str, port: int, *, shared: bool = False) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shared:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    # Connections inherit it. asyncio sets it only where it made the socket, and an answer's body
    # would wait 40 ms for the client to confirm its head.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listening.bind((host, port))
    return listening


def _keep_up(workers: int, *arguments: Any) -> None:
    """Keep as many processes answering, until this one is told to end."""
    spawn = get_context("spawn")
    running: list[SpawnProcess] = []
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        while True:
            running = [process for process in running if process.is_alive()]
            while len(running) < workers:
                process = spawn.Process(target=_answer_beside_others, args=arguments)
                process.start()
                running.append(process)
            connection.wait([process.sentinel for process in running])
            time.sleep(1)  # one that can't begin is not begun again without end at once
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.join()
