"""The window in tests."""

from windows import answers, page_of, qapp, window  # noqa: F401
