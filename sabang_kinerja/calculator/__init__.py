"""The public calculator: every rule of law or statistics alone, JSON in and JSON out.

An auditor checks a figure with it by hand; it needs no database and no services. The pages call
the same rules. Names of rules, keys and error codes are published and stay as they are.
"""
