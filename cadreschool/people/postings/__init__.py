"""Posts (岗位) held at unions, with their days. Knows nothing of what is counted of a cadre."""
