// Package credential is about what lets somebody in once they have signed in:
// sessions of browsers, JWTs of the sessions of Perses' clients, API tokens of
// programs. Secrets are kept as hashes only; whatever ends a session ends its JWTs.
//
// Owned tables: account_session, account_native_session, api_token.
package credential
