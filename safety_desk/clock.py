"""What time it is: the one place that asks the computer, so that a test can set the day."""

import datetime as dt


def now() -> dt.datetime:
    """Local time, whole seconds, without a zone: the office works in one place."""
    return dt.datetime.now().replace(microsecond=0)


def today() -> dt.date:
    """The local calendar day."""
    return now().date()
