"""What the school tells people: announcements of unions to their cadres."""
