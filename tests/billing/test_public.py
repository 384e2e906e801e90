"""No webhook reaches what is not public, however the address is written or resolved."""

import pytest

from proto.messages import Delivery
from services.billing.courier import Courier
from services.billing.public import ForbiddenUrlError, check_url, is_public
from tests.billing.receiver import Receiver, endpoint


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - refused, not bound
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "::",
        "::1",
        "fe80::1%eth0",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::10.0.0.1",
        "2001:db8::1",
        "not an address",
    ],
)
def test_these_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
def test_these_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "https://user@example.com/",
        "https://user:word@example.com/",
        "https:///nothing",
        "https://example.com:99999/",
        "https://[::1/",
        "file:///etc/passwd",
        "ftp://example.com/",
        "",
    ],
)
def test_these_urls_are_refused(url: str) -> None:
    with pytest.raises(ForbiddenUrlError):
        check_url(url, private=False)


def test_a_closed_network_may_use_http() -> None:
    check_url("http://10.0.0.1:8080/hook", private=True)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "127.1", "2130706433"])
async def test_no_request_leaves_for_a_private_address(receiver: Receiver, host: str) -> None:
    url = receiver.url.replace("http://127.0.0.1", f"https://{host}")
    target = endpoint("acct", url)
    delivery = Delivery(
        id="evt_1", account="acct", endpoint=target.id, event_type="video.completed", body="{}", attempt=0, first_at=0
    )
    async with Courier(private=False) as courier:
        answer = await courier.send(delivery, url, target.secret)
    assert answer.status == 0
    assert "not a public address" in answer.reason or "not a canonical IPv4 address" in answer.reason
