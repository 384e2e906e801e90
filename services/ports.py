"""Which ports are free for servers on this machine. Nothing listens here."""

import errno
import random
import socket
from collections.abc import Sequence

HOST = "127.0.0.1"

# Ports for servers lie below the ranges from which Linux and macOS take the ports of outgoing connections, so that none
# of those can sit on a server's port while it restarts. SeaweedFS adds 10,000 for its second, internal port.
_PORTS = range(20_000, 22_500)
INTERNAL_PORT_OFFSET = 10_000


class NoPortError(Exception):
    """There are not enough free ports."""


def free_ports(count: int) -> tuple[int, ...]:
    """``count`` loopback ports, each free together with the one 10,000 above it, in random order."""
    candidates = random.sample(_PORTS, len(_PORTS))
    chosen: list[int] = []
    while len(chosen) < count:
        if not candidates:
            raise NoPortError(f"no {count} free ports between {_PORTS.start} and {_PORTS.stop}")
        port = candidates.pop()
        if are_free((port, port + INTERNAL_PORT_OFFSET)):
            chosen.append(port)
    return tuple(chosen)


def are_free(ports: Sequence[int], host: str = HOST) -> bool:
    """Whether a server could listen on all of ``ports`` now. Raises OSError when ``host`` or a port is not for us."""
    return all(_is_free(host, port) for port in ports)


def _is_free(host: str, port: int) -> bool:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            return False
    return True
