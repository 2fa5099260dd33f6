"""Reads of the feedback room, each the size of a page."""
