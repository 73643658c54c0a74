"""Sums over the whole subtree of unions with very many below them, rebuilt every minute.

Everywhere else the counters of the direct members are added up at reading, exact at any moment.
"""
