"""Where addresses come from: pure functions, bytes to links."""
