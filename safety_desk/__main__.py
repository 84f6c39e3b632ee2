"""`python -m safety_desk`: the window without arguments, else the command line. The frozen program begins here too."""

import sys
from io import StringIO


def main(arguments: list[str]) -> int:
    """The program; with `--read-file` the child process in which a frozen program reads a foreign file."""
    if arguments[:1] == ["--read-file"]:
        from safety_desk.intake import child

        return child.main(arguments[1:])
    from safety_desk import cli

    sys.stdout, sys.stderr = sys.stdout or StringIO(), sys.stderr or StringIO()  # the window's exe has no console
    return cli.main(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
