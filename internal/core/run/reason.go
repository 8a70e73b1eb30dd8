package run

import (
	"context"
	"errors"
	"slices"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// ReasonCode says why a run or an item ended as it did. The list is closed.
type ReasonCode string

// The reason codes.
const (
	AuthFailed          ReasonCode = "auth_failed"
	Forbidden           ReasonCode = "forbidden"
	NotFound            ReasonCode = "not_found"
	AlreadyExists       ReasonCode = "already_exists"
	PasswordRequired    ReasonCode = "password_required"
	PasswordRejected    ReasonCode = "password_rejected"
	InvalidInput        ReasonCode = "invalid_input"
	InvalidArchive      ReasonCode = "invalid_archive"
	QueryFailed         ReasonCode = "query_failed"
	EmptyResult         ReasonCode = "empty_result"
	Timeout             ReasonCode = "timeout"
	RateLimited         ReasonCode = "rate_limited"
	UpstreamUnavailable ReasonCode = "upstream_unavailable"
	UpstreamError       ReasonCode = "upstream_error"
	DependencyMissing   ReasonCode = "dependency_missing"
	CancelledByUser     ReasonCode = "cancelled"
	Interrupted         ReasonCode = "interrupted"
	WindowMissed        ReasonCode = "window_missed"
	Reverted            ReasonCode = "reverted"
	Conflict            ReasonCode = "conflict"
	DriverMissing       ReasonCode = "driver_missing"
	UnsupportedByTarget ReasonCode = "unsupported_by_target"
	CatalogMismatch     ReasonCode = "catalog_mismatch"
	DiskFull            ReasonCode = "disk_full"
	Internal            ReasonCode = "internal"
)

// Reason is what people read about a code.
type Reason struct {
	Code ReasonCode
	// Sentence says what happened.
	Sentence string
	// NextAction says what to do about it.
	NextAction string
}

// Reasons lists every reason code with its words, in the order of the documentation.
func Reasons() []Reason {
	return []Reason{
		{AuthFailed, "Sign-in was refused", "Check the user and the password or token of the environment, then start again"},
		{Forbidden, "The account may not do this there", "Give the account the missing right, or use another one"},
		{NotFound, "It is not there any more", "Read the inventory again, then choose from what is there now"},
		{AlreadyExists, "Something with this name is already there", "Choose another name, or allow it to be replaced"},
		{PasswordRequired, "A password is needed to go on", "Answer the request for input on the run's page"},
		{PasswordRejected, "The password was not accepted", "Enter the right password for the database that is named"},
		{InvalidInput, "What was given can't be used", "Correct the field that the message names, then start again"},
		{InvalidArchive, "The archive can't be read", "Export it again and check that the file is complete"},
		{QueryFailed, "A query failed", "Correct the query or its datasource, then check again"},
		{EmptyResult, "There is nothing to show", "Check the filters and whether the data still arrives"},
		{Timeout, "It took longer than allowed", "Try again; if it stays, make the query or the selection smaller"},
		{RateLimited, "The server asked for fewer requests", "Wait a little, or lower the ceiling of the environment"},
		{UpstreamUnavailable, "The server can't be reached", "Check that it is up and reachable from here, then try again"},
		{UpstreamError, "The server answered with an error", "Look into that server's own log at this time, then try again"},
		{DependencyMissing, "Something that it needs is missing", "Add or map what the message names, then do these again"},
		{CancelledByUser, "It was cancelled", "Start it again when it is wanted"},
		{Interrupted, "The program stopped in the middle of it, repeatedly", "Start it again; if it stays, tell your administrator"},
		{WindowMissed, "Its time was over before its turn came", "Make the window longer or give it fewer dashboards"},
		{Reverted, "It was taken back because a later step failed", "Read why the later step failed, then start again"},
		{Conflict, "Somebody changed it meanwhile", "Look at the change, then start again"},
		{DriverMissing, "The server has no driver for this database", "Install the driver on that server, then do these again"},
		{UnsupportedByTarget, "The other side can't do this", "Change what the message names, or leave it out"},
		{CatalogMismatch, "The database's catalog is another one", "Map the catalog or the schema, then do these again"},
		{DiskFull, "The disk is full", "Free some space where Dashkeep keeps its data, then start again"},
		{Internal, "Something went wrong in Dashkeep", "Try again; if it stays, report it with the run's id"},
	}
}

// Known reports whether the code is in the list.
func (c ReasonCode) Known() bool {
	_, known := c.Reason()
	return known
}

// Reason gives the words of a code; false when it is not in the list.
func (c ReasonCode) Reason() (Reason, bool) {
	all := Reasons()
	at := slices.IndexFunc(all, func(r Reason) bool { return r.Code == c })
	if at < 0 {
		return Reason{}, false
	}
	return all[at], true
}

// ReasonOf gives the code of an error and its message, if that was written for people.
func ReasonOf(err error) (ReasonCode, string) {
	found, ours := errors.AsType[*apperror.Error](err)
	switch {
	case ours:
		return reasonOfKind(found), found.Message
	case errors.Is(err, context.DeadlineExceeded):
		return Timeout, ""
	default:
		return Internal, ""
	}
}

func reasonOfKind(err *apperror.Error) ReasonCode {
	if code := ReasonCode(err.Code); code.Known() {
		return code
	}
	switch err.Kind {
	case apperror.Invalid, apperror.Unsupported, apperror.TooLarge:
		return InvalidInput
	case apperror.NotFound:
		return NotFound
	case apperror.Conflict:
		return AlreadyExists
	case apperror.Forbidden:
		return Forbidden
	case apperror.Unauthenticated:
		return AuthFailed
	case apperror.Limited:
		return RateLimited
	case apperror.Unavailable:
		return UpstreamUnavailable
	default:
		return Internal
	}
}

// Sentence is the message, or the reason's own words without one.
func Sentence(reason ReasonCode, message string) string {
	if message != "" {
		return message
	}
	found, _ := reason.Reason()
	return found.Sentence
}
