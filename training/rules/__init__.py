"""Rules of training as pure functions."""
