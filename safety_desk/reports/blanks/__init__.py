"""The superior's sheets and our own blanks: read, patched and filled without touching the rest."""
