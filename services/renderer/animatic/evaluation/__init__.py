"""What films show when one looks at them: tracks from pixels, and what is measured on them.

Evaluation only; nothing here is used when a film is made.
"""
