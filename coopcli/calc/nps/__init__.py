"""Surveys of members: the Net Promoter Score and all that is asked beside it."""
