"""A server on loopback that answers byte for byte, wrongly on purpose: one behaviour a path."""

import contextlib
import gzip
import socket
import threading
import time
import zlib

from command import page

MARKER = "lighthouse"
BODY = page(MARKER).encode()
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
LONGEST = 20  # seconds that a connection is kept up


def with_length(head, body=BODY, length=None):
    return head + f"Content-Length: {len(body) if length is None else length}\r\n\r\n".encode() + body


def chunked(*pieces, end=b"0\r\n\r\n"):
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
    return OK + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + end


def encoded(coding, body):
    return with_length(OK + b"Content-Encoding: " + coding + b"\r\n", body)


def redirect(location):
    return b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n"


def status(number, body=BODY):
    return with_length(b"HTTP/1.1 %d X\r\nContent-Type: text/html\r\n" % number, body)


BOMB = gzip.compress(bytes(16 << 20))  # 16 MB out of 16 kB


def raw_deflate():
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(BODY) + packer.flush()


def drip(send, head, piece, pause):
    """Sends `piece` again and again until nobody listens."""
    send(head)
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        send(piece)
        time.sleep(pause)


# path -> (what comes of it, the answer). "page": the article; "either": an article or an error; else the kind of error.
# An answer is bytes, or a function of `send` that sends them; None resets the connection.
ANSWERS = {
    "/good": ("page", with_length(OK)),
    "/slow/first-byte": ("timeout", lambda send: time.sleep(LONGEST)),
    "/slow/headers": ("timeout", lambda send: drip(send, OK, b"X", 0.2)),
    "/slow/body": ("timeout", lambda send: drip(send, OK + b"\r\n" + BODY[:200], b" ", 0.2)),
    "/endless/body": ("too_large", lambda send: drip(send, OK + b"\r\n", b"<p>x</p>" * 100_000, 0)),
    "/endless/headers": ("too_large network", lambda send: drip(send, OK, b"X-Many: header\r\n" * 500, 0)),
    "/endless/one-header": ("too_large network", lambda send: drip(send, OK + b"X-Long: ", b"x" * 10_000, 0)),
    "/endless/1xx": ("too_large network", lambda send: drip(send, b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 500, 0)),
    "/bomb/gzip": ("too_large", encoded(b"gzip", BOMB)),
    "/bomb/nested": ("too_large", encoded(b"gzip, gzip", gzip.compress(BOMB))),
    "/bomb/layers": ("network", encoded(b", ".join([b"gzip"] * 12), b"x")),
    "/length/short": ("network", with_length(OK, length=50_000)),
    "/length/long": ("either", with_length(OK, length=400)),
    "/length/negative": ("either", with_length(OK, length=-1)),
    "/length/two": ("either", with_length(OK + b"Content-Length: 7\r\n")),
    "/length/4gb": ("too_large", with_length(OK, length=4 << 30)),
    "/length/none": ("page", OK + b"\r\n" + BODY),
    "/chunks/good": ("page", chunked(BODY[:99], BODY[99:], end=b"0\r\nX-Trailer: 1\r\n\r\n")),
    "/chunks/cut": ("network", chunked(BODY, end=b"ff\r\nhalf")),
    "/chunks/no-last": ("network", chunked(BODY, end=b"")),
    "/chunks/bad-size": ("network", chunked(BODY, end=b"zz\r\n\r\n")),
    "/chunks/huge-size": ("network", chunked(BODY, end=b"f" * 40 + b"\r\n")),
    "/redirect/loop": ("network", redirect(b"/redirect/loop")),
    "/redirect/good": ("page", redirect(b"/good#part")),
    "/redirect/file": ("denied_by_policy", redirect(b"file:///etc/passwd")),
    "/redirect/gopher": ("denied_by_policy", redirect(b"gopher://127.0.0.1:PORT/_x")),
    "/redirect/inside": ("denied_by_policy", redirect(b"http://127.0.0.1:PORT/")),
    "/redirect/decimal": ("denied_by_policy", redirect(b"http://2130706433:PORT/")),
    "/redirect/octal": ("denied_by_policy", redirect(b"http://0177.0.0.1:PORT/")),
    "/redirect/localhost": ("denied_by_policy", redirect(b"http://localhost:PORT/")),
    "/redirect/zero": ("denied_by_policy", redirect(b"http://0.0.0.0:PORT/")),
    "/redirect/mapped": ("denied_by_policy", redirect(b"http://[::ffff:127.0.0.1]:PORT/")),
    "/redirect/circled": ("denied_by_policy", redirect("http://①②⑦.⓪.⓪.①:PORT/".encode())),
    "/redirect/user": ("denied_by_policy", redirect(b"http://example.org@127.0.0.1:PORT/")),
    "/redirect/metadata": ("denied_by_policy", redirect(b"http://169.254.169.254/latest/")),
    "/redirect/mail": ("denied_by_policy", redirect(b"http://127.0.0.1:25/")),
    "/redirect/nowhere": ("http_status", b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"),
    "/redirect/long": ("either", redirect(b"/" + b"x" * 100_000)),
    "/status/304": ("http_status", b"HTTP/1.1 304 Not Modified\r\n\r\n"),
    "/status/401": ("http_status", status(401)),
    "/status/404": ("http_status", status(404)),
    "/status/418": ("http_status", status(418)),
    "/status/999": ("http_status", status(999)),
    "/protocol/0.9": ("network", BODY),
    "/protocol/ssh": ("network", b"SSH-2.0-OpenSSH_9.2\r\n"),
    "/protocol/101": ("http_status network", b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"),
    "/protocol/empty": ("network", b""),
    "/protocol/reset": ("network", None),
    "/protocol/no-reason": ("page", with_length(OK.replace(b" OK", b""))),
    "/protocol/1.0": ("page", (OK + b"\r\n" + BODY).replace(b"HTTP/1.1", b"HTTP/1.0")),
    "/protocol/early-hints": ("page", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + with_length(OK)),
    "/protocol/second-answer": ("page", with_length(OK) + with_length(OK, b"<p>not asked for</p>")),
    "/headers/huge": ("either", with_length(OK + b"X-Huge: " + b"x" * 200_000 + b"\r\n")),
    "/headers/fold": ("page", with_length(OK + b"X-Folded: a\r\n b\r\n")),
    "/headers/lf": ("page", with_length(OK).replace(b"\r\n", b"\n", 4)),
    "/headers/nul": ("either", with_length(OK + b"X-Nul: a\0b\r\n")),
    "/headers/escape": ("page", with_length(OK + b"X-Escape: \x1b[31m\r\n")),
    "/type/pdf": ("unsupported_type", with_length(OK, b"%PDF-1.7 " + b"x" * 9000)),
    "/type/png": ("unsupported_type", with_length(OK, b"\x89PNG\r\n\x1a\n" + bytes(9000))),
    "/type/none": ("page", with_length(b"HTTP/1.1 200 OK\r\n")),
    "/type/utf-7": ("page", with_length(OK.replace(b"html", b"html; charset=utf-7"))),
    "/coding/lie": ("either", encoded(b"gzip", BODY)),
    "/coding/unknown": ("network", encoded(b"foo", BODY)),
    "/coding/cut": ("network", encoded(b"gzip", gzip.compress(BODY)[:-20])),
    "/coding/trailing": ("page", encoded(b"gzip", gzip.compress(BODY) + b"garbage")),
    "/coding/raw-deflate": ("page", encoded(b"deflate", raw_deflate())),
    "/coding/brotli-garbage": ("network", encoded(b"br", b"\xff" * 300)),
}


class HostileServer:
    """`inner_hits` counts connections to the port next door, which nobody may be led to."""

    def __enter__(self):
        self.inner_hits = 0
        self.sockets = []
        self.port = self.listen(self.serve)
        self.inner_port = self.listen(self.count)
        self.host = f"127.0.0.1:{self.port}"
        return self

    def __exit__(self, *_):
        for listener in self.sockets:
            listener.close()

    def listen(self, handle):
        listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.sockets.append(listener)

        def accept():
            with contextlib.suppress(OSError):
                while True:
                    threading.Thread(target=handle, args=(listener.accept()[0],), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        return listener.getsockname()[1]

    def count(self, client):
        self.inner_hits += 1
        client.close()

    def serve(self, client):
        with client, contextlib.suppress(OSError):
            request = b""
            while b"\r\n\r\n" not in request:
                piece = client.recv(65536)
                if not piece:
                    return
                request += piece
            answer = ANSWERS[request.split(b" ")[1].decode()][1]
            if answer is None:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            elif callable(answer):
                answer(client.sendall)
            else:
                client.sendall(answer.replace(b":PORT", b":%d" % self.inner_port))
