"""Grants: an operator gives an account credits, once for each transfer. It never takes any away."""

from proto.messages import Grant, Granted, GrantReply, Refusal
from proto.values import is_token
from services import logs
from services.bus import StorageFullError
from services.ledger import Ledger

log = logs.get(__name__)

AMOUNT_MAX = 10**12


async def grant(ledger: Ledger, command: Grant) -> GrantReply:
    """The account's last entry once the grant is in the ledger, or why it is not."""
    if not (is_token(command.account) and is_token(command.transfer)):
        return Refusal(code="invalid_name", message="Accounts and transfers are 1 to 64 letters, digits, '_' or '-'.")
    if not 1 <= command.amount <= AMOUNT_MAX:
        return Refusal(code="invalid_amount", message=f"A grant is 1 to {AMOUNT_MAX} credits, not {command.amount}.")
    try:
        entry = await ledger.grant(command.account, command.amount, command.transfer)
    except ValueError as error:
        return Refusal(code="transfer_exists", message=str(error))
    except StorageFullError:
        return Refusal(code="storage_full", message="The ledger has no room left; nothing was granted.")
    log.info("grant.done", account=command.account, amount=command.amount, transfer=command.transfer, n=entry.n)
    return Granted(entry=entry)
