"""What the school costs, each figure beside a limit measured in the same run: `make bench`.

One line per measurement. They are not tests: a slower machine fails nobody.
"""
