"""A site behind a certificate that nobody signed, and a proxy through which it can be reached."""

import select
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

IDLE_S = 30.0
PAGE = b"<!doctype html><title>behind</title><main>behind</main>"


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *_: object) -> None:
        """Keeps quiet."""


@contextmanager
def tls_site(folder: Path) -> Iterator[int]:
    """The port of a site on loopback with a self-signed certificate for `app.test`."""
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    httpd.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(folder))
    httpd.socket = context.wrap_socket(
        httpd.socket, server_side=True, do_handshake_on_connect=False
    )
    with _served(httpd):
        yield httpd.server_port


@dataclass
class Proxy:
    """A proxy's port, and what was asked of it: the hosts of CONNECT, in order."""

    port: int
    asked: list[str] = field(default_factory=list)


@contextmanager
def connect_proxy(target_port: int) -> Iterator[Proxy]:
    """A proxy that connects whatever host is asked for to the port on loopback."""
    proxy = Proxy(0)

    class Tunnel(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            line = self.rfile.readline().decode("latin-1").split()
            while self.rfile.readline().strip():
                pass
            if len(line) < 2 or line[0] != "CONNECT":
                return
            proxy.asked.append(line[1])
            with socket.create_connection(("127.0.0.1", target_port)) as far:
                self.wfile.write(b"HTTP/1.1 200 Connected\r\n\r\n")
                _carry(self.connection, far)

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Tunnel)
    server.daemon_threads = True
    proxy.port = int(server.server_address[1])
    with _served(server):
        yield proxy


@contextmanager
def _served(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _carry(near: socket.socket, far: socket.socket) -> None:
    """Carries bytes both ways until one side ends."""
    other = {near: far, far: near}
    while ready := select.select([near, far], [], [], IDLE_S)[0]:
        for side in ready:
            try:
                data = side.recv(65_536)
            except OSError:
                return
            if not data:
                return
            other[side].sendall(data)


def _certificate(folder: Path) -> Path:
    """A file with the key and a certificate for `app.test` that it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "app.test")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("app.test")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = folder / "app.test.pem"
    path.write_bytes(pem + certificate.public_bytes(serialization.Encoding.PEM))
    return path
