"""Foreign rows into a ledger: the layout found, the plan of what changes, and the one commit."""
