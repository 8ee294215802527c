"""Sends ordinary and hostile requests to a server: drive_server.py free | SERVER PORT FOLDER FAMILIES.

`free` prints a free port of the loopback, and the address families that have it: "4" or "46". SERVER
is nginx, apache or caddy. The last line printed is how many requests a server has to have logged.
"""

import base64
import random
import socket
import sys
import time

BAD_USERS = [
    b"ann lee", b"a [1x", b"x [10/Oct/2000:13:55:36 +0000] y", b'say "hi"', b"back\\slash", b"] \"",
    b"line\nfeed", b"caf\xe9", b"\x1b[31mred",
]
BAD_HEADERS = [
    b'quo"ted', b"back\\slash\\", b'both\\"', b"caf\xe9 \xff\xfe", "größe 漢字 \u2028".encode(),
    b"<script>alert(1)</script>", b"${jndi:ldap://x/a}", b'"},"status":999,"x":{"', b"tab\tin it",
    b"-", b"", b"a" * 3000, b"'; DROP TABLE logs; --", b"200 512", b'" 200 512 "-" "-',
]
BAD_REQUESTS = [
    b"GET /\xff\xfe HTTP/1.1", b'GET /say"hi" HTTP/1.1', b"GET /back\\slash HTTP/1.1",
    b"GET /a b c HTTP/1.1", b"GET /\x1b[31mred HTTP/1.1", b"GET /%00%1b%0a HTTP/1.1",
    b"GET /" + b"long/" * 1500 + b" HTTP/1.1", b"GET /?q=<script>alert(1)</script> HTTP/1.1",
    b"M-SEARCH * HTTP/1.1", b"PROP_FIND / HTTP/1.1", b"OPTIONS * HTTP/1.1", b"GET / HTTP/9.9",
    b"GET /../../etc/passwd HTTP/1.1", b"GET http://other.example/x HTTP/1.1", b"get / http/1.1",
    b"GET /" + b"%41" * 9000 + b" HTTP/1.1", b"GET / HTTP/1.1 extra", b"CONNECT x.example:1 HTTP/1.1",
    b"GET /\x00 HTTP/1.1", b"GET  /two HTTP/1.1", b"\xc3\xa9 / HTTP/1.1", b"GET /[10/Oct/2000] HTTP/1.1",
]
# Without a line ending of HTTP, or without a request.
BAD_BYTES = [
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\x00\xe9\xaf\n\r\n",
    b"GET /old\r\n\r\n",
    b"\x00\x01\x02\x03\r\n\r\n",
    b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    b"\"quoted\" \\ \r\n\r\n",
]
AGENTS = [
    b"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
    b"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", b"curl/8.5.0",
]
TARGETS = [b"/", b"/page.html", b"/page.html?x=1&y=2", b"/style.css", b"/none.html", b"/none.png?v=2"]
METHODS = [b"GET", b"GET", b"GET", b"HEAD", b"POST", b"DELETE"]


class Driver:
    def __init__(self, server, port, folder):
        self.server, self.port, self.folder = server, port, folder
        self.count = 0

    def connect(self, address="127.0.0.1"):
        connection = socket.create_connection((address, self.port), timeout=20)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def wait(self):
        for _ in range(400):
            try:
                return self.connect().close()
            except OSError:
                time.sleep(0.05)
        sys.exit("the server does not listen")

    def send(self, data, address="127.0.0.1", requests=1):
        """Sends bytes and waits for the end of the answer, after which the server has logged."""
        answer = b""
        with self.connect(address) as connection:
            try:
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # The server has answered already, and does not want the rest.
            try:
                while part := connection.recv(65536):
                    answer += part
            except OSError:
                pass
        # Go answers what is no request of HTTP by itself, and no log of Caddy's has it.
        if self.server == "caddy":
            requests = answer.count(b"\nServer: Caddy")
        elif not answer:
            sys.exit(f"no answer to {data[:100]!r}")
        self.count += requests

    def request(self, line, headers=(), address="127.0.0.1", body=b""):
        fields = [b"Host: www.example.com", b"Connection: close", *headers]
        if body:
            fields.append(b"Content-Length: %d" % len(body))
        self.send(b"\r\n".join([line, *fields, b"", body]), address)

    def ordinary(self, count, address):
        dice = random.Random(count)
        for _ in range(count):
            method = dice.choice(METHODS)
            headers = [b"User-Agent: " + dice.choice(AGENTS)]
            if dice.random() < 0.5:
                headers.append(b"Referer: https://www.example.com" + dice.choice(TARGETS))
            version = dice.choice([b"HTTP/1.1", b"HTTP/1.1", b"HTTP/1.0"])
            body = b"a=b" if method == b"POST" else b""
            line = b" ".join([method, dice.choice(TARGETS), version])
            self.request(line, headers, address, body)

    def hostile(self):
        for line in BAD_REQUESTS:
            self.request(line, [b"User-Agent: x"])
        for value in BAD_HEADERS:
            self.request(b"GET / HTTP/1.1", [b"User-Agent: " + value])
            self.request(b"GET / HTTP/1.1", [b"Referer: " + value, b"User-Agent: x"])
        for user in BAD_USERS:
            login = base64.b64encode(user + b":secret")
            self.request(b"GET /private HTTP/1.1", [b"Authorization: Basic " + login])
        for data in BAD_BYTES:
            self.send(data)
        two = b"GET /page.html HTTP/1.1\r\nHost: a.example\r\n\r\n"
        self.send(two + two.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"), requests=2)

    def aborted(self):
        """A client that goes away while the server waits for another one."""
        with socket.socket(socket.AF_UNIX) as upstream:
            upstream.bind(f"{self.folder}/slow.sock")
            upstream.listen()
            client = self.connect()
            client.sendall(b"GET /slow HTTP/1.1\r\nHost: a\r\nUser-Agent: gone\r\n\r\n")
            waiting, _ = upstream.accept()
            client.close()
            while waiting.recv(65536):
                pass
        self.count += 1


def free():
    for _ in range(100):
        with socket.socket() as first:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            if not socket.has_ipv6:
                return print(port, "4")
            try:
                with socket.socket(socket.AF_INET6) as second:
                    second.bind(("::1", port))
                    return print(port, "46")
            except OSError as error:
                if error.errno != 98:
                    return print(port, "4")


def main():
    if sys.argv[1] == "free":
        return free()
    server, port, folder, families = sys.argv[1:]
    driver = Driver(server, int(port), folder)
    driver.wait()
    driver.ordinary(120, "127.0.0.1")
    if "6" in families:
        driver.ordinary(60, "::1")
    driver.hostile()
    if server == "nginx":
        driver.aborted()
    driver.ordinary(20, "127.0.0.1")
    print(driver.count)


main()
