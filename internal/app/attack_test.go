package app

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/app/edge"
)

// Attacks of the catalogue on the whole edge: the letters and numbers in the names
// are its rows.
func TestAttacks(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	for kind, form := range namedDocuments() {
		made := h.send(t, http.MethodPost, "/api/v1/projects/elsewhere/"+kind, fmt.Sprintf(form, "theirs", ""), h.person(t, "stranger"))
		if made.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", kind, made.Code, made.Body)
		}
	}
	t.Run("T2_T3_T4_names_of_another_project", func(t *testing.T) { testForeignNames(t, h) })
	t.Run("T7_mass_assignment", func(t *testing.T) { testMassAssignment(t, h) })
	t.Run("T9_X5_filters_and_cursors", func(t *testing.T) { testFilters(t, h) })
	t.Run("T17_A11_headers_that_pretend", func(t *testing.T) { testPretendingHeaders(t, h) })
	t.Run("A2_fixed_and_replayed_sessions", func(t *testing.T) { testSessions(t, h) })
	t.Run("A3_A15_other_sites", func(t *testing.T) { testOtherSites(t, h) })
	t.Run("A12_credentials_that_do_not_hold_are_counted", func(t *testing.T) { testCountedRefusals(t, h) })
	t.Run("A14_metrics_behind_a_proxy", func(t *testing.T) { testMetricsPage(t, h) })
	t.Run("L8_answers_stay_in_no_browser", func(t *testing.T) { testUnstored(t, h) })
	t.Run("U5_JSON_that_two_readers_read_differently", func(t *testing.T) { testOddJSON(t, h) })
	t.Run("L4_L6_secrets_are_nowhere_in_the_clear", func(t *testing.T) { testCanaries(t, h) })
}

func testForeignNames(t *testing.T, h *house) {
	t.Helper()
	owner, stranger := h.person(t, "the-owner"), h.person(t, "stranger")
	for kind, form := range namedDocuments() {
		here, there := "/api/v1/projects/"+testProject+"/"+kind, "/api/v1/projects/elsewhere/"+kind+"/theirs"
		before := h.send(t, http.MethodGet, there, "", stranger).Body.String()
		for _, each := range []struct {
			method, address, body string
			want                  int
		}{
			{http.MethodGet, here + "/theirs", "", http.StatusNotFound},
			{http.MethodGet, here + "/theirs?project=elsewhere", "", http.StatusNotFound},
			{http.MethodPut, here + "/theirs", fmt.Sprintf(form, "theirs", ""), http.StatusNotFound},
			{http.MethodDelete, here + "/theirs", "", http.StatusNotFound},
			{http.MethodGet, there, "", http.StatusNotFound},
			{http.MethodPut, there, fmt.Sprintf(form, "theirs", ""), http.StatusNotFound},
			{http.MethodDelete, there, "", http.StatusNotFound},
			{http.MethodPost, here, fmt.Sprintf(form, "moved", `,"project":"elsewhere"`), http.StatusBadRequest},
			{http.MethodGet, "/api/v1/" + kind + "?project=" + testProject + "&project=elsewhere", "", http.StatusBadRequest},
			{http.MethodGet, "/api/v1/" + kind + "?project=elsewhere", "", http.StatusNotFound},
		} {
			if answer := h.send(t, each.method, each.address, each.body, owner); answer.Code != each.want {
				t.Errorf("%s %s: %d %s, want %d", each.method, each.address, answer.Code, answer.Body, each.want)
			}
		}
		for _, query := range []string{"?project=elsewhere", "?Project=elsewhere", "?project=" + testProject + "&PROJECT=elsewhere"} {
			if answer := h.send(t, http.MethodGet, here+query, "", owner); strings.Contains(answer.Body.String(), "theirs") {
				t.Errorf("%s%s lists another project: %s", here, query, answer.Body)
			}
		}
		if after := h.send(t, http.MethodGet, there, "", stranger).Body.String(); after != before {
			t.Errorf("%s was changed to %s", there, after)
		}
	}
}

