"""The checks of a course: each module knows one thing that authors get wrong."""
