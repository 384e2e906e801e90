"""Speech: lines of a screenplay, spoken by a neural voice, fitted into their shots and timed to the phoneme.

The model is Kokoro-82M (int8, ONNX) and comes with the project's packages. Nothing here knows what a shot shows.
"""
