"""Courses: reading folders, checking them, rendering them."""
