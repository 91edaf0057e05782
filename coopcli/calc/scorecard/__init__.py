"""A scorecard applied to the past: points of each case, and how well they told good from bad."""
