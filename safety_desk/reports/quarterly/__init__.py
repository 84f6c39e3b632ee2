"""季度评析: its figures, charts, words and the Word file."""
