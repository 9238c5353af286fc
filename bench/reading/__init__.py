"""The reading room measured at a size: over HTTP, warm, while a writer files articles."""
