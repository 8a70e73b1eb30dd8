package superset

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/client/superset/refusal"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

// Reason says why a call failed. The list is closed.
type Reason string

// The reasons.
const (
	AuthFailed  Reason = "auth_failed"  // the login, token or session is not taken
	Forbidden   Reason = "forbidden"    // the account may not do that
	NotFound    Reason = "not_found"    // there is no such object
	RateLimited Reason = "rate_limited" // too many requests; RetryAfter says when again
	Unavailable Reason = "unavailable"  // it does not work just now, or is left alone after it did not
	Unreachable Reason = "unreachable"  // no connection, or it ended without an answer
	Blocked     Reason = "blocked"      // this program must not connect there
	NotSuperset Reason = "not_superset" // what answers is a page, a redirect or another program
	CSRF        Reason = "csrf"         // the token against forged requests is not taken, although it is new
	Refused     Reason = "refused"      // Findings say what is wrong
	Invalid     Reason = "invalid"      // the server does not take the request, and Findings don't say more
	Failed      Reason = "failed"       // the server broke and does not say why
	TooLarge    Reason = "too_large"    // the answer, or what was to be sent, is larger than is taken
	Unreadable  Reason = "unreadable"   // the answer is JSON of another shape, or none
	Timeout     Reason = "timeout"      // no answer in time
	Cancelled   Reason = "cancelled"    // who asked went away
)

// Error is why a call failed. Every error of this package is one, except those of New.
type Error struct {
	// Op is what was to be done, such as "list dashboards".
	Op string
	// Reason is always set.
	Reason Reason
	// Status is the answer's HTTP status; zero when none came.
	Status int
	// Message is one sanitized line for people.
	Message string
	// RetryAfter is when to ask again at the earliest; zero when nothing is known.
	RetryAfter time.Duration
	// Findings are what the server's answer means; empty when there was none to read.
	Findings []refusal.Finding
	// Unsure is true when the call changes something and may have done so: it was sent, and
	// no answer says what became of it.
	Unsure bool

	cause error
	// login is true of a redirect to the page for signing in.
	login bool
	// unsent is true when the server has seen nothing of it, and before when not even that
	// was tried: signing in failed, or what must be fetched first.
	unsent, before bool
}

// Error is for logs: it has no secrets and is one line.
func (e *Error) Error() string {
	if e.Status > 0 {
		return fmt.Sprintf("superset: %s: %s (HTTP %d): %s", e.Op, e.Reason, e.Status, e.Message)
	}
	return fmt.Sprintf("superset: %s: %s: %s", e.Op, e.Reason, e.Message)
}

// Unwrap gives a context's error, or what upstream says.
func (e *Error) Unwrap() error { return e.cause }

// Has reports whether one of the findings is of a kind.
func (e *Error) Has(kind refusal.Kind) bool {
	return slices.ContainsFunc(e.Findings, func(f refusal.Finding) bool { return f.Kind == kind })
}

// OfDatabase reports whether the database behind the server is what failed, whatever the
// status.
func (e *Error) OfDatabase() bool {
	return slices.ContainsFunc(e.Findings, func(f refusal.Finding) bool { return f.Kind.OfDatabase() })
}

// ReasonOf gives an error's reason; empty when it is none of this package.
func ReasonOf(err error) Reason {
	if found, ok := errors.AsType[*Error](err); ok {
		return found.Reason
	}
	return ""
}

// unanswered makes an error of what upstream says instead of an answer.
func unanswered(err error) *Error {
	e := &Error{cause: err, Reason: Unreachable, Message: "the connection ended without an answer"}
	switch {
	case errors.Is(err, context.Canceled):
		e.Reason, e.Message = Cancelled, "who asked went away"
		return e
	case errors.Is(err, context.DeadlineExceeded):
		e.Reason, e.Message = Timeout, "no answer came in time"
		return e
	case errors.Is(err, upstream.ErrBusy):
		e.Reason, e.Message, e.unsent = Unavailable, "too many requests wait for this server already", true
		return e
	}
	if to, ok := errors.AsType[*upstream.Redirect](err); ok {
		return redirected(to)
	}
	if rest, ok := errors.AsType[*upstream.Resting](err); ok {
		e.Reason, e.RetryAfter, e.unsent = Unavailable, rest.Left, true
		e.Message = "the server did not answer several times and is left alone for a moment"
		if rest.Asked {
			e.Reason, e.Message = RateLimited, "the server asked for a pause"
		}
		return e
	}
	if large, ok := errors.AsType[*upstream.TooLarge](err); ok {
		e.Reason, e.Message = TooLarge, large.Error()
		return e
	}
	if errors.Is(err, upstream.ErrUnreadable) {
		e.Reason, e.Message = NotSuperset, "the answer is in an encoding that was not asked for"
		return e
	}
	return unconnected(e, err)
}

