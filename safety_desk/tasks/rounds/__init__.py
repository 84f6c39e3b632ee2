"""Plan to paper: where the sites of a round come from, who goes there when, and what is printed for it."""
