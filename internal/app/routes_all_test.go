package app

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
)

// The lists over all projects and the documents that name their project have no
// project in their address: the gate decides about the one that they name.
func TestProjectsThatARequestNames(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	t.Run("a_document_needs_its_right_in_the_project_that_it_names", func(t *testing.T) { testNamedProjects(t, h) })
	t.Run("a_list_holds_what_one_may_read", func(t *testing.T) { testListsOverAll(t, h) })
	t.Run("a_refusal_is_in_the_audit_trail", func(t *testing.T) {
		count, err := h.program.db.Read().NewSelect().Table("audit_entry").Where("result = ?", string(audit.Denied)).
			Where("action = ?", string(access.DatasourceManage)).Where("project = ?", testProject).Count(t.Context())
		if err != nil || count == 0 {
			t.Errorf("%d entries, %v", count, err)
		}
	})
}

// A shared stream opens without the projects that one may not watch.
func TestProjectsThatAStreamLeavesOutAreInTheTrail(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	h.program.features.streams.Stop() // it ends as soon as it has opened
	answer := h.send(t, http.MethodGet, "/api/v1/events?project=elsewhere&project="+testProject, "", h.person(t, "the-operator"))
	if answer.Code != http.StatusOK {
		t.Fatalf("%d %s", answer.Code, answer.Body)
	}
	var projects []string
	err := h.program.db.Read().NewSelect().Table("audit_entry").Column("project").Where("result = ?", string(audit.Denied)).
		Where("action = ?", string(access.RunRead)).Scan(t.Context(), &projects)
	if err != nil || len(projects) != 1 || projects[0] != "elsewhere" {
		t.Errorf("in the trail are %v, %v", projects, err)
	}
}

// What a handler refuses, what leaves the server and where a datasource leads stand
// in the trail like any change.
func TestTheTrailHasWhatHappensInsideHandlers(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	owner := h.person(t, "the-owner")
	const base = "/api/v1/projects/" + testProject
	source := `{"kind":"Datasource","metadata":{"name":"prom"},"spec":{"plugin":{"kind":"PrometheusDatasource",` +
		`"spec":{"directUrl":"https://%s/path"}}}}`
	for _, each := range []struct {
		who                   person
		method, address, body string
		status                int
		action, result, meta  string
	}{
		{
			h.person(t, "the-operator"), http.MethodDelete, base + "/dashboards/dashkeep?force=true", "", http.StatusForbidden,
			"dashboard:write", "denied", "DeleteDashboard",
		},
		{
			h.person(t, `token of the-owner for "default" as "owner"`), http.MethodPost, "/api/v1/me/tokens", `{"name":"x"}`,
			http.StatusForbidden, "signed_in", "denied", "CreateToken",
		},
		{
			owner, http.MethodPost, base + "/datasources", fmt.Sprintf(source, "one.example"), http.StatusOK,
			"datasource.create", "success", `"server":"https://one.example"`,
		},
		{
			owner, http.MethodPut, base + "/datasources/prom", fmt.Sprintf(source, "two.example:9090"), http.StatusOK,
			"datasource.update", "success", `"server_before":"https://one.example"`,
		},
		{
			owner, http.MethodGet, base + "/dashboards/dashkeep/export?format=yaml", "", http.StatusOK,
			"dashboard.export", "success", `"format":"yaml"`,
		},
		{
			h.person(t, "the-admin"), http.MethodGet, "/api/v1/audit/export", "", http.StatusOK,
			"audit.export", "success", `"format":"csv"`,
		},
		{
			owner, http.MethodPost, base + "/validations", `{}`, http.StatusAccepted, "dashboard.validate", "success", "title",
		},
	} {
		if answer := h.send(t, each.method, each.address, each.body, each.who); answer.Code != each.status {
			t.Errorf("%s %s: %d %s", each.method, each.address, answer.Code, answer.Body)
			continue
		}
		var meta string
		err := h.program.db.Read().NewSelect().Table("audit_entry").Column("meta").Where("action = ?", each.action).
			Where("result = ?", each.result).OrderExpr("id DESC").Limit(1).Scan(t.Context(), &meta)
		if err != nil || !strings.Contains(meta, each.meta) {
			t.Errorf("%s: %s, %v", each.action, meta, err)
		}
	}
}

func (h *house) person(t *testing.T, name string) person {
	t.Helper()
	index := slices.IndexFunc(h.people, func(p person) bool { return p.name == name })
	if index < 0 {
		t.Fatalf("there is no %s", name)
	}
	return h.people[index]
}

func (h *house) send(t *testing.T, method, address, body string, who person) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	who.sign(request)
	answer := httptest.NewRecorder()
	h.real.ServeHTTP(answer, request)
	return answer
}

