"""Foley: what things, feet, engines, water, cloth, fire and people sound like at given instants and speeds.

Each file takes a contact or a motion of the timeline and gives samples. None decides what happens.
"""
