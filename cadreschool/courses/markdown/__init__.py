"""Markdown as Chinese authors write it, turned into safe HTML.

Python-Markdown does the parsing; the modules here add the marks of `courses.grammar`. Only the
rendering child imports this package: converting is slow and may be asked to choke on anything.
"""
