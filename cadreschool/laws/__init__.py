"""The registry of laws and the citations that point into it."""
