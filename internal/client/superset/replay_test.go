package superset_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// replay is a server that answers as a real one of a version did. It keeps to what real ones
// want of every request, and complains to the test of a request that lacks it.
type replay struct {
	t       *testing.T
	folders []string
	routes  []route
}

// route gives the recorded answer to a kind of request.
type route struct {
	request *regexp.Regexp // against "METHOD path?query", unescaped
	name    func(r *http.Request, form map[string]string) string
}

func always(name string) func(*http.Request, map[string]string) string {
	return func(*http.Request, map[string]string) string { return name }
}

// serveRecorded starts a server of what was recorded of a version.
func serveRecorded(t *testing.T, version string) string {
	t.Helper()
	return serveReplay(t, filepath.Join("testdata", "recorded", version))
}

func serveReplay(t *testing.T, folders ...string) string {
	t.Helper()
	r := &replay{t: t, folders: folders}
	for _, each := range [][2]string{
		{`^GET /static/version_info\.json`, "version-info"},
		{`^POST /api/v1/security/refresh`, "refresh-ok"},
		{`^GET /api/v1/me/`, "me"},
		{`^GET /api/v1/dashboard/related/owners`, "related-owners"},
		{`^GET /api/v1/dashboard/related/editors`, "related-editors"},
		{`^GET /api/v1/dashboard/\?.*col:uuid`, "dashboard-list-unknown-filter"},
		{`^GET /api/v1/dashboard/\?.*dashboard_deleted_state`, "dashboard-bin"},
		{`^GET /api/v1/dashboard/\?`, "dashboard-list"},
		{`^GET /api/v1/dashboard/export/`, "export"},
		{`^GET /api/v1/dashboard/1$`, "dashboard-get"},
		{`^GET /api/v1/dashboard/\d+$`, "dashboard-get-unknown"},
		{`^DELETE /api/v1/dashboard/\d+$`, "dashboard-delete-again"},
		{`^GET /api/v1/chart/\?.*rel_m_m,value:13`, "chart-list-dataset-deleted"},
		{`^GET /api/v1/chart/\?`, "chart-list"},
		{`^GET /api/v1/chart/1$`, "chart-get"},
		{`^GET /api/v1/chart/2/data/`, "chart-data-catalog-rewritten"},
		{`^GET /api/v1/chart/11/data/`, "chart-data-returns"},
		{`^GET /api/v1/chart/9/data/`, "chart-data-world-legacy"},
		{`^GET /api/v1/chart/13/data/`, "chart-data-shipments"},
		{`^GET /api/v1/chart/14/data/`, "chart-data-salaries"},
		{`^GET /api/v1/chart/16/data/`, "chart-data-nothing"},
		{`^GET /api/v1/chart/17/data/`, "chart-data-nothing-in-total"},
		{`^GET /api/v1/chart/20/data/`, "chart-data-lost-dataset"},
		{`^GET /api/v1/chart/21/data/`, "chart-data-locked-customers"},
		{`^POST /api/v1/chart/data`, "chart-data-post-rejected-filter"},
		{`^GET /api/v1/dataset/\?`, "dataset-list"},
		{`^GET /api/v1/dataset/1$`, "dataset-get"},
		{`^GET /api/v1/database/\?`, "database-list"},
		{`^GET /api/v1/database/1$`, "database-get"},
		{`^GET /api/v1/database/1/connection`, "database-connection"},
		{`^DELETE /api/v1/database/1$`, "database-delete-in-use"},
		{`^POST /api/v1/database/test_connection/`, "database-test-connection-wrong-password"},
		{`^POST /api/v1/dashboard/[0-9a-f-]{36}/restore`, "dashboard-restore"},
	} {
		r.routes = append(r.routes, route{regexp.MustCompile(each[0]), always(each[1])})
	}
	r.routes = append(r.routes,
		route{regexp.MustCompile(`^POST /api/v1/security/login`), func(r *http.Request, form map[string]string) string {
			if strings.Contains(form["body"], `"password":"wrong"`) {
				return "login-wrong-password"
			}
			return "login-ok"
		}},
		route{regexp.MustCompile(`^PUT /api/v1/chart/warm_up_cache`), func(_ *http.Request, form map[string]string) string {
			if strings.Contains(form["body"], `"chart_id":12`) {
				return "warm-up-returns-legacy"
			}
			return "warm-up-world-legacy"
		}},
		route{regexp.MustCompile(`^POST /api/v1/\w+/import/`), importName},
	)
	server := httptest.NewServer(r)
	t.Cleanup(server.Close)
	return server.URL
}

