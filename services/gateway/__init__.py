"""The gateway: the only door through which clients come in.

It takes HTTP requests in the shape of OpenAI's Videos API (and a websocket, ``/v1/live``), checks the key and every
field, and asks the scheduler to make or to end a job. It gives JSON in OpenAI's shapes, films out of the store byte
range by byte range, and events as they happen.

It owns the API's shapes and errors, the ids of videos, the records by which a repeated POST is known (KV ``idem``), and
webhook endpoints (KV ``endpoints``). It writes to ``JOBS`` in one case only: the tombstone of a submit that nobody
answered, or whose pictures or clip could not be stored; then it gives back what was held for it. It keeps nothing that
cannot be read again from NATS: the list of videos is a projection of ``JOBS``.

It never quotes, holds or captures credits, never decides a job's state, never loads a model, never holds a film in
memory, and never sends webhooks.
"""
