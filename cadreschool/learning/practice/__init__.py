"""Practice that never counts: question by question, each answered and looked at by itself."""