// importName says which recorded answer belongs to a bundle and its form.
func importName(_ *http.Request, form map[string]string) string {
	switch {
	case strings.Contains(form["file"], "NothingThatExists") && strings.Contains(form["file"], "ssh_tunnel"):
		return "import-tunnel-password"
	case strings.Contains(form["file"], "NothingThatExists"):
		return "import-wrong-type"
	case form["passwords"] != "":
		return "import-with-password"
	case strings.Contains(form["file"], "type: Database"):
		return "import-needs-password"
	case form["overwrite"] == "true":
		return "import-overwrite"
	default:
		return "import-exists"
	}
}

func (p *replay) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	query, _ := url.QueryUnescape(r.URL.RawQuery)
	line := r.Method + " " + r.URL.Path
	if query != "" {
		line += "?" + query
	}
	open := strings.HasPrefix(r.URL.Path, "/static/") || strings.HasPrefix(r.URL.Path, "/api/v1/security/login")
	switch {
	case r.Header.Get("Accept") != "application/json" || !strings.HasPrefix(r.Header.Get("Referer"), "http://127.0.0.1:"):
		p.t.Errorf("%s: Accept %q, Referer %q", line, r.Header.Get("Accept"), r.Header.Get("Referer"))
	case !open && !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer "):
		p.t.Errorf("%s has no token", line)
	case strings.HasSuffix(r.URL.Path, "/csrf_token/"):
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Set-Cookie", "session_18001=with-csrf; HttpOnly; Path=/; SameSite=Lax")
		_, _ = io.WriteString(w, `{"result":"the-token"}`)
		return
	case r.Method != http.MethodGet && !strings.HasPrefix(r.URL.Path, "/api/v1/security/") &&
		(r.Header.Get("X-Csrftoken") != "the-token" || r.Header.Get("Cookie") != "session_18001=with-csrf"):
		p.t.Errorf("%s: token %q, cookie %q", line, r.Header.Get("X-Csrftoken"), r.Header.Get("Cookie"))
	}
	w.Header().Set("Set-Cookie", "session_18001=without-csrf; HttpOnly; Path=/; SameSite=Lax") // as real ones do
	form := formOf(p.t, r)
	if strings.HasPrefix(line, "GET /api/v1/dashboard/_info") || strings.HasPrefix(line, "GET /api/v1/tag/") ||
		strings.HasPrefix(line, "GET /api/v1/database/available/") || r.Method == http.MethodPut && !strings.Contains(line, "warm_up") {
		p.small(w, r, line)
		return
	}
	for _, each := range p.routes {
		if each.request.MatchString(line) {
			p.answer(w, r, each.name(r, form))
			return
		}
	}
	p.t.Errorf("nothing recorded answers %s", line)
}

// small answers what was asked of real servers only after the recording; the shapes are theirs.
func (p *replay) small(w http.ResponseWriter, r *http.Request, line string) {
	for _, folder := range p.folders {
		name := map[bool]string{true: "dashboard-info"}[strings.Contains(line, "/dashboard/_info")]
		if _, err := os.Stat(filepath.Join(folder, name+".json")); name != "" && err == nil {
			p.answer(w, r, name)
			return
		}
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	switch {
	case strings.Contains(line, "/_info"):
		_, _ = io.WriteString(w, `{"permissions":["can_export","can_read","can_write"],"edit_columns":[{"name":"slug"},{"name":"owners"}],
			"filters":{"id":[{"operator":"eq"},{"operator":"dashboard_is_certified"}],"owners":[{"operator":"rel_m_m"}]}}`)
	case strings.Contains(line, "/tag/"):
		_, _ = io.WriteString(w, `{"count":1,"ids":[1],"result":[{"id":1,"name":"finance","type":1}]}`)
	case strings.Contains(line, "/available/"):
		_, _ = io.WriteString(w, `{"databases":[{"available_drivers":["psycopg2"],"engine":"postgresql","name":"PostgreSQL"}]}`)
	default:
		_, _ = io.WriteString(w, `{"id":1,"result":{}}`)
	}
}

func formOf(t *testing.T, r *http.Request) map[string]string {
	t.Helper()
	form := map[string]string{}
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		body, _ := io.ReadAll(r.Body)
		form["body"] = string(body)
		return form
	}
	reader, err := r.MultipartReader()
	if err != nil {
		t.Error(err)
		return form
	}
	for {
		part, err := reader.NextPart()
		if err != nil {
			return form
		}
		content, _ := io.ReadAll(part)
		if part.FileName() == "" {
			form[part.FormName()] = string(content)
			continue
		}
		if part.FormName() != "formData" && part.FormName() != "bundle" {
			t.Errorf("the bundle is called %q", part.FormName())
		}
		archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			t.Error(err)
			continue
		}
		for _, file := range archive.File {
			opened, err := file.Open()
			if err != nil {
				t.Error(err)
				continue
			}
			text, _ := io.ReadAll(opened)
			form["file"] += file.Name + "\n" + string(text) + "\n"
		}
	}
}

