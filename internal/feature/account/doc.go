// Package account is about people: users with local sign-in, sessions, one-time
// links, API tokens, and preferences.
//
// Nothing has a default password: the first start makes an administrator without
// one and a one-time link that sets it. Secrets of sessions, tokens and links are
// kept as hashes only; passwords as argon2id. Disabling a user, or changing a
// password, ends what was open.
//
// Owned tables: account, account_session, account_native_session, api_token,
// one_time_link, preference.
package account
