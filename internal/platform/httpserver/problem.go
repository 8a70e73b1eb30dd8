package httpserver

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v5"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// Problem is an RFC 9457 problem document. Message repeats Detail, because
// Perses' clients read that member.
type Problem struct {
	Type      string           `json:"type"`
	Title     string           `json:"title"`
	Status    int              `json:"status"`
	Detail    string           `json:"detail"`
	Code      string           `json:"code"`
	Message   string           `json:"message"`
	RequestID string           `json:"request_id"`
	Errors    []apperror.Field `json:"errors,omitempty"`
	Details   map[string]any   `json:"details,omitempty"`
}

// StatusOf is the one table from kinds of failure to HTTP statuses.
func StatusOf(kind apperror.Kind) int {
	switch kind {
	case apperror.Invalid:
		return http.StatusBadRequest
	case apperror.Unauthenticated:
		return http.StatusUnauthorized
	case apperror.Forbidden:
		return http.StatusForbidden
	case apperror.NotFound:
		return http.StatusNotFound
	case apperror.Conflict:
		return http.StatusConflict
	case apperror.TooLarge:
		return http.StatusRequestEntityTooLarge
	case apperror.Unsupported:
		return http.StatusUnsupportedMediaType
	case apperror.Limited:
		return http.StatusTooManyRequests
	case apperror.Unavailable:
		return http.StatusServiceUnavailable
	case apperror.Internal:
		return http.StatusInternalServerError
	default:
		return http.StatusInternalServerError
	}
}

// ProblemOf makes the document for any error. What is not an *apperror.Error
// shows nothing of itself.
func ProblemOf(err error, requestID string) Problem {
	problem := Problem{Type: "about:blank", RequestID: requestID}
	if known, ok := errors.AsType[*apperror.Error](err); ok {
		problem.Status = StatusOf(known.Kind)
		problem.Code, problem.Detail = known.Code, known.Message
		problem.Errors, problem.Details = fieldsOf(known), known.Details
	} else {
		problem.Status = statusOfUnknown(err)
		problem.Code, problem.Detail = wordsOf(problem.Status)
	}
	problem.Title, problem.Message = http.StatusText(problem.Status), problem.Detail
	return problem
}

// fieldsOf names the body where a fault is of the document as a whole.
func fieldsOf(err *apperror.Error) []apperror.Field {
	fields := slices.Clone(err.Fields)
	for i := range fields {
		if fields[i].Field == "" {
			fields[i].Field = "body"
		}
	}
	return fields
}

func statusOfUnknown(err error) int {
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return http.StatusRequestEntityTooLarge
	}
	var coder echo.HTTPStatusCoder
	if errors.As(err, &coder) && coder.StatusCode() >= http.StatusBadRequest {
		return coder.StatusCode()
	}
	return http.StatusInternalServerError
}

func wordsOf(status int) (code, detail string) {
	switch status {
	case http.StatusNotFound:
		return "not_found", "There is nothing at this address"
	case http.StatusMethodNotAllowed:
		return "method_not_allowed", "This address does not take that method"
	case http.StatusRequestEntityTooLarge:
		return "too_large", "The body is larger than this address takes"
	case http.StatusUnsupportedMediaType:
		return "unsupported_media_type", "This address does not take that content type"
	case http.StatusRequestTimeout:
		return "timeout", "The request took too long to arrive"
	}
	if status < http.StatusInternalServerError {
		return "invalid", "The request is malformed"
	}
	return "internal", "Something went wrong inside. The request id leads to the log entry"
}

// WriteProblem answers with an error's problem document, in place of whatever
// answer was being prepared.
func WriteProblem(w http.ResponseWriter, err error, requestID string) {
	problem := ProblemOf(err, requestID)
	document, failed := json.Marshal(problem)
	if failed != nil {
		problem.Details = nil
		document, _ = json.Marshal(problem) //nolint:errchkjson // only the details can't be encoded
	}
	header := w.Header()
	for _, name := range []string{
		"Content-Encoding", "Content-Disposition", "Content-Length", "ETag", "Last-Modified", "Link", "X-Next-Cursor",
	} {
		header.Del(name)
	}
	if known, ok := errors.AsType[*apperror.Error](err); ok && known.RetryAfter > 0 {
		header.Set("Retry-After", strconv.Itoa(int(math.Ceil(known.RetryAfter.Seconds()))))
	}
	header.Set("Content-Type", "application/problem+json")
	header.Set("Cache-Control", "no-store")
	w.WriteHeader(problem.Status)
	_, _ = w.Write(append(document, '\n'))
}

// onError is Echo's error hook. An error after the first byte ends the
// connection, so that a client can't take half an answer for a whole one; so does
// an error because the client went away.
func (s *Server) onError(c *echo.Context, err error) {
	ctx := c.Request().Context()
	info := InfoOf(ctx)
	err = s.orUnavailable(err)
	response, unwrapErr := echo.UnwrapResponse(c.Response())
	begun := unwrapErr == nil && response.Committed
	gone := ctx.Err() != nil && errors.Is(err, context.Canceled)
	if !gone && (begun || ProblemOf(err, info.ID).Status >= http.StatusInternalServerError) {
		s.log.LogAttrs(ctx, slog.LevelError, "request failed",
			slog.String("request_id", info.ID), slog.String("route", c.Path()), slog.Any("error", err))
	}
	if begun || gone {
		panic(http.ErrAbortHandler)
	}
	WriteProblem(c.Response(), err, info.ID)
}

// orUnavailable tells a client to come back where the store is away or full. An
// error that somebody worded stays as it is, unless the words are that something
// went wrong.
func (s *Server) orUnavailable(err error) error {
	if s.outage == nil || err == nil {
		return err
	}
	if known, ok := errors.AsType[*apperror.Error](err); ok && known.Kind != apperror.Internal {
		return err
	}
	if outage := s.outage(err); outage != nil {
		return outage
	}
	return err
}

// Warning is the value of the header of that name: the first ten warnings, each with
// its field. It is empty without any.
func Warning(warnings []apperror.Field) string {
	const most = 10
	lines := make([]string, 0, most)
	for _, each := range warnings[:min(len(warnings), most)] {
		lines = append(lines, "299 - "+strconv.QuoteToASCII(each.Field+": "+each.Message))
	}
	return strings.Join(lines, ", ")
}
