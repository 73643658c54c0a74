"""Who signed how many practice records, as an auditor reads it: counted, never ranked."""
