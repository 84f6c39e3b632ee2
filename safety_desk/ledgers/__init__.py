"""What the office keeps: each noun with its code lists, its records, its rules and its ledgers."""
