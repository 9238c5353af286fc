"""The reading room's own modules: ``pages`` and ``answers`` are what a browser may ask for."""
