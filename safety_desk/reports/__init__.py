"""Sheets, papers, figures and measures on their way out. Functions of records; never queries."""
