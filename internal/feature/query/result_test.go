package query

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/feature/query/question"
)

func TestProxy_P21_filters_rules_and_alerts(t *testing.T) {
	t.Parallel()
	f := newFixture(t, true)
	f.answer = func(w http.ResponseWriter, r *http.Request) {
		own := `{"labels":{"namespace":"a"},"annotations":{},"state":"firing","value":"1"}`
		foreign := `{"labels":{"namespace":"b","pod":"hidden"},"annotations":{},"state":"firing","value":"2"}`
		if strings.HasSuffix(r.URL.Path, "alerts") {
			_, _ = fmt.Fprintf(w, `{"status":"success","data":{"alerts":[%s,%s]}}`, own, foreign)
			return
		}
		rule := func(name, query, namespace string) string {
			encoded, _ := json.Marshal(query)
			return fmt.Sprintf(`{"name":%q,"type":"alerting","query":%s,"labels":{"namespace":%q},`+
				`"alerts":[%s,%s],"x":"hidden"}`, name, encoded, namespace, own, foreign)
		}
		_, _ = fmt.Fprintf(w, `{"status":"success","data":{"groups":[{"name":"g1","file":"/etc/hidden",`+
			`"rules":[%s,%s,%s,%s]},{"name":"hidden","rules":[%s]}],"groupNextToken":"hidden"}}`,
			rule("own", `up{namespace="a"} > 1`, "a"), rule("hidden1", `up{namespace="b"}`, "a"),
			rule("hidden2", `up`, "a"), rule("hidden3", `up{namespace="a"}`, "b"), rule("hidden4", `up{namespace="b"}`, "b"))
	}
	for _, path := range []string{"rules", "alerts"} {
		w, said := f.get(path)
		if w.Code != http.StatusOK {
			t.Fatalf("%+v", said)
		}
		if body := w.Body.String(); strings.Contains(body, "hidden") || !strings.Contains(body, `"namespace":"a"`) {
			t.Errorf("%s: %s", path, body)
		}
		if path == "rules" && !strings.Contains(w.Body.String(), `"own"`) {
			t.Errorf("the own rule is missing: %s", w.Body)
		}
	}
	f.answer = func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>") }
	if w, said := f.get("rules"); w.Code != http.StatusBadGateway {
		t.Errorf("garbage: %d %+v", w.Code, said)
	}
}

func TestProxy_P27_tells_the_sort_of_an_upstream_error(t *testing.T) {
	t.Parallel()
	answered := func(status int, kind, text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = fmt.Fprintf(w, `{"status":"error","errorType":%q,"error":%q}`, kind, text)
		}
	}
	plain := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status); _, _ = io.WriteString(w, body) }
	}
	for _, c := range []struct {
		name   string
		answer http.HandlerFunc
		status int
		code   string
	}{
		{"execution", answered(422, "execution", "many-to-many matching not allowed: hidden"), 422, question.CodeExecution},
		{"timeout", answered(503, "timeout", "hidden"), 503, question.CodeTimeout},
		{"bad_data", answered(400, "bad_data", "hidden"), 400, question.CodeRejected},
		{"status_for_sort", answered(422, "422", "hidden"), 400, question.CodeRejected},
		{"status_400_for_sort", answered(400, "400", "hidden"), 400, question.CodeRejected},
		{"internal", answered(500, "internal", "hidden"), 503, question.CodeDown},
		{"unauthorized", plain(401, "hidden"), 503, question.CodeRefused},
		{"unauthorized_in_form", answered(401, "", "hidden"), 503, question.CodeRefused},
		{"forbidden", plain(403, "hidden"), 503, question.CodeRefused},
		{"forbidden_in_form", answered(403, "bad_data", "hidden"), 503, question.CodeRefused},
		{"too_many", plain(429, "hidden"), 503, question.CodeBusy},
		{"too_many_in_form", answered(429, "too_many_requests", "hidden"), 503, question.CodeBusy},
		{"gateway", plain(502, "hidden"), 503, question.CodeDown},
		{"not_found", plain(404, "hidden"), 502, question.CodeGarbage},
		{"html", plain(200, "<html>hidden</html>"), 502, question.CodeGarbage},
		{"nothing", plain(200, ""), 502, question.CodeGarbage},
		{"cut", plain(200, `{"status":"success","data":{"resultType":"vector","result":[`), 502, question.CodeGarbage},
		{"doubled", plain(200, okAnswer+okAnswer), 502, question.CodeGarbage},
		{"crossed", plain(200, `{"status":"success","data":[}]`), 502, question.CodeGarbage},
		{"no_success", plain(200, `{"status":"hidden"}`), 502, question.CodeGarbage},
		{"deep", plain(200, strings.Repeat(`{"a":`, 100)+"1"+strings.Repeat("}", 100)), 502, question.CodeGarbage},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, true)
			f.answer = c.answer
			w, said := f.get("query", "query", "up")
			if w.Code != c.status || said.Code != c.code || strings.Contains(w.Body.String(), "hidden") {
				t.Errorf("%d %s", w.Code, w.Body)
			}
		})
	}
	f := newFixture(t, false)
	f.answer = answered(422, "execution", "found duplicate series {pod=\"x\"}")
	if _, said := f.get("query", "query", "up"); !strings.Contains(said.Error, `{pod="x"}`) {
		t.Errorf("an unshared server's words are hidden: %s", said.Error)
	}
}

