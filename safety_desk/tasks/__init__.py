"""Jobs that join the database, foreign files and reports: what the window and the command line both do."""
