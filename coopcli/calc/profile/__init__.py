"""The profile of default: who is late, by what, and how sure one may be of it."""
