// Package account is about people: users with local sign-in, one-time links and
// preferences. What lets somebody in afterwards is the sub-package credential, what
// makes a password good is password, and who guesses is slowed down by guess.
//
// Nothing has a default password: the first start makes an administrator without
// one and a one-time link that sets it. Secrets of links are kept as hashes only,
// passwords as argon2id. Disabling a user, or changing a password, ends what was open.
//
// Owned tables: account, one_time_link, preference.
package account
