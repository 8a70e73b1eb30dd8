"""Makes and changes metadata databases, on the PostgreSQL server in SUPERSET_TEST_METADATA.

    metadata.py dump NAME FILE   writes a database down as SQL
    metadata.py make NAME FILE   makes a database of what was written down
    metadata.py password NAME    gives its user "admin" the password in SUPERSET_ADMIN_PASSWORD
"""

import hashlib
import os
import secrets
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterator

import psycopg2

SERVER = os.environ["SUPERSET_TEST_METADATA"]
LOCK = 4736252  # any number that nobody else takes


@contextmanager
def connected(name: str) -> Iterator[Any]:
    """A cursor whose every statement is a transaction of its own."""
    connection = psycopg2.connect(f"{SERVER}/{name}")
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def make(name: str, file: str) -> None:
    """The dump is read once for each server; a copy of what came of it takes a fraction of that."""
    content = Path(file).read_bytes()
    template = f"superset_template_{hashlib.sha256(content).hexdigest()[:16]}"
    with connected("postgres") as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", (LOCK,))  # freed with the connection
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (template,))
        if not cursor.fetchone():
            building = f"building_{secrets.token_hex(8)}"
            cursor.execute(f"CREATE DATABASE {building}")
            restore(building, content)
            cursor.execute(f"ALTER DATABASE {building} RENAME TO {template}")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")


def restore(name: str, content: bytes) -> None:
    command = [program("psql"), "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-o", os.devnull, "-d", f"{SERVER}/{name}"]
    subprocess.run(command, input=content, check=True)


def dump(name: str, file: str) -> None:
    subprocess.run([program("pg_dump"), "--no-owner", "-f", file, f"{SERVER}/{name}"], check=True)


def program(name: str) -> str:
    """One of the server's own version where there is one: PG_BIN may hold links to its initdb and postgres alone."""
    beside = Path(os.environ["PG_BIN"], "initdb").resolve().with_name(name)
    return str(beside) if beside.exists() else name


def set_password(name: str) -> None:
    """`superset fab reset-password` does the same, but starts the whole application for it."""
    salt, rounds = secrets.token_hex(8), 1000
    digest = hashlib.pbkdf2_hmac("sha256", os.environ["SUPERSET_ADMIN_PASSWORD"].encode(), salt.encode(), rounds)
    with connected(name) as cursor:
        hashed = f"pbkdf2:sha256:{rounds}${salt}${digest.hex()}"
        cursor.execute("UPDATE ab_user SET password = %s WHERE username = 'admin'", (hashed,))
        if cursor.rowcount != 1:
            sys.exit("metadata.py: there is no user admin")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", name, file]:
            make(name, file)
        case ["dump", name, file]:
            dump(name, file)
        case ["password", name]:
            set_password(name)
        case _:
            sys.exit(__doc__)
