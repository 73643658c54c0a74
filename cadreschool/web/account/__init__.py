"""Signing in and out, the password, one's own sign-ins, how pages look."""
