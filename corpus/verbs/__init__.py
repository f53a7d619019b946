"""The commands; each has ``add_arguments(parser)`` and ``run(options) -> exit status``, which imports what it runs."""
