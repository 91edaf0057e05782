"""The credit desk: rating, limits, impediments, rates and authority of proposals."""
