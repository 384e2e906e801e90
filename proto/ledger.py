"""One entry of the credit ledger: a movement of whole credits and the totals that result from it.

The last entry of an account is its balance; the rules that make entries are in ``services/ledger.py``. A field at its
default is never written, so that a field that is added with a default changes no digest of an older entry.
"""

from typing import Literal

from msgspec import Struct


class Hold(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Credits set aside for one video since ``at`` (seconds since 1970)."""

    amount: int
    at: float


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="ledger_entry"):
    """The n-th movement of an account.

    amount: what was granted, held or settled. A ``settle`` ends a hold: captured is kept, refunded returns, and
    amount is their sum. available, held and captured_total are the totals after it, and available + held +
    captured_total is the sum of all grants. holds: the open holds by video. prev: SHA-256 of the entry before.
    """

    account: str
    n: int
    kind: Literal["grant", "hold", "settle"]
    amount: int
    at: float
    available: int
    held: int
    captured_total: int
    video: str = ""
    transfer: str = ""
    captured: int = 0
    refunded: int = 0
    holds: dict[str, Hold] = {}
    prev: str = ""


class Transfer(Struct, frozen=True, kw_only=True, tag="transfer"):
    """Marks a grant as done, so that the same transfer is never applied twice."""

    id: str
    account: str
    amount: int
