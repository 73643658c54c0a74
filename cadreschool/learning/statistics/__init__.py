"""What answers tell of questions (题目质量): how hard they are, and whether they can be trusted."""
