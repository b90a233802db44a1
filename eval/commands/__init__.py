"""One module a command of `shopassist eval`; each exposes `register(app)`, see `eval.cli`."""
