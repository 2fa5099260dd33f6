#!/usr/bin/env python
"""Django's command line; ``script/manage`` runs it in the project's environment."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sabang_kinerja.settings.local")
    execute_from_command_line(sys.argv)
