"""What a log says of an error: where it was, and never what was in the variables there."""

import pytest
import structlog

from services import logs
from services.settings import Settings


@pytest.mark.parametrize("log_format", ["json", "pretty"])
def test_a_traceback_shows_no_values(log_format: str, capsys: pytest.CaptureFixture[str]) -> None:
    secret = "-".join(("not", "for", "logs"))

    def fail(settings: Settings) -> None:
        raise ValueError(len(settings.s3_secret_key))

    try:
        logs.configure("tests", Settings(log_format=log_format))
        try:
            fail(Settings(s3_secret_key=secret))
        except ValueError:
            logs.get(__name__).exception("it.failed")
    finally:
        structlog.reset_defaults()
        structlog.contextvars.clear_contextvars()
    written = capsys.readouterr().err
    assert "it.failed" in written
    assert "ValueError" in written
    assert secret not in written
