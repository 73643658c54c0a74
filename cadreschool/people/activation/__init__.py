"""One-time codes: how a cadre who came in by roster comes to a password of their own.

An administrator can make a code, never a password: nobody signs in as somebody else.
"""
