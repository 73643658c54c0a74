"""The mistake book (错题本): one entry for each question somebody once answered wrongly."""
