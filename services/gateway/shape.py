"""A job as the Video object of OpenAI's API, with what Matinee knows besides under ``matinee``. Pure; no I/O."""

import base64
from typing import Any

import msgspec

from proto.job import TERMINAL, Job, Request
from proto.messages import Progress

DAY_S = 24 * 3600


def status(job: Job) -> str:
    """One of OpenAI's four words; an SDK's poll ends at any other."""
    if job.state == "completed":
        return "completed"
    if job.state in TERMINAL:
        return "failed"
    return "in_progress" if job.started_at > 0 or job.state == "settling" else "queued"


def video(
    job: Job, request: Request | None, latest: Progress | None, *, percent: int, keep_days: int
) -> dict[str, Any]:
    """The Video object, all of its keys present. request: None once it was deleted; percent: 0 to 100.

    expires_at is when the record goes, ``keep_days`` after its last change.
    """
    ended_at = int(job.completed_at) if job.completed_at else None
    source = request.source if request else None
    return {
        "id": job.id,
        "object": "video",
        "model": job.model,
        "status": status(job),
        "progress": percent,
        "created_at": int(job.created_at),
        "completed_at": ended_at,
        "expires_at": ended_at + keep_days * DAY_S if ended_at and job.state == "completed" else None,
        "prompt": request.prompt if request else None,
        "size": f"{job.width}x{job.height}",
        "seconds": str(job.seconds),
        "remixed_from_video_id": source.video if source and source.way == "remix" else None,
        "error": {"code": job.error.code, "message": job.error.message} if job.error else None,
        "matinee": _additions(job, request, latest),
    }


def _additions(job: Job, request: Request | None, latest: Progress | None) -> dict[str, Any]:
    """What OpenAI's object has no room for. step and steps are the running stage's; sync is measured, or null.

    num_inference_steps and guidance_scale: null where they are the model's own.
    """
    running = job.state == "running"
    current = latest if running and latest is not None and latest.stage == job.stage else None
    return {
        "price": job.price,
        "step": current.step if current else job.steps_done,
        "steps": current.steps if current else job.steps,
        "stage": None if job.state in TERMINAL else "settle" if job.state == "settling" else job.stage,
        "eta_s": current.eta_s if current else None,
        "seed": job.seed,
        "num_inference_steps": (request.steps or None) if request else None,
        "guidance_scale": request.guidance if request else None,
        "quality": request.quality if request else None,
        "shots": request.shots if request else None,
        "panels": len(request.panels) if request else None,
        "merged_shots": request.merged_shots if request else None,
        "left_out_shots": request.left_out_shots if request else None,
        "left_out_lines": request.left_out_lines if request else None,
        "unsaid_lines": request.unsaid_lines if request else None,
        "source": {"video": request.source.video, "way": request.source.way} if request and request.source else None,
        "clip": _clip(request),
        "unknown_words": job.unknown_words,
        "replaced_words": job.replaced_words,
        "unread_words": job.unread_words,
        "speech": msgspec.structs.asdict(job.speech) if job.speech else None,
        "sync": _sync(job),
    }


def _clip(request: Request | None) -> dict[str, Any] | None:
    """Of a film that has a clip's picture, how long it is to the frame, and whether the clip came with sound."""
    clip = request.clip if request else None
    return {"seconds": clip.seconds, "frames": clip.frames, "sounds": clip.sounds} if clip else None


def _sync(job: Job) -> dict[str, Any] | None:
    if not job.verdict:
        return None
    return {"offset_median_ms": job.offset_median_ms, "coverage": job.coverage, "verdict": job.verdict}


def progress(latest: Progress) -> dict[str, Any]:
    """The latest progress of a stage. fraction: 0 to 1 of the stage; preview: a JPEG in base64, or null."""
    return {
        "step": latest.step,
        "steps": latest.steps,
        "fraction": latest.fraction,
        "eta_s": latest.eta_s,
        "stage": latest.stage,
        "preview": base64.b64encode(latest.preview).decode() if latest.preview else None,
    }
