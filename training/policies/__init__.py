"""Whether a state allows a step; who may take it stands in ``permissions``."""
