"""Review: when a question comes back (每日一练), and what is left of a lesson later (延时复测)."""
