package question

import (
	"errors"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/query/enforce"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
)

// The stable codes of refusals; clients branch on them.
const (
	CodeParameter     = enforce.CodeParameter
	CodeSyntax        = enforce.CodeSyntax
	CodeTooComplex    = enforce.CodeTooComplex
	CodeTooManyPoints = "query_too_many_points"
	CodeTooOld        = "query_too_old"
	CodeTooCostly     = "query_too_costly"
	CodeForeign       = enforce.CodeForeign
	CodeNoNamespaces  = enforce.CodeNoNamespaces
	CodeClosed        = "endpoint_closed"
	CodeTooManySeries = "too_many_series"
	CodeTooLarge      = "answer_too_large"
	CodeExecution     = "query_execution"
	CodeBusy          = "datasource_busy"
	CodeDown          = "datasource_unreachable"
	CodeTimeout       = "query_timeout"
	CodeGarbage       = "datasource_garbage"
	CodeRejected      = "query_rejected"
	CodeRefused       = "datasource_refused"
	CodeCanceled      = "query_canceled"
	CodeDenied        = "destination_not_allowed"
)

// ParameterFault is what is wrong with a parameter of a question.
func ParameterFault(name, format string, args ...any) error {
	return apperror.InvalidField(name, format, args...).WithCode(CodeParameter)
}

// CodeOf gives an error's stable code; empty for nil.
func CodeOf(err error) string {
	if err == nil {
		return ""
	}
	if fault, ok := FaultOf(err); ok {
		return fault.Code
	}
	return string(apperror.Internal)
}

// FaultOf is the error as it is told; false for what is none of ours.
func FaultOf(err error) (*apperror.Error, bool) {
	return errors.AsType[*apperror.Error](err)
}

// What is said about a server that is not asked, or does not answer, depends on
// who asks: what a name leads to inside the network, and whether something listens
// there, is told to administrators only.

const (
	// DeniedToAll is what is said of a server that may not be asked.
	DeniedToAll = "The datasource cannot be asked: its server is not one that Dashkeep may connect to. " +
		"An administrator sees why by testing it"
	// DeniedToMembers is said to those of the project whose datasource leads there.
	DeniedToMembers = "The datasource cannot be asked: its server is not one that Dashkeep may connect to. " +
		"Who manages the datasources of the project sees what to do by testing it"
	unsure = "The datasource cannot be asked just now: it cannot be told whether its server is one that projects share. " +
		"Try again in a moment"
	noAnswer = "No metrics server answers at the datasource's address: check its URL, and that the server is up and speaks " +
		"the Prometheus HTTP API"
)

// Told gives an error the words for who asks. It comes after the stages that
// several askers share.
func Told(scope access.Scope, ds Datasource, err error) error {
	if isAdministrator(scope) {
		if denial, ok := errors.AsType[*netguard.Denied](err); ok {
			fault := RefusedDestination("The datasource cannot be asked: "+denial.Error(), denial)
			return fault.WithDetail(restartNeeded, !denial.Never)
		}
		return err
	}
	switch {
	case IsRefused(err):
		words, canBeListed := deniedWords(scope, ds, err)
		return RefusedDestination(words, err).WithDetail(restartNeeded, canBeListed)
	case ds.own() && (CodeOf(err) == CodeGarbage || CodeOf(err) == CodeDown):
		return apperror.New(apperror.Unavailable, "%s", noAnswer).WithCode(CodeDown).WithCause(err)
	default:
		return err
	}
}

// restartNeeded is the detail of a refusal that an entry in the settings ends.
const restartNeeded = "restart_needed"

// NeedsRestart tells whether an entry in the settings ends the refusal.
func NeedsRestart(err error) bool {
	fault, ok := FaultOf(err)
	return ok && fault.Details[restartNeeded] == true
}

// deniedWords also tells whether an administrator is to list the server.
func deniedWords(scope access.Scope, ds Datasource, err error) (words string, canBeListed bool) {
	if reserved, ok := errors.AsType[*netguard.Reserved](err); ok && reserved.Unsure {
		return unsure, false
	}
	if !ds.own() {
		return DeniedToAll, false
	}
	if !scope.Allows(access.DatasourceManage) {
		return DeniedToMembers, false
	}
	_, server, _ := netguard.ServerOf(ds.URL)
	return "The datasource cannot be asked: its server is not on the public network, and there the datasources of projects " +
		"reach only what an administrator has listed for them. Ask an administrator to list " + server.String() +
		" and to restart Dashkeep", true
}

// isAdministrator is not true for the program itself: others read what it is told.
func isAdministrator(scope access.Scope) bool {
	return scope.Principal().Admin && scope.Principal().Method != access.BySystem
}

// IsRefused reports whether the guard let no connection happen.
func IsRefused(err error) bool {
	_, denied := errors.AsType[*netguard.Denied](err)
	_, reserved := errors.AsType[*netguard.Reserved](err)
	return denied || reserved
}

// RefusedDestination is what is said where the guard lets no connection happen.
func RefusedDestination(words string, cause error) *apperror.Error {
	fault := apperror.New(apperror.Unavailable, "%s", words).WithCode(CodeDenied).WithCause(cause)
	if reserved, ok := errors.AsType[*netguard.Reserved](cause); ok && reserved.Unsure {
		fault.RetryAfter = 2 * time.Second
	}
	return fault
}
