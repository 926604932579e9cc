"""The harnesses of `make fuzz` are programs of their own; pytest leaves them alone."""

collect_ignore_glob = ["fuzz_*.py"]
