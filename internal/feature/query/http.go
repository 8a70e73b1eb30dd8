package query

import (
	"encoding/json"
	"io"
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/query/question"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// HTTP answers the proxy's paths in the forms of the Prometheus HTTP API, which
// is what query plugins read. The edge decides who asks and puts the decision
// into the request's context; Target tells it which project is meant.
type HTTP struct {
	service *Service
	paths   paths
	packers sync.Pool
}

// NewHTTP makes the proxy's handler for every path under Prefix.
func NewHTTP(s *Service) *HTTP { return &HTTP{service: s, paths: newPaths()} }

// Target reads where a request points to, for the edge's decision: a project's
// target needs query:run in it, a global one signed_in. Kinds: not_found.
func (h *HTTP) Target(r *http.Request) (Target, error) { return h.paths.parse(r.URL.EscapedPath()) }

// ServeHTTP answers one request of the proxy.
func (h *HTTP) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	target, err := h.Target(r)
	if err != nil {
		h.Refuse(w, r, err)
		return
	}
	if post, _ := methodsOf(target.Endpoint); r.Method != http.MethodGet && (r.Method != http.MethodPost || !post) {
		h.refuseMethod(w, r, post)
		return
	}
	answer, err := h.ask(w, r, target)
	if err != nil {
		h.Refuse(w, r, err)
		return
	}
	h.send(w, r, answer)
}

func (h *HTTP) ask(w http.ResponseWriter, r *http.Request, target Target) (Answer, error) {
	scope, err := h.scope(r, target)
	if err != nil {
		return Answer{}, err
	}
	form, err := readForm(w, r)
	if err != nil {
		return Answer{}, err
	}
	a, err := readAsk(target, form)
	if err != nil {
		return Answer{}, err
	}
	a.Gzip = takesGzip(r)
	return h.service.Ask(r.Context(), scope, target.Ref, a)
}

// scope takes the edge's decision and holds it against the path once more.
func (h *HTTP) scope(r *http.Request, target Target) (access.Scope, error) {
	scope := access.ScopeOf(r.Context())
	switch {
	case !scope.Granted(), scope.Principal().Nobody():
		return scope, apperror.New(apperror.Unauthenticated, "Sign in first")
	case target.Global:
		return scope, nil
	case scope.Project() != target.Project:
		return scope, access.ProjectNotFound(target.Project)
	case !scope.Allows(access.QueryRun):
		return scope, apperror.New(apperror.Forbidden, "This needs the permission %s", access.QueryRun)
	default:
		return scope, nil
	}
}

// takesGzip reads Accept-Encoding. Refusals by quality zero are honoured.
func takesGzip(r *http.Request) bool {
	for _, one := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(one), ";")
		if !strings.EqualFold(name, "gzip") {
			continue
		}
		quality = strings.TrimLeft(strings.TrimPrefix(strings.ReplaceAll(quality, " ", ""), "q="), "0.")
		return quality != "" || !strings.Contains(one, ";")
	}
	return false
}

// worthPacking is the size from which compressing pays.
const worthPacking = 1400

