"""Who needs help, and why (谁需要帮助): read from facts, never from visits."""
