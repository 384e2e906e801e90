"""The cast: how people, animals, vehicles and grown things look and hold themselves, as shapes in metres.

Every drawing is a pure function of a figure and a pose. Nothing here knows words, latents, cameras or time.
"""
