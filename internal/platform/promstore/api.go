package promstore

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strconv"

	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/util/annotations"
)

// maxFormBytes bounds a request's form, queries and matchers together.
const maxFormBytes = 1 << 20

// statusClientGone is the status that Prometheus gives a cancelled query.
const statusClientGone = 499

// failure is an error in the words of the Prometheus HTTP API.
type failure struct {
	kind   string
	status int
	err    error
}

func badData(err error) *failure {
	return &failure{kind: "bad_data", status: http.StatusBadRequest, err: err}
}

func badParameter(name string, err error) *failure {
	return badData(fmt.Errorf("invalid parameter %q: %w", name, err))
}

// executionFailure sorts an error of the engine or the storage.
func executionFailure(err error) *failure {
	var canceled promql.ErrQueryCanceled
	var timeout promql.ErrQueryTimeout
	var broken promql.ErrStorage
	switch {
	case errors.As(err, &timeout), errors.Is(err, context.DeadlineExceeded):
		return &failure{kind: "timeout", status: http.StatusServiceUnavailable, err: err}
	case errors.As(err, &canceled), errors.Is(err, context.Canceled):
		return &failure{kind: "canceled", status: statusClientGone, err: err}
	case errors.As(err, &broken):
		return &failure{kind: "internal", status: http.StatusInternalServerError, err: err}
	default:
		return &failure{kind: "execution", status: http.StatusUnprocessableEntity, err: err}
	}
}

// reply is the data of a successful answer. Write appends it as JSON; release,
// when not nil, is called after that, because the points go back to a pool.
type reply struct {
	write    func(b []byte) []byte
	warnings annotations.Annotations
	query    string
	release  func()
}

// api answers the HTTP API from a store.
type api struct {
	store   *Store
	mux     *http.ServeMux
	buffers bufferPool
}

func newAPI(s *Store) *api {
	a := &api{store: s, mux: http.NewServeMux()}
	a.both("query", a.instant)
	a.both("query_range", a.ranged)
	a.both("query_exemplars", a.exemplars)
	a.both("format_query", a.format)
	a.both("parse_query", a.parse)
	a.both("labels", a.labelNames)
	a.both("series", a.series)
	a.get("label/{name}/values", a.labelValues)
	a.get("metadata", a.metadata)
	a.get("rules", a.rules)
	a.get("alerts", a.alerts)
	a.get("status/buildinfo", a.buildInfo)
	return a
}

// ServeHTTP answers one request of the HTTP API.
func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.mux.ServeHTTP(w, r) }

type endpoint func(r *http.Request) (reply, *failure)

func (a *api) get(path string, e endpoint) {
	a.mux.Handle("GET /api/v1/"+path, a.answer(e))
}

func (a *api) both(path string, e endpoint) {
	a.get(path, e)
	a.mux.Handle("POST /api/v1/"+path, a.answer(e))
}

func (a *api) answer(e endpoint) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxFormBytes)
		if err := r.ParseForm(); err != nil {
			a.refuse(w, badData(fmt.Errorf("error parsing form values: %w", err)))
			return
		}
		result, failed := e(r)
		if result.release != nil {
			defer result.release()
		}
		if failed != nil {
			a.refuse(w, failed)
			return
		}
		a.send(w, result)
	})
}

func (a *api) send(w http.ResponseWriter, result reply) {
	buffer := a.buffers.take()
	defer a.buffers.give(buffer)
	b := append(buffer.bytes, `{"status":"success","data":`...)
	b = result.write(b)
	warnings, infos := result.warnings.AsStrings(result.query, 0, 0)
	b = appendMember(b, "warnings", cutRemarks(warnings, "warning"))
	b = appendMember(b, "infos", cutRemarks(infos, "info"))
	buffer.bytes = append(b, '}')
	a.write(w, http.StatusOK, buffer.bytes)
}

// maxRemarks is how many warnings, and how many infos, an answer has.
const maxRemarks = 10

// cutRemarks sorts and cuts. Prometheus takes ten of a map at random; equal
// questions shall have equal answers, so that they can be compared and kept.
func cutRemarks(texts []string, sort string) []string {
	slices.Sort(texts)
	if len(texts) <= maxRemarks {
		return texts
	}
	omitted := fmt.Sprintf("%d more %s annotations omitted", len(texts)-maxRemarks, sort)
	return append(texts[:maxRemarks], omitted)
}

func appendMember(b []byte, name string, texts []string) []byte {
	if len(texts) == 0 {
		return b
	}
	b = append(b, ',', '"')
	b = append(append(b, name...), '"', ':')
	return appendStrings(b, texts)
}

func (a *api) refuse(w http.ResponseWriter, f *failure) {
	b := append([]byte(`{"status":"error","errorType":"`), f.kind...)
	b = appendString(append(b, `","error":`...), f.err.Error())
	a.write(w, f.status, append(b, '}'))
}

func (a *api) write(w http.ResponseWriter, status int, b []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(b)))
	w.WriteHeader(status)
	if _, err := w.Write(b); err != nil {
		a.store.cfg.Log.Debug("metrics answer was not read to its end", slog.Any("error", err))
	}
}
