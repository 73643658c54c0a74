"""A cadre's whole file (学习档案): one page, one workbook, one JSON file of the same rows."""
