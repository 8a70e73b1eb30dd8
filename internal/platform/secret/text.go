// Package secret keeps passwords, tokens and keys from leaving. Text is a string
// that never prints; Box encrypts at rest and binds each value to its row; Token
// makes and checks opaque credentials of which only a hash is stored.
package secret

import (
	"fmt"
	"log/slog"
)

const redacted = "[redacted]"

// Text is a secret string. However it is formatted, logged or encoded it shows
// as [redacted]; only Use hands it out. The zero Text is empty.
type Text struct{ value string }

// New wraps a secret.
func New(value string) Text { return Text{value: value} }

// Use hands the secret to a function. The function must not keep it.
func (t Text) Use(fn func(plain string)) { fn(t.value) }

// Empty reports whether there is no secret.
func (t Text) Empty() bool { return t.value == "" }

// String hides the secret.
func (t Text) String() string { return redacted }

// GoString hides the secret.
func (t Text) GoString() string { return redacted }

// Format hides the secret from every verb.
func (t Text) Format(state fmt.State, _ rune) { _, _ = state.Write([]byte(redacted)) }

// MarshalText hides the secret from encoders.
func (t Text) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// MarshalJSON hides the secret from JSON.
func (t Text) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }

// LogValue hides the secret from slog.
func (t Text) LogValue() slog.Value { return slog.StringValue(redacted) }
