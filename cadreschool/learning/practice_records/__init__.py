"""Practice records (实践记录): work that was done, told without anybody's data, and signed."""