func testMassAssignment(t *testing.T, h *house) {
	t.Helper()
	member := "/api/v1/projects/" + testProject + "/members/the-readonly"
	for _, body := range []string{
		`{"role":"readonly","ROLE":"owner"}`, `{"role":"readonly","role":"owner"}`, `{"ROLE":"owner"}`, `{"role":"admin"}`, `{"role":null}`,
	} {
		if answer := h.send(t, http.MethodPut, member, body, h.person(t, "the-owner")); answer.Code != http.StatusBadRequest {
			t.Errorf("%s: %d %s", body, answer.Code, answer.Body)
		}
	}
	if answer := h.send(t, http.MethodPut, member, `{"role":"owner"}`, h.person(t, "the-manager")); answer.Code != http.StatusForbidden {
		t.Errorf("a manager makes an owner: %d", answer.Code)
	}
	answer := h.send(t, http.MethodGet, "/api/v1/projects/"+testProject+"/members", "", h.person(t, "the-owner"))
	if !strings.Contains(answer.Body.String(), `"login":"the-readonly","role":"readonly"`) {
		t.Errorf("the members are %s", answer.Body)
	}
}

func testFilters(t *testing.T, h *house) {
	t.Helper()
	owner, admin := h.person(t, "the-owner"), h.person(t, "the-admin")
	catalog, runs := "/api/v1/projects/"+testProject+"/catalog", "/api/v1/projects/"+testProject+"/runs"
	for _, text := range []string{`' OR 1=1 --`, `%`, `_`, `\`, `%' ESCAPE '`, `$1$$`, `"; DROP TABLE dashboard; --`, strings.Repeat("%", 200)} {
		value := url.QueryEscape(text)
		for _, address := range []string{
			catalog + "?q=" + value, catalog + "?owner=" + value, catalog + "?tag=" + value,
			"/api/v1/projects/" + testProject + "/dashboards?name=" + value, runs + "?q=" + value, runs + "?initiator=" + value,
		} {
			answer := h.send(t, http.MethodGet, address, "", owner)
			// A refusal is well, an answer must hold nothing of others, nor what no text matches.
			if answer.Code >= http.StatusInternalServerError || strings.Contains(answer.Body.String(), "theirs") {
				t.Errorf("%s: %d %s", address, answer.Code, answer.Body)
			}
		}
		answer := h.send(t, http.MethodGet, "/api/v1/audit/logs?user="+value, "", admin)
		if answer.Code >= http.StatusInternalServerError || strings.Contains(answer.Body.String(), `"id"`) {
			t.Errorf("the trail of %q: %d %s", text, answer.Code, answer.Body)
		}
	}
	for _, cursor := range []string{"x", "0", "-1", "9e9", "' OR 1=1", "AAAA", strings.Repeat("A", 5000), "%00", "%ff"} {
		for _, address := range []string{catalog + "?cursor=", runs + "?cursor=", "/api/v1/audit/logs?cursor="} {
			if answer := h.send(t, http.MethodGet, address+strings.ReplaceAll(cursor, " ", "+"), "", admin); answer.Code >= http.StatusInternalServerError || answer.Code == http.StatusOK {
				t.Errorf("%s%.20s: %d", address, cursor, answer.Code)
			}
		}
	}
}

// Whoever asks through a proxy on this machine is not this machine.
func testMetricsPage(t *testing.T, h *house) {
	t.Helper()
	for _, each := range []struct {
		peer, header string
		want         int
	}{
		{"127.0.0.1:1", "", http.StatusOK},
		{"[::1]:1", "", http.StatusOK},
		{"127.0.0.1:1", "CF-Connecting-IP", http.StatusNotFound},
		{"203.0.113.9:1", "", http.StatusNotFound},
		{"127.0.0.1:1", "X-Forwarded-For", http.StatusNotFound},
		{"127.0.0.1:1", "Forwarded", http.StatusNotFound},
		{"127.0.0.1:1", "X-Real-Ip", http.StatusNotFound},
		{"127.0.0.1:1", "X-Forwarded-Proto", http.StatusNotFound},
		{"127.0.0.1:1", "Via", http.StatusNotFound},
	} {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil)
		request.RemoteAddr, request.Host = each.peer, "127.0.0.1:8080"
		if each.header != "" {
			request.Header.Set(each.header, "127.0.0.1")
		}
		answer := httptest.NewRecorder()
		h.real.ServeHTTP(answer, request)
		if answer.Code != each.want {
			t.Errorf("from %s with %q: %d, want %d", each.peer, each.header, answer.Code, each.want)
		}
	}
	// A proxy of this machine that says nothing of itself.
	ask := func(host string) int {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil)
		request.RemoteAddr, request.Host = "127.0.0.1:1", host
		answer := httptest.NewRecorder()
		h.real.ServeHTTP(answer, request)
		return answer.Code
	}
	for host, want := range map[string]int{
		"localhost": 200, "LOCALHOST:8080": 200, "127.0.0.1": 200, "[::1]:8080": 200, "[::1]": 200,
		"dashkeep.example": 404, "localhost.evil.example": 404, "127.0.0.1.evil.example:80": 404, "10.0.0.1:8080": 404,
	} {
		if got := ask(host); got != want {
			t.Errorf("for the host %s: %d, want %d", host, got, want)
		}
	}
}

