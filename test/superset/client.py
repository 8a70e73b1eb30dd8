"""The smallest client that Superset's API lets work: bearer token, CSRF token, cookies, no redirects."""

import http.client
import json
import urllib.parse
from http.cookies import SimpleCookie
from typing import Any


class Client:
    """Talks to one Superset as one user; everything that is not a 2xx answer with JSON is an error."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self.url = url.rstrip("/")
        self.host = urllib.parse.urlsplit(self.url).netloc
        self.user, self.password = user, password
        self.cookies: dict[str, str] = {}
        self.bearer = self.csrf = ""

    def login(self) -> "Client":
        # Without a provider the answer is 500.
        body = {"username": self.user, "password": self.password, "provider": "db", "refresh": False}
        self.bearer = self.call("POST", "/api/v1/security/login", body)["access_token"]
        self.csrf = self.call("GET", "/api/v1/security/csrf_token/")["result"]
        return self

    def call(self, method: str, path: str, body: Any = None, timeout: float = 120) -> Any:
        headers = {"Accept": "application/json", "Referer": self.url + "/"}
        if self.bearer:
            headers["Authorization"] = f"Bearer {self.bearer}"
        if self.csrf:
            headers["X-CSRFToken"] = self.csrf
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        data = None
        if body is not None:
            # Without a body this header makes chart/data answer 400.
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        connection = http.client.HTTPConnection(self.host, timeout=timeout)
        try:
            connection.request(method, path, data, headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        if not 200 <= answer.status < 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:600].decode(errors='replace')}")
        return json.loads(content)
