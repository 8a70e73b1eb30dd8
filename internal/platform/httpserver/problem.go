package httpserver

import (
	"encoding/json"
	"errors"
	"log/slog"
	"math"
	"net/http"
	"strconv"

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
		problem.Errors, problem.Details = known.Fields, known.Details
	} else {
		problem.Status = statusOfUnknown(err)
		problem.Code, problem.Detail = wordsOf(problem.Status)
	}
	problem.Title, problem.Message = http.StatusText(problem.Status), problem.Detail
	return problem
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
	case http.StatusBadRequest:
		return "invalid", "The request is malformed"
	default:
		return "internal", "Something went wrong inside. The request id leads to the log entry"
	}
}

// WriteProblem answers with an error's problem document.
func WriteProblem(w http.ResponseWriter, err error, requestID string) {
	problem := ProblemOf(err, requestID)
	if known, ok := errors.AsType[*apperror.Error](err); ok && known.RetryAfter > 0 {
		seconds := int(math.Ceil(known.RetryAfter.Seconds()))
		w.Header().Set("Retry-After", strconv.Itoa(seconds))
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(problem.Status)
	_ = json.NewEncoder(w).Encode(problem)
}

// onError is Echo's error hook. An error after the first byte ends the
// connection, so that a client can't take half an answer for a whole one.
func (s *Server) onError(c *echo.Context, err error) {
	if response, unwrapErr := echo.UnwrapResponse(c.Response()); unwrapErr == nil && response.Committed {
		panic(http.ErrAbortHandler)
	}
	info := InfoOf(c.Request().Context())
	problem := ProblemOf(err, info.ID)
	if problem.Status >= http.StatusInternalServerError {
		s.log.LogAttrs(c.Request().Context(), slog.LevelError, "request failed",
			slog.String("request_id", info.ID), slog.String("route", c.Path()), slog.Any("error", err))
	}
	WriteProblem(c.Response(), err, info.ID)
}
