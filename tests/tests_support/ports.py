"""A loopback port nobody listens on."""

import socket


def free_port() -> int:
    """Chosen by the system; free at the moment of asking."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
