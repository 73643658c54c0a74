"""What the school tells people: announcements of unions, and messages to one person."""
