"""The command ``matinee``, also as ``python -m services``."""

import sys

from services import cli


def main() -> int:
    """Run the command line; its exit code."""
    return cli.run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
