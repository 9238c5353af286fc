"""What watches a run: the archive's keeper, the pace, the progress bar."""
