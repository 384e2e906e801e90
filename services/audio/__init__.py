"""The audio service: takes tokens for speech, sound and the final film; gives what is heard, and a receipt.

It speaks a film's dialogue before the picture is made, so that lips can follow; keeps the sound that a model made
itself if it can be used, and else makes one from the model's timeline, or from what is seen in the frames; puts picture
and sound into one file without encoding the picture again; and measures from the finished file's own pixels and samples
how well they fit. It owns nothing that outlives a token: what it makes is in the store. It never draws, never believes
a timeline where it measures, and never lets a film out whose sound does not fit.
"""
