"""The records of members: what is missing, out of date, repeated or cannot be."""
