"""The one place that reads the environment."""

from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parents[2]

env = environ.Env()

STATE_DIR = ROOT / env.str("KINERJA_STATE", default=".state")
"""Where a machine keeps its data: embedded database and broker, uploads, generated secret."""
