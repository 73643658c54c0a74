"""Cadres, their appointments and how they sign in. Knows no courses and no pages."""
