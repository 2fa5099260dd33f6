"""Settings: ``base`` holds what never differs, ``local``, ``test`` and ``production`` the rest."""
