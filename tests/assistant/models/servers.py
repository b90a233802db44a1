"""Small programs that stand in for vLLM where only its process matters."""

import sys

HEALTHY = """
import http.server, sys

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        if self.path == "/die":
            sys.exit("asked to die")

http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""

WITH_CHILD = """
import signal, subprocess, sys

stubborn = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True)"
subprocess.Popen([sys.executable, "-c", stubborn + "; signal.pause()"])
signal.pause()
"""
"""Says "up" through a child that ignores SIGTERM, and stays."""

MORTAL = "print('up', flush=True); raise SystemExit(3)"
"""Says "up" and dies."""


def program(code: str, *arguments: str) -> list[str]:
    """Return the command that runs a program."""
    return [sys.executable, "-c", code, *arguments]
