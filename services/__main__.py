"""The command ``matinee``, also as ``python -m services``."""

import sys


def main() -> int:
    """Run the command line; its exit code."""
    try:
        from services import cli

        return cli.run(sys.argv[1:])
    except KeyboardInterrupt:
        # Commands stop in order by themselves; this is before they have begun to, while files are imported.
        sys.stderr.write("matinee: stopped\n")
        return 130


if __name__ == "__main__":
    sys.exit(main())
