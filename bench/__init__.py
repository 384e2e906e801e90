"""What the platform itself costs, as ratios: Matinee beside Celery and Redis on the same machine, in the same run.

``make bench`` prints three tables: dispatch latency and jobs per second of both, with workers that do nothing and every
write synced to disk on both sides; where the time of one film goes; the memory of an idle stack. It asserts nothing.
"""
