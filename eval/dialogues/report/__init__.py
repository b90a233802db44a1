"""The result of a run for programs (JSON), for CI (JUnit) and for people (HTML, terminal)."""
