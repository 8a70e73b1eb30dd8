package query

import (
	"errors"

	"github.com/dashkeep/dashkeep/internal/feature/query/enforce"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
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

func parameterFault(name, format string, args ...any) error {
	return apperror.InvalidField(name, format, args...).WithCode(CodeParameter)
}

// CodeOf gives an error's stable code; empty for nil.
func CodeOf(err error) string {
	if err == nil {
		return ""
	}
	if fault, ok := faultOf(err); ok {
		return fault.Code
	}
	return string(apperror.Internal)
}

func faultOf(err error) (*apperror.Error, bool) {
	return errors.AsType[*apperror.Error](err)
}
