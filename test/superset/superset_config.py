"""The configuration of one server. All that differs comes from the environment; serve.sh sets it."""

import os
from datetime import timedelta

SECRET_KEY = os.environ["SUPERSET_TEST_SECRET_KEY"]
METADATA = os.environ["SUPERSET_TEST_METADATA"].replace("postgresql://", "postgresql+psycopg2://")
SQLALCHEMY_DATABASE_URI = f"{METADATA}/{os.environ['SUPERSET_TEST_DATABASE']}"

# A cookie jar does not tell ports apart: without this, two servers on one host would share a session.
SESSION_COOKIE_NAME = f"session_{os.environ.get('SUPERSET_TEST_PORT', '0')}"
TALISMAN_ENABLED = False

# What clients must cope with stays on.
WTF_CSRF_ENABLED = True
FAB_ADD_SECURITY_API = True  # the default of 6.x; 4.1 and 5.0 have it off

# Nobody breaks into a server that lives for a test; the usual rounds are what seeding would wait for.
FAB_PASSWORD_HASH_METHOD = "pbkdf2:sha256:1000"

RATELIMIT_ENABLED = "SUPERSET_TEST_RATE_LIMIT" in os.environ
if RATELIMIT_ENABLED:
    AUTH_RATE_LIMITED = True
    RATELIMIT_APPLICATION = os.environ["SUPERSET_TEST_RATE_LIMIT"]
    RATELIMIT_STORAGE_URI = "memory://"

if "SUPERSET_TEST_TOKEN_SECONDS" in os.environ:
    JWT_ACCESS_TOKEN_EXPIRES = timedelta(seconds=int(os.environ["SUPERSET_TEST_TOKEN_SECONDS"]))

FEATURE_FLAGS = {name: True for name in os.environ.get("SUPERSET_TEST_FLAGS", "").split(",") if name}

CACHE_CONFIG = DATA_CACHE_CONFIG = {"CACHE_TYPE": "SimpleCache", "CACHE_DEFAULT_TIMEOUT": 300}
FILTER_STATE_CACHE_CONFIG = EXPLORE_FORM_DATA_CACHE_CONFIG = CACHE_CONFIG
