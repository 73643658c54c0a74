"""What happened to an account, told to its owner: read from the audit rows, written nowhere."""
