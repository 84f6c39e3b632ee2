"""The office's own Word forms: a .docx with placeholders in the office's terms, checked and filled from a record."""
