"""A roster on its way through the 管理台: kept as a file, checked, confirmed, carried out.

The reading and comparing is that of `people.rosters`; here is what lies between the steps.
"""
