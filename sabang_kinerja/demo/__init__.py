"""The demo city: three thousand fictitious people with two closed years and one in progress.

Every text and number comes from the files in ``data`` and from one seed; nobody in it exists.
"""
