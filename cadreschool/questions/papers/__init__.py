"""Papers: what is asked, of whom, when, and how it is marked (组卷)."""
