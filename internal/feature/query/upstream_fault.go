package query

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"
	"unicode"

	client "github.com/dashkeep/dashkeep/internal/client/prometheus"
	"github.com/dashkeep/dashkeep/internal/feature/query/question"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

// upstreamFault sorts an answer that is no success. What is the query's fault is
// never put on the source. Of a shared server only the sort of the error is told:
// its text may name what belongs to others.
func upstreamFault(ds question.Datasource, status int, body []byte) error {
	var said struct {
		Status string `json:"status"`
		Type   string `json:"errorType"`
		Error  string `json:"error"`
	}
	if err := json.Unmarshal(body, &said); err != nil || said.Status != "error" || aboutAsker(status) {
		return statusFault(status)
	}
	cause := errors.New(clean(said.Error))
	switch said.Type {
	case "timeout":
		return timedOut(cause)
	case "execution":
		return apperror.New(apperror.Invalid, "%s", tell(ds, said.Error, "The metrics server could not evaluate the query")).
			WithCode(question.CodeExecution).WithCause(cause)
	case "bad_data":
		return rejected(ds, said.Error)
	case "canceled":
		return apperror.New(apperror.Unavailable, "The query was cancelled").WithCode(question.CodeCanceled).WithCause(cause)
	}
	// VictoriaMetrics writes the status where others write the sort.
	switch status {
	case http.StatusBadRequest, http.StatusUnprocessableEntity:
		return rejected(ds, said.Error)
	case http.StatusGatewayTimeout:
		return timedOut(cause)
	default:
		return down(cause)
	}
}

// aboutAsker reports whether a status is about who asks, whatever was asked.
func aboutAsker(status int) bool {
	return status == http.StatusUnauthorized || status == http.StatusForbidden || status == http.StatusTooManyRequests
}

func rejected(ds question.Datasource, words string) error {
	return apperror.New(apperror.Invalid, "%s", tell(ds, words, "The metrics server does not understand the query")).
		WithCode(question.CodeRejected).WithCause(errors.New(clean(words)))
}

func statusFault(status int) error {
	switch {
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return apperror.New(apperror.Unavailable, "The metrics server refuses the sign-in: check the datasource's credentials").
			WithCode(question.CodeRefused)
	case status == http.StatusTooManyRequests:
		return limited()
	case status == http.StatusGatewayTimeout:
		return timedOut(nil)
	case status >= http.StatusInternalServerError:
		return down(nil)
	default:
		return garbage(nil)
	}
}

// tell gives the server's own words where they may be told, else what they are
// about, as far as that is a well-known mistake of queries.
func tell(ds question.Datasource, words, otherwise string) string {
	if ds.TenantLabel == "" {
		return otherwise + ": " + clean(words)
	}
	for _, known := range []struct{ mark, say string }{
		{"many-to-many matching not allowed", "both sides of an operator have several series with the same labels: " +
			"use on(…), ignoring(…) or an aggregation"},
		{"found duplicate series", "one side of an operator has several series with the same labels: " +
			"use on(…), ignoring(…), group_left or an aggregation"},
		{"multiple matches for labels", "several series match one: use group_left or group_right"},
		{"cannot contain metrics with the same labelset", "two series of the result would have the same labels"},
		{"too many samples", "it reads too many samples: shorten the range or select fewer series"},
	} {
		if strings.Contains(words, known.mark) {
			return otherwise + ": " + known.say
		}
	}
	return otherwise
}

// clean makes a server's words fit for a message: one line, bounded.
func clean(words string) string {
	words = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, words)
	if len(words) > 500 {
		words = strings.ToValidUTF8(words[:500], "") + "…"
	}
	return words
}

func timedOut(cause error) error {
	return apperror.New(apperror.Unavailable,
		"The metrics server did not answer in time: take a shorter range or aggregate").
		WithCode(question.CodeTimeout).WithCause(cause)
}

func busy() error {
	return later("Too many queries wait for the metrics server: try again in a moment")
}

// limited is what a server says that has had too many requests.
func limited() error {
	return later("The metrics server asks for fewer requests: try again in a moment")
}

func later(words string) error {
	fault := apperror.New(apperror.Unavailable, "%s", words).WithCode(question.CodeBusy)
	fault.RetryAfter = 2 * time.Second
	return fault
}

// waiting tells how long to wait where the server said it.
func waiting(after time.Duration, err error) error {
	if fault, ok := question.FaultOf(err); ok && after > 0 {
		fault.RetryAfter = after
	}
	return err
}

func down(cause error) error {
	return apperror.New(apperror.Unavailable, "The metrics server cannot be reached or is failing").
		WithCode(question.CodeDown).WithCause(cause)
}

// connectionFault sorts what the client reports when there is no answer.
func connectionFault(err error, limit int64) error {
	if question.IsRefused(err) {
		return question.RefusedDestination(question.DeniedToAll, err)
	}
	if _, ok := errors.AsType[*upstream.TooLarge](err); ok {
		return tooLarge(limit)
	}
	if rest, ok := errors.AsType[*upstream.Resting](err); ok {
		if rest.Asked {
			return waiting(rest.Left, limited())
		}
		return waiting(rest.Left, down(err))
	}
	switch {
	case errors.Is(err, upstream.ErrBusy):
		return busy()
	case errors.Is(err, client.ErrNotPrometheus):
		return garbage(err)
	case errors.Is(err, context.DeadlineExceeded):
		return timedOut(err)
	case errors.Is(err, context.Canceled):
		return apperror.New(apperror.Unavailable, "The query was cancelled").WithCode(question.CodeCanceled).WithCause(err)
	default:
		return down(err)
	}
}
