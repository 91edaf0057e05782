"""Letters: one text each, in Jinja over light markup, becomes a PDF, a page for e-mail and a message.

request → ``compose`` (values, template, blocks) → ``pages`` (HTML, message) and ``print`` (PDF) → ``files``.
"""
