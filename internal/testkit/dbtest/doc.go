// Package dbtest gives tests fresh, migrated databases of both engines.
//
// PostgreSQL is a throw-away server that the first test process of the machine
// starts and the others share; a guard process stops it about a minute after the
// last of them is gone. DASHKEEP_TEST_POSTGRES_URL names a server to use instead;
// its user must be allowed to create databases. Each test's database is a copy of
// a migrated template and is dropped afterwards.
//
// Without PostgreSQL its half is skipped, or fails where CI=true or
// DBTEST_REQUIRE_POSTGRES=1.
package dbtest
