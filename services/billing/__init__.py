"""The money and the word: billing grants credits and tells clients what happened to their videos and their credits.

It takes an operator's grants, every change of a job's state (``JOBS``) and every ledger entry (``LEDGER``). It gives
entries in the ledger and signed webhooks; what is still to be delivered is in ``HOOKS``, retries are schedules in it.
It owns the hooks and no other state. It never holds or captures credits (the scheduler does), never changes a job, and
never sends a request to an address that is not public, unless the operator has a closed network and said so.
"""
