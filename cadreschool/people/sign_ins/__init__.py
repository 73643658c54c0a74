"""Browsers and sign-ins by their tokens: what the door asks before it opens."""