func testUnstored(t *testing.T, h *house) {
	t.Helper()
	owner, dashboards := h.person(t, "the-owner"), "/api/v1/projects/"+testProject+"/dashboards"
	body := `{"kind":"Dashboard","metadata":{"name":"unstored"},"spec":{"duration":"1h","panels":{},"layouts":[]}}`
	if answer := h.send(t, http.MethodPost, dashboards, body, owner); answer.Code != http.StatusOK {
		t.Fatalf("%d %s", answer.Code, answer.Body)
	}
	for _, address := range []string{
		dashboards, dashboards + "/unstored", dashboards + "/unstored/history/0", "/api/v1/projects/" + testProject + "/datasources",
		"/api/v1/globaldatasources", "/api/v1/session", "/api/v1/projects/nowhere/dashboards",
	} {
		if got := h.send(t, http.MethodGet, address, "", owner).Header().Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control %q", address, got)
		}
	}
}

func testPretendingHeaders(t *testing.T, h *house) {
	t.Helper()
	pretending := map[string]string{
		"X-Remote-User": "the-admin", "X-Forwarded-User": "the-admin", "X_Forwarded_User": "the-admin", "X-WEBAUTH-USER": "the-admin",
		"X-Original-URL": "/api/v1/users", "X-Rewrite-URL": "/api/v1/users", "X-HTTP-Method-Override": http.MethodDelete,
	}
	for _, each := range []struct {
		who, method, address string
		want                 int
	}{
		{"nobody", http.MethodGet, "/api/v1/users", http.StatusUnauthorized},
		{"the-owner", http.MethodGet, "/api/v1/users", http.StatusForbidden},
		{"the-owner", http.MethodGet, "/api/v1/projects/" + testProject + "?_method=DELETE", http.StatusOK},
		{"the-owner", http.MethodGet, "/api/v1/projects/" + testProject, http.StatusOK},
		{"the-owner", http.MethodGet, "//api/v1/users", http.StatusBadRequest},
		{"the-owner", http.MethodGet, "/api/v1/./users", http.StatusBadRequest},
		{"the-owner", http.MethodGet, "/api/v1/users;x=1", http.StatusBadRequest},
		{"the-owner", http.MethodGet, "/api/v1%2fusers", http.StatusBadRequest},
	} {
		request := httptest.NewRequestWithContext(t.Context(), each.method, "http://dashkeep.example"+each.address, nil)
		for name, value := range pretending {
			request.Header.Set(name, value)
		}
		h.person(t, each.who).sign(request)
		answer := httptest.NewRecorder()
		h.real.ServeHTTP(answer, request)
		if answer.Code != each.want {
			t.Errorf("%s %s as %s: %d %s, want %d", each.method, each.address, each.who, answer.Code, answer.Body, each.want)
		}
	}
}

// withCookie is who has nothing but a cookie.
func withCookie(value string) person {
	return person{sign: func(r *http.Request) { r.AddCookie(&http.Cookie{Name: "dashkeep_session", Value: value}) }}
}