func vectorOf(n int) string {
	var b strings.Builder
	b.WriteString(`{"status":"success","data":{"resultType":"vector","result":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"metric":{"x":"%d\"]}{","y":"\\"},"value":[1800000000,"1"]}`, i)
	}
	b.WriteString(`]}}`)
	return b.String()
}

func TestProxy_limits_the_series_of_an_answer(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	for _, n := range []int{0, 1, 500} {
		f.answer = func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, vectorOf(n)) }
		if w, said := f.get("query", "query", "up"); w.Code != http.StatusOK || w.Body.String() != vectorOf(n) {
			t.Errorf("%d series: %+v", n, said)
		}
	}
	f.answer = func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, vectorOf(501)) }
	w, said := f.get("query", "query", "up")
	if w.Code != 422 || said.Code != question.CodeTooManySeries || said.Series != 501.0 || said.Limit != 500.0 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if !strings.Contains(said.Error, "501 series") || !strings.Contains(said.Error, "sum by") {
		t.Errorf("%s", said.Error)
	}
	// Listings are no series: they have a limit of their own.
	f.answer = func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"status":"success","data":["a"`+strings.Repeat(`,"b"`, 600)+`]}`)
	}
	if w, said := f.get("labels"); w.Code != http.StatusOK {
		t.Errorf("%+v", said)
	}
}

func TestProxy_makes_a_list_of_a_null_result(t *testing.T) {
	t.Parallel()
	const null = `{"status":"success","data":{"resultType":"matrix","result":null},"warnings":["w"]}`
	f := newFixture(t, false)
	f.answer = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(packed(null))
	}
	r := httptest.NewRequest(http.MethodGet, base+"query?query=up", nil)
	r.Header.Set("Accept-Encoding", "gzip")
	w, _ := f.do(r)
	var got, want any
	_ = json.Unmarshal(w.Body.Bytes(), &got)
	_ = json.Unmarshal([]byte(strings.Replace(null, "null", "[]", 1)), &want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff, w.Body)
	}
	for _, same := range []string{
		`{"status":"success","data":{"resultType":"scalar","result":[1,"null"]}}`, okAnswer, `{"status":"success","data":null}`,
	} {
		f.answer = func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, same) }
		if w, _ := f.get("query", "query", "up"); w.Body.String() != same {
			t.Errorf("%s became %s", same, w.Body)
		}
	}
}

func packed(text string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = io.WriteString(z, text)
	_ = z.Close()
	return b.Bytes()
}

func TestProxy_passes_compressed_answers_through(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	content := packed(vectorOf(100))
	f.answer = func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") != "gzip" {
			_, _ = io.WriteString(w, vectorOf(100))
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(content)
	}
	r := httptest.NewRequest(http.MethodGet, base+"query?query=up", nil)
	r.Header.Set("Accept-Encoding", "br, gzip;q=0.8")
	w, _ := f.do(r)
	if w.Header().Get("Content-Encoding") != "gzip" || !bytes.Equal(w.Body.Bytes(), content) {
		t.Errorf("%v", w.Header())
	}
	for _, accept := range []string{"", "identity", "gzip;q=0", "gzip; q=0.0", "br"} {
		r.Header.Set("Accept-Encoding", accept)
		if w, _ := f.do(r); w.Header().Get("Content-Encoding") != "" || w.Body.String() != vectorOf(100) {
			t.Errorf("%q: %v", accept, w.Header())
		}
	}
}

func TestProxy_stops_at_a_gzip_bomb(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	bomb := packed(`{"status":"success","data":"` + strings.Repeat("x", 40<<20) + `"}`)
	f.answer = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb)
	}
	r := httptest.NewRequest(http.MethodGet, base+"query?query=up", nil)
	r.Header.Set("Accept-Encoding", "gzip")
	if w, said := f.do(r); w.Code != 422 || said.Code != question.CodeTooLarge {
		t.Errorf("%d %+v", w.Code, said)
	}
}
