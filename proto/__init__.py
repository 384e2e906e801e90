"""What crosses a wire or a service boundary: messages, records, subjects, streams, the flow of a job. It does no I/O.

How a contract changes: a new field has a default; a field never changes its type or meaning; a message that must
break gets a new name. One sample of every message is kept in ``tests/proto/samples`` and decodes for ever.
"""
