"""What a page becomes: extraction, checks, and the archive. Imports nothing from ``crawler``."""
