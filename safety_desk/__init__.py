"""安全台账 Safety Desk: the desk of a township work-safety office."""

__version__ = "0.1.0"
