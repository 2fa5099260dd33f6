"""One function per use case; each writes in one transaction and asks a verdict first."""