// unconnected tells why there is no connection.
func unconnected(e *Error, err error) *Error {
	_, denied := errors.AsType[*netguard.Denied](err)
	_, reserved := errors.AsType[*netguard.Reserved](err)
	timeout, isNet := errors.AsType[net.Error](err)
	dial, isOp := errors.AsType[*net.OpError](err)
	_, noName := errors.AsType[*net.DNSError](err)
	e.unsent = denied || reserved || noName || isOp && dial.Op == "dial"
	switch {
	case denied || reserved:
		e.Reason, e.Message = Blocked, "the administrator's settings don't let this program connect to that address"
	case noName:
		e.Message = "the server's name is not known"
	case isInsecure(err):
		e.Message, e.unsent = "no secure connection can be made: the certificate or the protocol is not right", true
	case isOp && dial.Op == "dial":
		e.Message = "nothing answers at that address"
	case isNet && timeout.Timeout():
		e.Reason, e.Message = Timeout, "no answer came in time"
	}
	return e
}

// isInsecure reports whether the two sides did not agree on a secure connection.
func isInsecure(err error) bool {
	_, unverified := errors.AsType[*tls.CertificateVerificationError](err)
	_, alert := errors.AsType[tls.AlertError](err)
	_, noTLS := errors.AsType[tls.RecordHeaderError](err)
	return unverified || alert || noTLS || errors.Is(err, http.ErrSchemeMismatch)
}

// redirected tells where a server sends: to sign in, to its other address, or elsewhere.
func redirected(to *upstream.Redirect) *Error {
	e := &Error{cause: to, Reason: NotSuperset, Status: to.Status}
	target, err := url.Parse(to.Location)
	switch {
	case err != nil || to.Location == "":
		e.Message = "the server sends elsewhere and does not say where to"
	case strings.Contains(target.Path, "/login"):
		e.Reason, e.Message, e.login = AuthFailed, "the server sends to its page for signing in", true
	case target.Scheme == "https" || target.Scheme == "http":
		e.Message = fmt.Sprintf("the server sends to %s://%.100s: is that its address?", target.Scheme, printable(target.Host))
	default:
		e.Message = "the server sends to another of its pages"
	}
	return e
}

// page tells what a web page in place of data means.
func page(status int) *Error {
	e := &Error{
		Reason: NotSuperset, Status: status,
		Message: "the server answered with something else than data: it is no Superset, or one that is behind another program",
	}
	switch status {
	case http.StatusUnauthorized:
		e.Reason, e.Message = AuthFailed, "what stands before the server does not take the login"
	case http.StatusForbidden:
		e.Reason, e.Message = Forbidden, "what stands before the server does not let it through"
	case http.StatusRequestEntityTooLarge:
		e.Reason, e.Message = TooLarge, "what stands before the server does not take a request of this size"
	case http.StatusTooManyRequests:
		e.Reason, e.Message = RateLimited, "there are too many requests"
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		e.Reason, e.Message = Unavailable, "what stands before the server gets no answer of it"
	}
	return e
}

// refused makes an error of an answer that says no.
func refused(status int, findings []refusal.Finding) *Error {
	e := &Error{Status: status, Findings: findings, Message: findings[0].Text}
	if len(findings) > 1 {
		e.Message = fmt.Sprintf("%s (and %d more)", e.Message, len(findings)-1)
	}
	e.Reason = e.reason()
	return e
}

func (e *Error) reason() Reason {
	switch {
	case e.Has(refusal.NotSignedIn):
		return AuthFailed
	case e.Has(refusal.CSRF), e.Has(refusal.Referrer):
		return CSRF
	case e.Status == http.StatusTooManyRequests, e.Has(refusal.RateLimited):
		return RateLimited
	case e.Has(refusal.Forbidden), e.Has(refusal.NotOwner), e.Status == http.StatusForbidden:
		return Forbidden
	case e.Status == http.StatusNotFound && !e.OfDatabase():
		return NotFound
	case e.Status == http.StatusUnauthorized:
		return AuthFailed
	case e.Status == http.StatusRequestEntityTooLarge:
		return TooLarge
	case slices.ContainsFunc(e.Findings, func(f refusal.Finding) bool { return tells(f.Kind) }):
		return Refused
	case e.Status == http.StatusBadGateway, e.Status == http.StatusServiceUnavailable, e.Status == http.StatusGatewayTimeout:
		return Unavailable
	case e.Status >= http.StatusInternalServerError:
		return Failed
	default:
		return Invalid
	}
}

// tells reports whether a finding says what is wrong.
func tells(kind refusal.Kind) bool {
	return kind != refusal.Unrecognised && kind != refusal.UnknownReason && kind != refusal.BadQuestion
}
