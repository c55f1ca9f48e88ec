"""What the black-box tests share: the command, temporary folders, pages and a local server."""

import contextlib
import gzip
import http.server
import json
import os
import pathlib
import subprocess
import tempfile
import threading
import time
import unittest

LUBB = os.environ.get("LUBB", "lubb")
REPOSITORY = pathlib.Path(__file__).resolve().parents[2]

SENTENCES = [
    "The council met on Monday and decided, after a long debate, that the old bridge will be repaired next year.",
    "Work starts in March, the mayor said, and will cost less than had been feared; the region pays half of it.",
    "People who live near the bridge were pleased, although some asked why it had taken so long to decide.",
]


def page(word="bridge", title="A story", head=""):
    """An HTML page with one clear article that holds `word`."""
    paragraphs = "".join(f"<p>{sentence.replace('bridge', word)}</p>" for sentence in SENTENCES)
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>{head}</head><body>"
        f"<nav><a href=/>Home</a> <a href=/b>More</a></nav><article><h1>{title}</h1>{paragraphs}</article>"
        "<footer>All rights reserved</footer></body></html>"
    )


def is_sanitized():
    """Sanitizers need more memory, and to be the first library of a process."""
    return b"__asan_init" in pathlib.Path(LUBB).read_bytes()


class Result:
    def __init__(self, completed):
        self.code = completed.returncode
        self.out = completed.stdout.decode("utf-8")
        self.err = completed.stderr.decode("utf-8", "replace")

    @property
    def rows(self):
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def statuses(self):
        return {row["id"]: row["status"] for row in self.rows}


class CommandTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="lubb-cli-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def environment(self, extra=None):
        environment = {
            key: value
            for key, value in os.environ.items()
            if not key.lower().endswith("_proxy") and not key.startswith("LUBB_")
        }
        environment.update(extra or {})
        return environment

    def run_lubb(self, *arguments, stdin=b"", environment=None, timeout=60):
        completed = subprocess.run(
            [LUBB, *map(os.fspath, arguments)],
            input=stdin,
            capture_output=True,
            cwd=self.folder,
            env=self.environment(environment),
            timeout=timeout,
        )
        result = Result(completed)
        if result.code != 0:
            self.assertTrue(result.err.strip(), "an exit status other than 0 needs a line on standard error")
        return result

    def start_lubb(self, *arguments, **keywords):
        process = subprocess.Popen(
            [LUBB, *map(os.fspath, arguments)], cwd=self.folder, env=self.environment(), **keywords
        )
        self.addCleanup(self.end, process)
        return process

    @staticmethod
    def end(process):
        if process.poll() is None:
            process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream:
                stream.close()

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def wait_for(self, condition, seconds=20):
        until = time.monotonic() + seconds
        while not condition():
            self.assertLess(time.monotonic(), until, "it did not happen in time")
            time.sleep(0.02)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def reply(self, body, status=200, **headers):
        self.send_response(status)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers.setdefault("Content-Type", "text/html; charset=utf-8")
        headers.setdefault("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def do_GET(self):
        self.server.requests.append((self.path, dict(self.headers)))
        body = page("lighthouse").encode()
        packed = gzip.compress(body)
        path = self.path
        if path in self.server.answers:
            answers = self.server.answers[path]
            content, status, headers = answers.pop(0) if len(answers) > 1 else answers[0]
            self.reply(content, status, **headers)
        elif path.startswith("/ok"):
            self.reply(page("lighthouse" + path[3:]).encode())
        elif path == "/redirect":
            self.reply(b"", 302, Location="/ok")
        elif path == "/loop":
            self.reply(b"", 302, Location="/loop")
        elif path == "/to-file":
            self.reply(b"", 302, Location="file:///etc/passwd")
        elif path == "/to-localhost":
            self.reply(b"", 302, Location=f"http://localhost:{self.server.server_port}/ok")
        elif path == "/gzip":
            self.reply(packed, Content_Encoding="gzip")
        elif path == "/gzip-cut":
            self.reply(packed[:-30], Content_Encoding="gzip")
        elif path == "/cut":
            self.reply(body[:-30], Content_Length=str(len(body)))
            self.close_connection = True
        elif path == "/slow":
            time.sleep(5)
            self.reply(body)
        elif path == "/pdf":
            self.reply(b"%PDF-1.7 <html>" + b"x" * 9000, Content_Type="text/html")
        elif path == "/1256":
            text = "<p>" + "خبر عاجل من المدينة عن الجسر القديم، قال المتحدث باسم البلدية. " * 8 + "</p>"
            self.reply(text.encode("windows-1256"), Content_Type="text/html; charset=windows-1256")
        else:
            self.reply(body, 404)


class QuietServer(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        pass  # clients that leave are the subject of some tests


class Server:
    """A server on loopback; `requests` lists paths and headers."""

    def __enter__(self):
        self.server = QuietServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.requests = []
        self.server.answers = {}
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.host = f"127.0.0.1:{self.server.server_port}"
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, path, body="", status=200, **headers):
        """What a path gives; given several times, one answer a request, the last one for ever."""
        answer = (body if isinstance(body, bytes) else body.encode(), status, headers)
        self.server.answers.setdefault(path, []).append(answer)

    def asked(self, path):
        return sum(asked == path for asked, _ in self.requests)

    @property
    def requests(self):
        return self.server.requests

    def url(self, path):
        return f"http://{self.host}{path}"
