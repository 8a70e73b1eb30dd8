// Package password says which passwords are too easy, and hashes and compares those
// that are not: argon2id, a few at a time, at a price that the hash carries.
package password
