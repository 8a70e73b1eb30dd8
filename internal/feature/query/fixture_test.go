package query

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/goleak"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/query/question"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// now is a whole second, so that printed times are easy to compare.
func now() time.Time { return time.Unix(1_800_000_000, 0).UTC() }

// seen is a request that reached the upstream.
type seen struct {
	method, path string
	form         url.Values
	header       http.Header
}

// fixture is a proxy in front of a recording metrics server.
type fixture struct {
	t        testing.TB
	service  *Service
	http     *HTTP
	registry *prometheus.Registry
	answer   http.HandlerFunc

	mu   sync.Mutex
	seen []seen
}

const okAnswer = `{"status":"success","data":{"resultType":"vector","result":[]}}`

func newFixture(tb testing.TB, shared bool) *fixture {
	tb.Helper()
	f := &fixture{t: tb, registry: prometheus.NewRegistry()}
	f.answer = func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, okAnswer) }
	upstream := httptest.NewServer(http.HandlerFunc(f.upstream))
	tb.Cleanup(upstream.Close)
	guard, err := netguard.New(netguard.Config{Allow: []string{"127.0.0.0/8"}})
	if err != nil {
		tb.Fatal(err)
	}
	ds := question.Datasource{Name: "main", Kind: question.Prometheus, URL: upstream.URL + "/base"}
	if shared {
		ds.TenantLabel, ds.Namespaces = "namespace", []string{"a"}
	}
	f.service, err = New(Config{
		Datasources: fixed(ds), Guard: guard, Clock: clock.NewManual(now()),
		Log: slog.New(slog.DiscardHandler), Registry: f.registry,
	})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(f.service.Close)
	f.http = NewHTTP(f.service)
	return f
}

func (f *fixture) upstream(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	f.mu.Lock()
	f.seen = append(f.seen, seen{r.Method, r.URL.Path, r.Form, r.Header.Clone()})
	f.mu.Unlock()
	f.answer(w, r)
}

func (f *fixture) reached() []seen {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.seen
}

func (f *fixture) do(r *http.Request) (*httptest.ResponseRecorder, refusal) {
	f.t.Helper()
	user := access.Principal{
		UserID: "u", Login: "u", Method: access.BySession, Roles: map[string]access.Role{"p": access.ReadOnly},
		Origin: access.Origin{RequestID: "req-1"},
	}
	scope, err := user.Require("p", access.QueryRun)
	if err != nil {
		f.t.Fatal(err)
	}
	w := httptest.NewRecorder()
	f.http.ServeHTTP(w, r.WithContext(access.WithScope(r.Context(), scope)))
	var said refusal
	if w.Code != http.StatusOK {
		if err := json.Unmarshal(w.Body.Bytes(), &said); err != nil {
			f.t.Fatalf("%d: %s: %v", w.Code, w.Body, err)
		}
	}
	return w, said
}

const base = "/proxy/projects/p/datasources/main/api/v1/"

func (f *fixture) get(path string, pairs ...string) (*httptest.ResponseRecorder, refusal) {
	f.t.Helper()
	return f.do(httptest.NewRequest(http.MethodGet, base+path+"?"+formOf(pairs).Encode(), nil))
}

// getFrom puts a query to a datasource by its name.
func (f *fixture) getFrom(source string, pairs ...string) *httptest.ResponseRecorder {
	f.t.Helper()
	target := "/proxy/projects/p/datasources/" + source + "/api/v1/query?" + formOf(pairs).Encode()
	w, _ := f.do(httptest.NewRequest(http.MethodGet, target, nil))
	return w
}

func (f *fixture) post(path string, pairs ...string) (*httptest.ResponseRecorder, refusal) {
	f.t.Helper()
	r := httptest.NewRequest(http.MethodPost, base+path, strings.NewReader(formOf(pairs).Encode()))
	r.Header.Set("Content-Type", formType)
	return f.do(r)
}

func formOf(pairs []string) url.Values {
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return form
}

// P14–P16, P19, P20, P22, P26, P28: what must not reach the upstream.
// F10: a bomb is not unpacked beyond the ceiling.
