"""The amendment radar: what cites an article that was amended, and who looked at it again.

A citation is pinned to the version its passage was written under, and stays so while the passage
does. When a newer version is known, registered or imported, the two are compared article by
article; every passage and question whose article did not stay the same gets a recheck (复核).
"""
