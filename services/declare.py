"""The streams of ``proto/streams.py`` as NATS wants them configured. It talks to no server."""

import secrets

from nats.js import api

from proto.streams import BUCKETS, DAY_S, STREAMS, Bucket, Stream
from services.settings import Settings


def wanted(settings: Settings) -> list[api.StreamConfig]:
    """Every stream and bucket that Matinee needs."""
    configs = [
        *(_stream_config(spec, settings) for spec in STREAMS),
        *(_bucket_stream(spec, settings) for spec in BUCKETS),
    ]
    for config in configs:
        config.num_replicas = settings.replicas
    return configs


def _stream_config(spec: Stream, settings: Settings) -> api.StreamConfig:
    age_s = settings.keep_jobs_days * DAY_S if spec.name == "JOBS" else spec.max_age_s
    return api.StreamConfig(
        name=spec.name,
        subjects=list(spec.subjects),
        storage=api.StorageType(spec.storage),
        retention=api.RetentionPolicy(spec.retention),
        # A stream with schedules may not refuse new messages; it has no limit but age.
        discard=api.DiscardPolicy.OLD if spec.schedules or spec.storage == "memory" else api.DiscardPolicy.NEW,
        max_age=age_s,
        max_msg_size=spec.message_bytes_max,
        max_msgs_per_subject=spec.per_subject_max,
        deny_delete=spec.deny_delete,
        deny_purge=spec.deny_delete,
        allow_direct=True,
        allow_atomic=spec.atomic or None,
        allow_msg_schedules=spec.schedules or None,
        allow_msg_ttl=spec.schedules or None,
        republish=api.RePublish(src=spec.republish[0], dest=spec.republish[1]) if spec.republish else None,
        duplicate_window=120,
    )


def _bucket_stream(bucket: Bucket, settings: Settings) -> api.StreamConfig:
    """A KV bucket as the stream it is. Source: NATS ADR-8. Prompts go a day after the last of their job's record."""
    days = settings.keep_jobs_days
    ttl_s = (days + 1) * DAY_S if bucket.name == "requests" and days else bucket.ttl_s
    return api.StreamConfig(
        name=f"KV_{bucket.name}",
        subjects=[f"$KV.{bucket.name}.>"],
        storage=api.StorageType.MEMORY if bucket.memory else api.StorageType.FILE,
        discard=api.DiscardPolicy.NEW,
        max_age=ttl_s,
        max_msgs_per_subject=1,
        deny_delete=True,
        allow_rollup_hdrs=True,
        allow_direct=True,
        duplicate_window=min(120, ttl_s) if ttl_s else 120,
    )


def follower(subject: str, after: int | None) -> api.ConsumerConfig:
    """A passing reader of ``subject``, from behind sequence ``after`` or from the last message of each subject."""
    policy = api.DeliverPolicy.LAST_PER_SUBJECT if after is None else api.DeliverPolicy.BY_START_SEQUENCE
    return api.ConsumerConfig(
        name=f"follow-{secrets.token_hex(8)}",
        deliver_policy=policy,
        opt_start_seq=None if after is None else after + 1,
        ack_policy=api.AckPolicy.NONE,
        filter_subject=subject,
        inactive_threshold=30,
        mem_storage=True,
        num_replicas=1,
    )
