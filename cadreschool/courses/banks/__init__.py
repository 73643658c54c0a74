"""Banks as content: their files checked, rendered and published; questions brought in from files.

Here because checking and rendering are here; what a bank is, is known by `questions.banks`.
"""
