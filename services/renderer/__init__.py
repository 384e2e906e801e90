"""The renderer: takes a token for a film, gives its picture, its latents and, of a model that has them, its timeline
and its own sound; it owns the accelerator.

It loads pipelines in diffusers format, denoises step by step, shows previews, keeps checkpoints and resumes from them,
and encodes the frames once. It never downloads anything, never runs code from a model's folder, never judges a sound,
and knows nothing of credits and accounts.
"""

import os

# Libraries read these when they are first imported, so they are set before any of them can be.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["DIFFUSERS_DISABLE_REMOTE_CODE"] = "1"
os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
