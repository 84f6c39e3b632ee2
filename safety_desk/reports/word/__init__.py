"""Word documents: what all of them have in common, and the papers (文书) as documents that can be edited further."""
