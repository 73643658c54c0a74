"""The forms of the 管理台: requests become values; nothing is saved here."""
