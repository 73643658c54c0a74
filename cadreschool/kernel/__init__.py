"""What every package may rest on: database, clock, errors, text, tokens, the viewer."""
