"""The two families of error: what the person can mend, and what is our fault."""


class Refusal(Exception):
    """Something the person must mend first; the message is Chinese and says what, where and what to do.

    Any other exception that reaches the surface is a defect of the program.
    """


class Cancelled(Exception):
    """The person stopped a job; nothing of it was kept."""
