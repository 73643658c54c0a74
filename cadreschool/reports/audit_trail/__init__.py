"""The audit rows as an auditor reads them: filtered, with names, in words."""
