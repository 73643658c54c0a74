"""The case library (案例): what happened at work, told for others without anybody's data."""
