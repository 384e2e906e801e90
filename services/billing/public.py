"""Which addresses a webhook may reach: sockets are opened to public ones only, whatever a name resolves to.

The check is made on each address at the moment of connecting, so a name that changes its mind gains nothing.
"""

import errno
import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class ForbiddenUrlError(ValueError):
    """A webhook may not go there; the message says why."""


def check_url(url: str, *, private: bool) -> None:
    """Raise ForbiddenUrlError unless ``url`` is https with a host and no user. private: http will do as well."""
    try:
        parts = urlsplit(url)
        fine = parts.hostname and parts.port != 0
    except ValueError:
        fine = None
    if not fine:
        raise ForbiddenUrlError("the URL has no valid host and port")
    if parts.scheme != "https" and not (private and parts.scheme == "http"):
        raise ForbiddenUrlError("the URL must begin with https://")
    if parts.username is not None or parts.password is not None:
        raise ForbiddenUrlError("the URL must not hold a user or password")


def is_public(text: str) -> bool:
    """Whether an IP address is a public one; one that stands for an IPv4 address is as public as that."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    carried = _carried(address)
    if carried is not None:
        return is_public(str(carried))
    return address.is_global and not address.is_multicast and not address.is_reserved


def public_socket(info: tuple[Any, ...]) -> socket.socket:
    """A socket for one resolved address, for aiohttp's connector. Raises PermissionError if it is not public."""
    family, kind, protocol, _, address = info
    if not is_public(str(address[0])):
        raise PermissionError(errno.EACCES, f"{address[0]} is not a public address")
    return socket.socket(family, kind, protocol)


def _carried(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a mapped, 6to4 or NAT64 address stands for, or None."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
