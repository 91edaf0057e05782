"""This checkout on the Windows build of Python, under Wine: ``python -m tests.windows`` (`make windows`)."""
