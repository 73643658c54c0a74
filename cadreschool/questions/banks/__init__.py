"""Banks: questions that stand in no lesson, kept by trainers for papers and practice."""
