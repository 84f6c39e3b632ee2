"""`python -m safety_desk`: the window without arguments, else the command line."""

import sys

from safety_desk.cli import main

if __name__ == "__main__":
    sys.exit(main())
