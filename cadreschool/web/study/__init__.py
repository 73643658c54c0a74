"""学习台: what a cadre studies, and what came of it."""
