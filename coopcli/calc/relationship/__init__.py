"""The relationship with members: solutions in use, margins, portfolios, contacts, and all of it member by member."""
