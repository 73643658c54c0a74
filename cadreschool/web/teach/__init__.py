"""The 教研台: courses being changed, previewed, reviewed and published."""
