"""The PostgreSQL behind the connections: one database for each Superset, and roles that read it with a password."""

import secrets
from pathlib import Path
from typing import Any, NamedTuple

import psycopg2


class Connection(NamedTuple):
    """What a connection of Superset was made with."""

    name: str
    host: str
    port: int
    database: str
    role: str
    password: str

    @property
    def uri(self) -> str:
        return f"postgresql+psycopg2://{self.role}:{self.password}@{self.host}:{self.port}/{self.database}"


class Warehouse:
    """One database of the server, made when it is not there. The user "warehouse" is its superuser."""

    host = "127.0.0.1"

    def __init__(self, port: int, database: str, password: str) -> None:
        self.port, self.database, self.password = port, database, password
        if not self.rows("SELECT 1 FROM pg_database WHERE datname = %s", database, on="postgres"):
            self.run(f"CREATE DATABASE {self.quoted(database)}", on="postgres")

    def rows(self, statement: str, *values: Any, on: str = "") -> list[tuple[Any, ...]]:
        connection = psycopg2.connect(
            host=self.host, port=self.port, user="warehouse", password=self.password, dbname=on or self.database
        )
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement, values or None)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def run(self, statement: str, *values: Any, on: str = "") -> None:
        self.rows(statement, *values, on=on)

    def make_tables(self, reader: str, nap: float) -> None:
        """Makes the schema sales anew, with a view that sleeps `nap` seconds."""
        text = Path(__file__).with_name("seed.sql").read_text(encoding="utf-8")
        self.run(text.replace(":nap", str(nap)).replace(":reader", self.quoted(reader)))

    def connection(self, name: str, role: str) -> Connection:
        """Gives a role a new password, and makes it when it is not there; it may connect, to every database, and no more."""
        password = secrets.token_urlsafe(18)
        if not self.rows("SELECT 1 FROM pg_roles WHERE rolname = %s", role):
            self.run(f"CREATE ROLE {self.quoted(role)} LOGIN")
        self.run(f"ALTER ROLE {self.quoted(role)} PASSWORD %s", password)
        return Connection(name, self.host, self.port, self.database, role, password)

    def may_read(self, role: str, table: str) -> None:
        self.run(f"GRANT USAGE ON SCHEMA sales TO {self.quoted(role)}; GRANT SELECT ON {table} TO {self.quoted(role)}")

    @staticmethod
    def quoted(name: str) -> str:
        return '"' + name.replace('"', '""') + '"'
