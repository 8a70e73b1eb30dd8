package app

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
)

// What was written into a project while it was deleted must not come back with
// the next project of that name: it may be somebody else's.
func TestANewProjectIsEmpty(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	admin := h.person(t, "the-admin")
	scope := access.System("late", "test", access.DatasourceManage)
	forms := namedDocuments()
	// The state after such a race: the project is gone, the writes are there.
	if _, err := h.program.features.dashboard.Create(t.Context(), scope, []byte(fmt.Sprintf(forms["dashboards"], "left", "")), dashboard.Save{}); err != nil {
		t.Fatal(err)
	}
	for kind, name := range map[perses.Kind]string{perses.Variable: "variables", perses.Secret: "secrets", perses.Datasource: "datasources"} {
		if _, err := h.program.features.datasource.CreateResource(t.Context(), scope, kind, []byte(fmt.Sprintf(forms[name], "left", ""))); err != nil {
			t.Fatal(err)
		}
	}
	made := h.send(t, http.MethodPost, "/api/v1/projects", `{"kind":"Project","metadata":{"name":"late"},"spec":{}}`, admin)
	if made.Code != http.StatusOK {
		t.Fatal(made.Code, made.Body)
	}
	for kind := range forms {
		answer := h.send(t, http.MethodGet, "/api/v1/projects/late/"+kind, "", admin)
		if answer.Code != http.StatusOK || strings.TrimSpace(answer.Body.String()) != "[]" {
			t.Errorf("%s: %d %s", kind, answer.Code, answer.Body)
		}
	}
}

// Requests that meet the deletion of their project end well, one way or the other.
func TestWritesDuringTheDeletionOfAProject(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	admin := h.person(t, "the-admin")
	for round := range 5 {
		name := fmt.Sprintf("short-lived-%d", round)
		address := "/api/v1/projects/" + name
		made := h.send(t, http.MethodPost, "/api/v1/projects", fmt.Sprintf(`{"kind":"Project","metadata":{"name":%q},"spec":{}}`, name), admin)
		if made.Code != http.StatusOK {
			t.Fatal(made.Code, made.Body)
		}
		var group sync.WaitGroup
		for index := range 8 {
			group.Go(func() {
				method, path, body := http.MethodPost, address+"/dashboards", fmt.Sprintf(namedDocuments()["dashboards"], fmt.Sprintf("d%d", index), "")
				switch {
				case index == 4:
					method, path, body = http.MethodDelete, address, ""
				case index%2 == 1:
					method, path, body = http.MethodPut, address+"/members/the-owner", `{"role":"owner"}`
				}
				if answer := h.send(t, method, path, body, admin); answer.Code >= http.StatusInternalServerError {
					t.Errorf("%s %s: %d %s", method, path, answer.Code, answer.Body)
				}
			})
		}
		group.Wait()
	}
}
