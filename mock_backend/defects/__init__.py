"""One named defect a file; `registry` says how they work."""
