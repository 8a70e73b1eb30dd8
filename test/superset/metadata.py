"""Changes the metadata database of a server that is not running.

    metadata.py like-postgres FILE   gives SQLite the constraints that Superset has on PostgreSQL and MySQL
    metadata.py password FILE        gives the user "admin" the password in SUPERSET_ADMIN_PASSWORD
"""

import hashlib
import os
import re
import secrets
import sqlite3
import sys


def like_postgres(db: sqlite3.Connection) -> None:
    """Superset's migrations cannot drop an unnamed constraint on SQLite, so there no two datasets may have the
    same table name, not even in different databases; and they leave out the unique index of dashboard slugs.
    """
    (made,) = db.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'tables'").fetchone()
    if "UNIQUE (table_name)" in made:
        columns = ", ".join(f'"{column[1]}"' for column in db.execute("PRAGMA table_info(tables)"))
        fixed = re.sub(r'CREATE TABLE "?tables"?', "CREATE TABLE tables_fixed", made, count=1)
        db.execute(re.sub(r",?\s*UNIQUE \(table_name\)", "", fixed))
        db.execute(f"INSERT INTO tables_fixed ({columns}) SELECT {columns} FROM tables")
        db.execute("DROP TABLE tables")
        db.execute("ALTER TABLE tables_fixed RENAME TO tables")
    db.execute("CREATE UNIQUE INDEX IF NOT EXISTS idx_unique_slug ON dashboards (slug)")


def set_password(db: sqlite3.Connection) -> None:
    """`superset fab reset-password` does the same, but starts the whole application for it."""
    salt, rounds = secrets.token_hex(8), 1000
    digest = hashlib.pbkdf2_hmac("sha256", os.environ["SUPERSET_ADMIN_PASSWORD"].encode(), salt.encode(), rounds)
    changed = db.execute(
        "UPDATE ab_user SET password = ? WHERE username = 'admin'", (f"pbkdf2:sha256:{rounds}${salt}${digest.hex()}",)
    )
    if changed.rowcount != 1:
        sys.exit("metadata.py: the template has no user admin")


def main() -> None:
    commands = {"like-postgres": like_postgres, "password": set_password}
    if len(sys.argv) != 3 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    with sqlite3.connect(sys.argv[2]) as db:
        commands[sys.argv[1]](db)


if __name__ == "__main__":
    main()
