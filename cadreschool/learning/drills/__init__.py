"""Drills somebody wrote: the text, closing it, marking it oneself, and a marker's answer."""
