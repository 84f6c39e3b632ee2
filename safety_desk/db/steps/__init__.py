"""The steps of the schema's history, in order, each a file of SQL. A step that has shipped is never edited."""

STEPS = ("m001_first_schema",)
