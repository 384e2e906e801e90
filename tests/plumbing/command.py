"""The command line as another process: what it said and how it ended. It tests nothing."""

import asyncio
import os
import sys

from msgspec import Struct


class Run(Struct):
    """A finished command."""

    code: int
    out: str
    err: str


async def matinee(*arguments: str, **environment: str) -> Run:
    process = await started(*arguments, **environment)
    out, err = await asyncio.wait_for(process.communicate(), 120)
    return Run(code=process.returncode or 0, out=out.decode(), err=err.decode())


async def started(*arguments: str, **environment: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "services", *arguments),
        env={**os.environ, "MATINEE_API_KEY": "", **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
