"""What to do next: a few suggestions with reasons, and a year's plan. Offers, never duties."""