// answer writes a recorded answer, without the marks of what the recording left out.
func (p *replay) answer(w http.ResponseWriter, r *http.Request, name string) {
	var text []byte
	var err error
	for _, folder := range p.folders {
		if text, err = os.ReadFile(filepath.Join(folder, name+".json")); err == nil {
			break
		}
	}
	var said struct {
		Status  int               `json:"status"`
		Headers map[string]string `json:"headers"`
		Body    any               `json:"body"`
	}
	if err != nil || json.Unmarshal(text, &said) != nil {
		p.t.Errorf("%s %s: %s: %v", r.Method, r.URL.Path, name, err)
		return
	}
	for header, value := range said.Headers {
		if header != "set-cookie" {
			w.Header().Set(header, value)
		}
	}
	w.WriteHeader(said.Status)
	if note, ok := said.Body.(string); ok && strings.HasSuffix(note, " bytes>") {
		_, _ = w.Write(bundle(p.t, map[string]string{
			"metadata.yaml":            "version: 1.0.0\ntype: Dashboard\n",
			"dashboards/Sales_1.yaml":  "dashboard_title: Sales\n",
			"databases/Warehouse.yaml": "database_name: Warehouse\nuuid: 690cfe4a-5628-4859-9edc-16f98f7e57d0\n",
		}))
		return
	}
	body := whole(said.Body)
	if list, ok := body.(map[string]any); ok && list["count"] != nil {
		rows, _ := list["result"].([]any)
		if strings.Contains(r.URL.RawQuery, "page%3A0") || !strings.Contains(r.URL.RawQuery, "page%3A") {
			list["count"] = len(rows)
		} else {
			list["result"], list["count"] = []any{}, len(rows)
		}
	}
	_ = json.NewEncoder(w).Encode(body)
}

// whole takes the marks out that the recording put where it cut lists and texts.
func whole(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key := range v {
			v[key] = whole(v[key])
		}
	case []any:
		kept := []any{}
		for _, each := range v {
			if text, ok := each.(string); !ok || !strings.HasPrefix(text, "… ") {
				kept = append(kept, whole(each))
			}
		}
		return kept
	}
	return value
}

// bundle packs files below one folder, as Superset does.
func bundle(tb testing.TB, files map[string]string) []byte {
	tb.Helper()
	var content bytes.Buffer
	archive := zip.NewWriter(&content)
	for name, text := range files {
		file, err := archive.Create("bundle/" + name)
		if err == nil {
			_, err = io.WriteString(file, text)
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		tb.Fatal(err)
	}
	return content.Bytes()
}

// unpack gives the files of a bundle without its root folder.
func unpack(tb testing.TB, content []byte) map[string]string {
	tb.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		tb.Fatal(err)
	}
	files := map[string]string{}
	for _, file := range archive.File {
		opened, err := file.Open()
		if err != nil {
			tb.Fatal(err)
		}
		text, err := io.ReadAll(opened)
		if err != nil {
			tb.Fatal(err)
		}
		_, name, _ := strings.Cut(file.Name, "/")
		files[name] = string(text)
	}
	return files
}

func number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		panic(fmt.Sprint("not a number: ", text))
	}
	return n
}
