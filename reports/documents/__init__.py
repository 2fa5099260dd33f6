"""Paper: contents as frozen values in, PDF/A-3a out. Nothing here reads the database.

The words of printed forms are the law's and stay Indonesian in every language of the screen, so
the templates of this room are not translated.
"""
