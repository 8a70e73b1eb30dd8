// Package apperror is the one vocabulary of failure: a kind that the edge turns
// into an HTTP status, a stable code that clients branch on, a sentence for
// people, and a private cause that only the log sees.
package apperror

import (
	"errors"
	"fmt"
	"time"
)

// Kind says what sort of failure happened. The set is closed.
type Kind string

// The kinds. httpserver maps each to one HTTP status.
const (
	Invalid         Kind = "invalid"
	NotFound        Kind = "not_found"
	Conflict        Kind = "conflict"
	Forbidden       Kind = "forbidden"
	Unauthenticated Kind = "unauthenticated"
	TooLarge        Kind = "too_large"
	Unsupported     Kind = "unsupported_media_type"
	Limited         Kind = "rate_limited"
	Unavailable     Kind = "unavailable"
	Internal        Kind = "internal"
)

// Field is one fault of an input: where it is and what is wrong with it. The
// message never repeats the value.
type Field struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

// Error is a failure with a kind. Message is for people and never holds a
// secret or a raw upstream payload.
type Error struct {
	Kind    Kind
	Code    string
	Message string
	Fields  []Field
	// RetryAfter is how long to wait before another try; zero when unknown.
	RetryAfter time.Duration
	// Details are extra members of the problem document, such as the two
	// versions of a save conflict. They must be safe to show.
	Details map[string]any
	cause   error
}

// New makes an error of a kind with the kind as its code.
func New(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Code: string(kind), Message: fmt.Sprintf(format, args...)}
}

// WithCode returns the error with a more exact stable code.
func (e *Error) WithCode(code string) *Error {
	e.Code = code
	return e
}

// WithField adds one field fault.
func (e *Error) WithField(field, format string, args ...any) *Error {
	e.Fields = append(e.Fields, Field{Field: field, Message: fmt.Sprintf(format, args...)})
	return e
}

// WithDetail adds an extra member of the problem document.
func (e *Error) WithDetail(key string, value any) *Error {
	if e.Details == nil {
		e.Details = map[string]any{}
	}
	e.Details[key] = value
	return e
}

// WithCause keeps the reason for the log; it is never shown to clients.
func (e *Error) WithCause(err error) *Error {
	e.cause = err
	return e
}

// Error gives the sentence and, behind it, the cause. It is for logs.
func (e *Error) Error() string {
	if e.cause != nil {
		return e.Message + ": " + e.cause.Error()
	}
	return e.Message
}

// Unwrap gives the private cause.
func (e *Error) Unwrap() error { return e.cause }

// InvalidField is the commonest error: one field of an input is wrong.
func InvalidField(field, format string, args ...any) *Error {
	message := fmt.Sprintf(format, args...)
	return New(Invalid, "%s: %s", field, message).WithField(field, "%s", message)
}

// KindOf tells the kind of any error; what is not an *Error is Internal.
func KindOf(err error) Kind {
	if found, ok := errors.AsType[*Error](err); ok {
		return found.Kind
	}
	return Internal
}

// Is reports whether the error has the kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }
