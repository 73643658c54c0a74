"""What supervisors see: standing, counted up the union tree. Read-only."""