func testSessions(t *testing.T, h *house) {
	t.Helper()
	const fixed = "dks_0197a00000007000800000000000aaaa_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	body := fmt.Sprintf(`{"login":"the-operator","password":%q}`, testPassword)
	signIn := h.send(t, http.MethodPost, "/api/v1/session", body, withCookie(fixed))
	cookies := signIn.Result().Cookies()
	if signIn.Code != http.StatusOK || len(cookies) != 1 || cookies[0].Value == fixed || !cookies[0].HttpOnly || cookies[0].SameSite != http.SameSiteLaxMode {
		t.Fatalf("%d %v", signIn.Code, cookies)
	}
	opened := withCookie(cookies[0].Value)
	status := func(who person) int { return h.send(t, http.MethodGet, "/api/v1/me", "", who).Code }
	if before, preset := status(opened), status(withCookie(fixed)); before != http.StatusOK || preset != http.StatusUnauthorized {
		t.Errorf("the new session: %d, the preset one: %d", before, preset)
	}
	if out := h.send(t, http.MethodDelete, "/api/v1/session", "", opened); out.Code != http.StatusNoContent {
		t.Errorf("sign out: %d %s", out.Code, out.Body)
	}
	if after := status(opened); after != http.StatusUnauthorized {
		t.Errorf("the session after the sign-out: %d", after)
	}
}

func testOtherSites(t *testing.T, h *house) {
	t.Helper()
	address := "/api/v1/projects/" + testProject + "/dashboards"
	for _, each := range []struct {
		header map[string]string
		method string
		want   int
	}{
		{map[string]string{"Content-Type": "text/plain"}, http.MethodPost, http.StatusUnsupportedMediaType},
		{map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, http.MethodPost, http.StatusUnsupportedMediaType},
		{map[string]string{"Content-Type": "application/json", "Origin": "null"}, http.MethodPost, http.StatusForbidden},
		{map[string]string{"Content-Type": "application/json", "Origin": "https://evil.example"}, http.MethodPost, http.StatusForbidden},
		{map[string]string{"Content-Type": "application/json", "Sec-Fetch-Site": "cross-site"}, http.MethodPost, http.StatusForbidden},
		{map[string]string{"Content-Type": "application/json", "Sec-Fetch-Site": "same-site"}, http.MethodPost, http.StatusForbidden},
		{map[string]string{"Origin": "https://evil.example"}, http.MethodGet, http.StatusOK},
		{map[string]string{"Origin": "null"}, http.MethodGet, http.StatusOK},
	} {
		request := httptest.NewRequestWithContext(t.Context(), each.method, address, strings.NewReader(""))
		if each.method == http.MethodPost {
			request = httptest.NewRequestWithContext(t.Context(), each.method, address, strings.NewReader(fmt.Sprintf(namedDocuments()["dashboards"], "csrf", "")))
		}
		for name, value := range each.header {
			request.Header.Set(name, value)
		}
		h.person(t, "the-owner").sign(request)
		answer := httptest.NewRecorder()
		h.real.ServeHTTP(answer, request)
		if answer.Code != each.want || answer.Header().Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s %v: %d %v", each.method, each.header, answer.Code, answer.Header())
		}
	}
	testStreamsOfOtherSites(t, h)
}

// A stream stays open in the name of whoever looks at the other site's page.
func testStreamsOfOtherSites(t *testing.T, h *house) {
	t.Helper()
	server := httptest.NewServer(h.real)
	defer server.Close()
	for _, address := range []string{"/api/v1/events", "/api/v1/projects/" + testProject + "/events"} {
		for _, each := range []struct {
			name, value string
			want        int
		}{
			{"Origin", "https://evil.example", http.StatusForbidden},
			{"Origin", "null", http.StatusForbidden},
			{"Sec-Fetch-Site", "cross-site", http.StatusForbidden},
			{"Sec-Fetch-Site", "same-site", http.StatusForbidden},
			{"Sec-Fetch-Site", "same-origin", http.StatusOK},
			{"Accept", "text/event-stream", http.StatusOK},
		} {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+address, nil)
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set(each.name, each.value)
			h.person(t, "the-owner").sign(request)
			answer, err := http.DefaultClient.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			if answer.StatusCode != each.want {
				t.Errorf("%s with %s %s: %d", address, each.name, each.value, answer.StatusCode)
			}
			_ = answer.Body.Close() // ends the stream
		}
	}
}

func testCountedRefusals(t *testing.T, h *house) {
	t.Helper()
	guard := edge.NewGate(edge.GateNeeds{
		People: h.program.features.handlers.accountHTTP, DB: h.program.db, Log: h.program.log, PerUser: exhausted{}, Denials: exhausted{},
	})
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/v1/me", nil)
	request.Header.Set("Authorization", "Bearer guess")
	context := h.program.http.Echo().NewContext(request, httptest.NewRecorder())
	if err := guard.Admit(context, "signed_in"); err == nil || !strings.Contains(err.Error(), "enough") {
		t.Errorf("%v", err)
	}
}

