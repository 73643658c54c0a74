"""A second factor at the door: a number that a phone computes anew every half minute (RFC 6238).

What the phone and the school share is stored encrypted; nothing here tells one from the other.
"""
