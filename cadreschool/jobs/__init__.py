"""Work that is done after the page has been answered: the durable table and its lease.

Knows who asked for what, how far it is and where its file lies. Knows nothing of what any kind of
work does: that is the worker's table of kinds.
"""
