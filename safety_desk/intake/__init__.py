"""Foreign files on their way in: read in a child process, headers found, columns matched, rows judged."""
