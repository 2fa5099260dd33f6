"""Database and broker for a machine that has none, and the processes around them.

``script/serve``, ``script/test`` and ``script/manage`` stand on this package. It knows nothing
of Django: it finds binaries, starts servers, and tells the application where they listen by
``DATABASE_URL`` and ``REDIS_URL``. With those two set from outside, nothing here starts.
"""
