"""The decider: it takes submissions, cancellations and what workers finished; it gives work, refunds and ends.

Takes: ``rpc.submit`` and ``rpc.cancel`` (any replica answers), ``DID``, workers' presence in KV ``workers``.
Gives: tokens on ``WORK``, every change of a job on ``JOBS``, holds and settlements on ``LEDGER``.
Owns: the order of work, the one decision how a job ends, and what is swept away afterwards.
Never: touches pixels, samples or models; keeps what it could not rebuild from the streams; decides without CAS.
"""