func (h *HTTP) send(w http.ResponseWriter, r *http.Request, answer Answer) {
	header := w.Header()
	setHeaders(header)
	answer.Meta.write(header)
	header.Add("Vary", "Accept-Encoding")
	body := answer.Plain
	switch {
	case !takesGzip(r):
	case answer.Packed != nil:
		header.Set("Content-Encoding", "gzip")
		body = answer.Packed
	case len(answer.Plain) >= worthPacking:
		header.Set("Content-Encoding", "gzip")
		h.pack(w, answer.Plain)
		return
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	h.write(w, http.StatusOK, body)
}

func (h *HTTP) pack(w http.ResponseWriter, plain []byte) {
	packer, ok := h.packers.Get().(*gzip.Writer)
	if !ok {
		packer, _ = gzip.NewWriterLevel(io.Discard, gzip.BestSpeed) // the level exists
	}
	defer h.packers.Put(packer)
	packer.Reset(w)
	if _, err := packer.Write(plain); err != nil {
		return // the client is gone
	}
	_ = packer.Close()
}

func (h *HTTP) write(w http.ResponseWriter, status int, body []byte) {
	w.WriteHeader(status)
	if _, err := w.Write(body); err != nil {
		h.service.cfg.Log.Debug("answer was not read to its end", slog.Any("error", err))
	}
}

func setHeaders(header http.Header) {
	header.Set("Content-Type", "application/json")
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
}

// refusal is an error in Prometheus' form, with what our own clients want as well.
type refusal struct {
	Status    string `json:"status"`
	ErrorType string `json:"errorType"`
	Error     string `json:"error"`
	Code      string `json:"code"`
	Message   string `json:"message"`
	RequestID string `json:"request_id,omitempty"`
	Line      any    `json:"line,omitempty"`
	Column    any    `json:"column,omitempty"`
	Offset    any    `json:"offset,omitempty"`
	Series    any    `json:"series,omitempty"`
	Points    any    `json:"points,omitempty"`
	Limit     any    `json:"limit,omitempty"`
}

// Refuse answers an error in Prometheus' form, for the edge as well.
func (h *HTTP) Refuse(w http.ResponseWriter, r *http.Request, err error) {
	fault, ok := question.FaultOf(err)
	if outage := sqldb.Outage(err); outage != nil && (!ok || fault.Kind == apperror.Internal) {
		fault, ok = outage, true
	}
	if !ok || fault.Kind == apperror.Internal {
		h.service.cfg.Log.ErrorContext(r.Context(), "proxy request failed", slog.Any("error", err))
		fault = apperror.New(apperror.Internal, "Something went wrong in Dashkeep; its log says what")
	}
	if fault.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(fault.RetryAfter.Seconds()))))
	}
	status, kind := statusOf(fault)
	h.sendRefusal(w, r, status, refusal{
		ErrorType: kind, Error: fault.Message, Code: fault.Code,
		Line: fault.Details["line"], Column: fault.Details["column"], Offset: fault.Details["offset"],
		Series: fault.Details["series"], Points: fault.Details["points"], Limit: fault.Details["limit"],
	})
}

func (h *HTTP) refuseMethod(w http.ResponseWriter, r *http.Request, post bool) {
	allowed := http.MethodGet
	if post {
		allowed += ", " + http.MethodPost
	}
	w.Header().Set("Allow", allowed)
	h.sendRefusal(w, r, http.StatusMethodNotAllowed, refusal{
		ErrorType: "bad_data", Error: "This endpoint takes " + allowed, Code: "method_not_allowed",
	})
}

func (h *HTTP) sendRefusal(w http.ResponseWriter, r *http.Request, status int, f refusal) {
	f.Status, f.Message = "error", f.Error
	f.RequestID = access.ScopeOf(r.Context()).Principal().Origin.RequestID
	body, err := json.Marshal(f)
	if err != nil { // only strings and numbers are in it
		body = []byte(`{"status":"error","errorType":"internal","error":"unknown"}`)
	}
	setHeaders(w.Header())
	h.write(w, status, body)
}

// statusOf gives the status and Prometheus' sort of an error.
func statusOf(fault *apperror.Error) (status int, kind string) {
	switch fault.Code {
	case question.CodeTimeout:
		return http.StatusServiceUnavailable, "timeout"
	case question.CodeCanceled:
		return http.StatusServiceUnavailable, "canceled"
	case question.CodeGarbage:
		return http.StatusBadGateway, "internal"
	case question.CodeTooManySeries, question.CodeTooLarge, question.CodeExecution, question.CodeTooCostly:
		return http.StatusUnprocessableEntity, "execution"
	}
	switch fault.Kind {
	case apperror.Invalid:
		return http.StatusBadRequest, "bad_data"
	case apperror.NotFound:
		return http.StatusNotFound, "not_found"
	case apperror.Forbidden:
		return http.StatusForbidden, "forbidden"
	case apperror.Unauthenticated:
		return http.StatusUnauthorized, "unauthorized"
	case apperror.TooLarge:
		return http.StatusRequestEntityTooLarge, "bad_data"
	case apperror.Unsupported:
		return http.StatusUnsupportedMediaType, "bad_data"
	case apperror.Limited:
		return http.StatusTooManyRequests, "too_many_requests"
	case apperror.Conflict:
		return http.StatusConflict, "bad_data"
	case apperror.Unavailable:
		return http.StatusServiceUnavailable, "unavailable"
	default:
		return http.StatusInternalServerError, "internal"
	}
}
