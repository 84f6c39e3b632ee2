"""A blank of the superior, filled: what its columns and grids mean, and the values that go in."""
