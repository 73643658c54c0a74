"""Sitting papers: who may begin when, how long, and when right answers may be seen."""
