"""What Prometheus may ask of every process. Numbers only: no labels that grow with users or jobs."""

from prometheus_client import Counter, Gauge, Histogram

deliveries = Counter("matinee_deliveries_total", "Messages handled, by what came of them", ["verb", "outcome"])
delivery_seconds = Histogram(
    "matinee_delivery_seconds",
    "Seconds from taking a message to its ack",
    ["verb"],
    buckets=(0.005, 0.02, 0.1, 0.5, 2, 10, 60, 300),
)
requests = Counter("matinee_http_requests_total", "HTTP requests, by route and status", ["route", "status"])
jobs_ended = Counter("matinee_jobs_ended_total", "Jobs that reached a terminal state", ["outcome"])
jobs_waiting = Gauge("matinee_jobs_waiting", "Jobs that wait for a worker", ["stage"])
workers_idle = Gauge("matinee_workers_idle", "Workers that wait for a token", ["verb"])
leading = Gauge("matinee_scheduler_leading", "1 while this scheduler leads")
live_clients = Gauge("matinee_live_clients", "Open websockets")
