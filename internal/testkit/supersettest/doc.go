// Package supersettest gives tests real Apache Superset servers, over a real PostgreSQL whose roles need passwords.
//
// scripts/ensure-superset.sh installs the versions; the scripts of test/superset start and fill a server, and its
// README tells what differs from a usual installation. A server listens on 127.0.0.1 only, on a port that was free,
// with random passwords, and ends with the test, or with the test process however that ends.
//
// A start takes about five seconds of a processor and 320 MB: Shared gives the tests of a package one server, Start
// gives a test its own, which it may stop, kill and start again. Each runs a test on every version.
//
// Without an installation the tests are skipped, or fail where CI=true or SUPERSETTEST_REQUIRE=1.
package supersettest
