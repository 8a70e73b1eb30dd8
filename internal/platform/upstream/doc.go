// Package upstream is what all clients of other servers share: a client of a
// server's own is thin on a Client.
//
// One Client is one server under one login: a bounded pool of kept connections
// through netguard, a ceiling of requests at a time with a line in front that users
// share (turns.go), and a deadline that covers waiting as well. A server that gave no
// answer several times is left alone for a while, then one request finds out; one that
// asks for a pause has it. Each request is built from nothing: a path that the program
// wrote, the login, own headers, a text, bytes or a form. Answers are bytes up to a ceiling
// and their headers; nothing is decoded here, no cookie is kept, and redirects are not
// followed.
package upstream