// namedDocuments are documents of each kind, with a place for name and metadata.
func namedDocuments() map[string]string {
	return map[string]string{
		"dashboards":  `{"kind":"Dashboard","metadata":{"name":%q%s},"spec":{"duration":"1h","panels":{},"layouts":[]}}`,
		"datasources": `{"kind":"Datasource","metadata":{"name":%q%s},"spec":{"plugin":{"kind":"PrometheusDatasource","spec":{"directUrl":"https://prom.example"}}}}`,
		"variables":   `{"kind":"Variable","metadata":{"name":%q%s},"spec":{"kind":"TextVariable","spec":{"value":"x"}}}`,
		"secrets":     `{"kind":"Secret","metadata":{"name":%q%s},"spec":{"authorization":{"type":"Bearer","credentials":"canary"}}}`,
	}
}

func testNamedProjects(t *testing.T, h *house) {
	t.Helper()
	const here, nowhere = `,"project":"` + testProject + `"`, `,"project":"nowhere"`
	for kind, form := range namedDocuments() {
		operator := http.StatusForbidden
		if kind == "dashboards" {
			operator = http.StatusOK
		}
		for name, each := range map[string]struct {
			who, project string
			want         int
		}{
			"a": {"nobody", here, http.StatusUnauthorized},
			"b": {"stranger", here, http.StatusNotFound},
			"c": {"the-readonly", here, http.StatusForbidden},
			"d": {"the-operator", here, operator},
			"e": {"the-manager", here, http.StatusOK},
			"f": {"the-owner", nowhere, http.StatusNotFound},
			"g": {"the-owner", "", http.StatusBadRequest},
			"h": {"the-admin", here, http.StatusNotFound},
		} {
			answer := h.send(t, http.MethodPost, "/api/v1/"+kind, fmt.Sprintf(form, name, each.project), h.person(t, each.who))
			if answer.Code != each.want {
				t.Errorf("%s of %q by %s: %d %s, want %d", kind, each.project, each.who, answer.Code, answer.Body, each.want)
			}
			if each.want == http.StatusBadRequest && !strings.Contains(answer.Body.String(), `"field":"metadata.project"`) {
				t.Errorf("%s: the refusal names no field: %s", kind, answer.Body)
			}
		}
	}
}

func testListsOverAll(t *testing.T, h *house) {
	t.Helper()
	names := func(address, who string) []string {
		answer := h.send(t, http.MethodGet, address, "", h.person(t, who))
		var documents []struct {
			Metadata struct{ Name, Project string }
		}
		if err := json.Unmarshal(answer.Body.Bytes(), &documents); err != nil || answer.Code != http.StatusOK {
			t.Fatalf("%s as %s: %d %s", address, who, answer.Code, answer.Body)
		}
		found := []string{}
		for _, document := range documents {
			found = append(found, document.Metadata.Project+"/"+document.Metadata.Name)
		}
		return found
	}
	for kind, form := range namedDocuments() {
		address := "/api/v1/" + kind
		made := h.send(t, http.MethodPost, address, fmt.Sprintf(form, "z", `,"project":"elsewhere"`), h.person(t, "stranger"))
		if made.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", kind, made.Code, made.Body)
		}
		if found := names(address, "stranger"); !slices.Equal(found, []string{"elsewhere/z"}) {
			t.Errorf("%s as a stranger: %v", kind, found)
		}
		if found := names(address+"?name=e", "the-manager"); !slices.Equal(found, []string{testProject + "/e"}) {
			t.Errorf("%s as a manager: %v", kind, found)
		}
		if found := names(address, "the-admin"); len(found) > 0 {
			t.Errorf("%s as an administrator without a role: %v", kind, found)
		}
		if answer := h.send(t, http.MethodGet, address+"?project="+testProject, "", h.person(t, "stranger")); answer.Code != http.StatusNotFound {
			t.Errorf("%s of another's project: %d", kind, answer.Code)
		}
	}
	if found := names("/api/v1/secrets", "the-operator"); len(found) > 0 {
		t.Errorf("an operator sees the secrets %v", found)
	}
	if answer := h.send(t, http.MethodGet, "/api/v1/secrets?project="+testProject, "", h.person(t, "the-operator")); answer.Code != http.StatusForbidden {
		t.Errorf("an operator asks for the secrets: %d", answer.Code)
	}
	answer := h.send(t, http.MethodGet, "/api/v1/secrets", "", h.person(t, "the-owner"))
	if strings.Contains(answer.Body.String(), "canary") {
		t.Error("a secret's value comes back")
	}
}
