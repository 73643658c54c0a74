"""Reports of faulty questions (报错): told where the question stands, answered by a trainer."""
