"""``matinee up``: starts everything, says where it is, and stays until it is told to stop."""

import argparse
import asyncio
import sys

from services import interrupt, logs
from services.process import StartError
from services.settings import Settings
from services.terminal import FAILED, fail, say
from services.up import Stack, announced


def up(_: argparse.Namespace, settings: Settings) -> int:
    """Serve until Ctrl-C. Standard output gets what a client needs and nothing else."""
    logs.configure("up", settings)
    stack = Stack(settings, own_logs=False)

    async def main() -> int:
        try:
            async with stack.running(lambda line: say(f"matinee: {line}")) as running:
                with announced(settings, running):
                    sys.stdout.write(f"MATINEE_URL={running.url}\nMATINEE_API_KEY={running.key}\n")
                    sys.stdout.flush()
                    say(f"matinee: ready: the API is {running.url}/v1; Ctrl-C stops everything")
                    await asyncio.Event().wait()
        except StartError as error:
            return fail(str(error))
        return FAILED

    return interrupt.run(main(), stack.kill)
