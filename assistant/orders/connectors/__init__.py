"""Order desks over real shop systems, behind the same interface as the built-in one."""