func testOddJSON(t *testing.T, h *house) {
	t.Helper()
	good := fmt.Sprintf(namedDocuments()["dashboards"], "odd", "")
	with := func(member string) string { return strings.Replace(good, `"spec":{`, `"spec":{`+member+`,`, 1) }
	for name, body := range map[string]string{
		"deep": with(`"x":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000)), "double": with(`"duration":"2h"`),
		"case": strings.Replace(good, `"kind"`, `"Kind":"Dashboard","kind"`, 1), "huge_number": with(`"x":1e999`),
		"surrogate": with(`"x":"\ud800"`), "nan": with(`"x":NaN`), "garbage": good + "x", "second": good + good,
		"mark": "\ufeff" + good, "nul": with(`"x":"\u0000"`), "prototype": with(`"__proto__":{"a":1}`), "bytes": with("\"x\":\"\xff\""), "none": "",
	} {
		answer := h.send(t, http.MethodPost, "/api/v1/projects/"+testProject+"/dashboards", body, h.person(t, "the-owner"))
		if answer.Code != http.StatusBadRequest && answer.Code != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: %d %.200s", name, answer.Code, answer.Body)
		}
	}
}

// testCanaries writes secrets through every door that takes one and looks for them
// in what the program keeps and says.
func testCanaries(t *testing.T, h *house) {
	t.Helper()
	const canary = "canary-5f1d0c7e9b3a4862"
	owner := h.person(t, "the-owner")
	secretAddress := "/api/v1/projects/" + testProject + "/secrets"
	document := fmt.Sprintf(`{"kind":"Secret","metadata":{"name":"hidden"},"spec":{"basicAuth":{"username":"u","password":%q},"authorization":{"type":"Bearer","credentials":%q}}}`,
		canary, canary)
	var said bytes.Buffer
	for _, each := range [][3]string{
		{http.MethodPost, secretAddress, document},
		{http.MethodPut, secretAddress + "/hidden", document},
		{http.MethodPost, secretAddress, strings.Replace(document, `"u"`, `7`, 1)},
		{http.MethodPost, "/api/validate/secrets", document},
		{http.MethodPost, "/api/v1/session", `{"login":"the-manager","password":"` + canary + `"}`},
		{http.MethodPut, "/api/v1/me/password", `{"current_password":"` + canary + `","new_password":"` + canary + `"}`},
		{http.MethodPost, "/api/v1/links/" + canary, `{"password":"` + canary + `"}`},
		{http.MethodGet, secretAddress, ""},
		{http.MethodGet, secretAddress + "/hidden", ""},
		{http.MethodGet, "/api/v1/secrets", ""},
		{http.MethodDelete, secretAddress + "/hidden", ""},
	} {
		answer := h.send(t, each[0], each[1], each[2], owner)
		if answer.Code >= http.StatusInternalServerError {
			t.Errorf("%s %s: %d", each[0], each[1], answer.Code)
		}
		said.Write(answer.Body.Bytes())
	}
	said.Write(h.send(t, http.MethodGet, "/api/v1/audit/export?format=ndjson", "", h.person(t, "the-admin")).Body.Bytes())
	wanted := [][]byte{
		[]byte(canary), []byte(hex.EncodeToString([]byte(canary))), []byte(base64.StdEncoding.EncodeToString([]byte("u:" + canary))),
		[]byte(base64.RawStdEncoding.EncodeToString([]byte(canary))[:20]),
	}
	look := func(where string, content []byte) {
		for _, form := range wanted {
			if bytes.Contains(content, form) {
				t.Errorf("%s holds %s", where, form)
			}
		}
	}
	look("an answer", said.Bytes())
	files := 0
	err := filepath.WalkDir(h.program.settings.Data, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || strings.Contains(path, "metrics") {
			return err
		}
		content, err := os.ReadFile(path) //nolint:gosec // the test's own folder
		files++
		look(entry.Name(), content)
		return err
	})
	if err != nil || files < 2 {
		t.Errorf("%d files were read, %v", files, err)
	}
}
