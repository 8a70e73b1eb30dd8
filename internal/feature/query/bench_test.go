package query

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/query/enforce"
	"github.com/dashkeep/dashkeep/internal/feature/query/question"
	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

// panelAnswer is 25 series of 241 points, about 150 KB.
func panelAnswer() string {
	var b bytes.Buffer
	b.WriteString(`{"status":"success","data":{"resultType":"matrix","result":[`)
	for i := range 25 {
		fmt.Fprintf(&b, `%s{"metric":{"pod":"pod-%d","namespace":"a"},"values":[`, comma(i), i)
		for j := range 241 {
			fmt.Fprintf(&b, `%s[%d,"%d.%d"]`, comma(j), 1_800_000_000+j*15, i*j*7919%100_000, j*104_729%1_000_000)
		}
		b.WriteString("]}")
	}
	b.WriteString("]}}")
	return b.String()
}

func comma(i int) string {
	if i == 0 {
		return ""
	}
	return ","
}

// BenchmarkProxy_unique_query compares one client's unique queries through the
// proxy with the same answer straight from the server.
func BenchmarkProxy_unique_query(b *testing.B) {
	for _, encoding := range []string{"identity", "gzip"} {
		for _, direct := range []bool{true, false} {
			b.Run(fmt.Sprintf("%s/direct=%t", encoding, direct), func(b *testing.B) { benchProxy(b, encoding, direct) })
		}
	}
}

func benchProxy(b *testing.B, encoding string, direct bool) {
	b.Helper()
	f := newFixture(b, true)
	text := panelAnswer()
	zipped := packed(text)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") != "gzip" {
			_, _ = io.WriteString(w, text)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(zipped)
	}))
	b.Cleanup(server.Close)
	f.service.cfg.Datasources = fixed(question.Datasource{
		Name: "m", Kind: question.Prometheus, URL: server.URL, TenantLabel: "namespace", Namespaces: []string{"a"},
	})
	target := server.URL + "/api/v1/query_range"
	if !direct {
		target = front(b, f) + base + "query_range"
	}
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	b.Cleanup(client.CloseIdleConnections)
	for n := 0; b.Loop(); n++ {
		form := fmt.Sprintf("query=up%%2B%d&start=1799996400&end=1800000000&step=15", n)
		r, _ := http.NewRequestWithContext(b.Context(), http.MethodPost, target, strings.NewReader(form))
		r.Header.Set("Content-Type", formType)
		r.Header.Set("Accept-Encoding", encoding)
		response, err := client.Do(r)
		if err != nil {
			b.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, response.Body)
		_ = response.Body.Close()
		if response.StatusCode != http.StatusOK {
			b.Fatal(response.Status)
		}
	}
}

// front serves the proxy for a user of the project.
func front(b *testing.B, f *fixture) string {
	b.Helper()
	user := access.Principal{
		UserID: "u", Login: "u", Method: access.BySession, Roles: map[string]access.Role{"p": access.ReadOnly},
	}
	scope, err := user.Require("p", access.QueryRun)
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.http.ServeHTTP(w, r.WithContext(access.WithScope(r.Context(), scope)))
	}))
	b.Cleanup(server.Close)
	return server.URL
}

const typicalQuery = `sum by (pod) (rate(container_cpu_usage_seconds_total{container!="",pod=~"api-.*"}[5m])) / ` +
	`sum by (pod) (kube_pod_container_resource_limits{resource="cpu"}) > 0.9`

func BenchmarkEnforce_memoised(b *testing.B) {
	one, err := enforce.NewTenant("namespace", []string{"a"})
	if err != nil {
		b.Fatal(err)
	}
	s := &Service{parser: promexpr.NewParser(), memo: enforce.NewMemo(memoBytes)}
	s.metrics, _ = newMetrics(nil, nil)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.prepare(one, typicalQuery); err != nil {
			b.Fatal(err)
		}
	}
}
