"""Carrying jobs out: one function per kind, each job in a child process with limits of its own.

The parent (`loop`) claims jobs, renews their leases and ends children that take too long or are
withdrawn; the child (`python -m cadreschool.worker`) knows nothing but its job. An edge like the
pages: it commits, and knows every package below it.
"""
