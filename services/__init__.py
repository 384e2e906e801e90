"""Matinee's processes and the plumbing they share.

A folder here is a process; a file here is plumbing that every process may use. The journey of a job is
``submit -> [voice] -> render -> sound -> mux -> settle -> notify``; ``proto/flow.py`` is its map.
"""
