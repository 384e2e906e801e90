"""Music for a film: composed for its exact length, played by instruments that are made here, and ended, not cut off.

It takes a wish in words, a length, the instants of the cuts and a seed; it gives a score and its sound. It follows
rules of the trade and never a recording or a tune that exists.
"""
