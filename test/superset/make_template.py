"""Fills an empty metadata database as `superset db upgrade`, `fab create-admin` and `init` do, in one process: each of
them would start the whole application, which is most of what they take.

Wants what superset_config.py wants, and prints what the commands print.
"""

import secrets
import sys

from superset.app import create_app
from superset.cli.main import superset

# A server gives this user the password that it is told.
ADMIN = {
    "username": "admin",
    "firstname": "Ada",
    "lastname": "Admin",
    "email": "admin@example.test",
    "password": secrets.token_urlsafe(24),
}
COMMANDS = [
    ["db", "upgrade"],
    ["fab", "create-admin", *(word for name, value in ADMIN.items() for word in (f"--{name}", value))],
    ["init"],
]

if __name__ == "__main__":
    runner = create_app().test_cli_runner()
    for command in COMMANDS:
        done = runner.invoke(superset, command)
        print(done.output)
        if done.exception:
            sys.exit(f"superset {' '.join(command[:2])}: {done.exception!r}")
