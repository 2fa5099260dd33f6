"""Training, socialisation and development plans."""
