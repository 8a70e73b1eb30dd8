package policy_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v5"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/policy"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// server answers our operations; the others are not there.
type server struct {
	*policy.HTTP
	others
}

type others struct{ api.StrictServerInterface }

const policies = "/api/v1/projects/shop/policies"

// ask sends one request and reads the answer into got, unless that is nil. It
// gives the error's kind where the edge would write a problem document.
func (b *bench) ask(method, path, body string, got any) (*httptest.ResponseRecorder, apperror.Kind) {
	b.t.Helper()
	var failure error
	router := echo.New()
	router.HTTPErrorHandler = func(_ *echo.Context, err error) { failure = err }
	api.RegisterHandlers(router, api.NewStrictHandler(server{HTTP: policy.NewHTTP(b.service)}, nil))
	request := httptest.NewRequestWithContext(access.WithScope(b.t.Context(), b.scope), method, path, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	recorder := httptest.NewRecorder()
	router.ServeHTTP(recorder, request)
	if failure != nil {
		return recorder, apperror.KindOf(failure)
	}
	if got != nil {
		if err := json.Unmarshal(recorder.Body.Bytes(), got); err != nil {
			b.t.Fatalf("%s %s: %v in %s", method, path, err, recorder.Body)
		}
	}
	return recorder, ""
}

const shortPolicy = `{"name":"Night","environment":"builtin","assets":{"kind":"rule"},"days":[1],` +
	`"window_start":"22:00","window_end":"23:00","time_zone":"UTC"}`

func body(name string) string { return strings.Replace(shortPolicy, "Night", name, 1) }

func TestHTTP_a_policy_from_its_creation_to_its_end(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		var made, read, changed, paused api.Policy
		created, kind := b.ask(http.MethodPost, policies, shortPolicy, &made)
		path := policies + "/" + made.Id
		if kind != "" || created.Code != http.StatusCreated || created.Header().Get("Location") != path {
			t.Fatalf("%d %s %v", created.Code, kind, created.Header())
		}
		// What was left out has its usual value in the answer.
		if !made.Active || made.Checks.Queries == nil || *made.Notify.When != "on_change" || !*made.Notify.Owners ||
			made.Revision != 1 || made.Coverage != 60 || made.NextWindow == nil || made.LastWindow != nil {
			t.Errorf("%+v", made)
		}
		if _, kind := b.ask(http.MethodGet, path, "", &read); kind != "" || read.Name != "Night" || read.Id != made.Id {
			t.Errorf("%s %+v", kind, read)
		}
		update := strings.Replace(body("Late night"), "{", `{"revision":1,`, 1)
		if _, kind := b.ask(http.MethodPut, path, update, &changed); kind != "" || changed.Name != "Late night" ||
			changed.Revision != 2 {
			t.Errorf("%s %+v", kind, changed)
		}
		if _, kind := b.ask(http.MethodPut, path, update, nil); kind != apperror.Conflict {
			t.Errorf("a change of an old revision: %q", kind)
		}
		if _, kind := b.ask(http.MethodPost, path+"/active", `{"active":false}`, &paused); kind != "" || paused.Active {
			t.Errorf("%s %+v", kind, paused)
		}
		if gone, kind := b.ask(http.MethodDelete, path, "", nil); kind != "" || gone.Code != http.StatusNoContent {
			t.Errorf("%d %s", gone.Code, kind)
		}
		var rest []api.Policy
		if _, kind := b.ask(http.MethodGet, policies, "", &rest); kind != "" || rest == nil || len(rest) != 0 {
			t.Errorf("%s %+v: an empty list is a list", kind, rest)
		}
	})
}

func TestHTTP_unknown_policies_are_not_found(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		foreign := b.create(morning())
		b.scope = access.System("other", "tester")
		for _, id := range []string{foreign.ID, "0193fd00-0000-7000-8000-000000000000"} {
			path := policies + "/" + id
			for _, request := range [][3]string{
				{http.MethodGet, path, ""},
				{http.MethodPut, path, shortPolicy},
				{http.MethodPost, path + "/active", `{"active":false}`},
				{http.MethodDelete, path, ""},
				{http.MethodPost, path + "/run", ""},
				{http.MethodGet, path + "/windows", ""},
			} {
				if _, kind := b.ask(request[0], request[1], request[2], nil); kind != apperror.NotFound {
					t.Errorf("%s %s: %q", request[0], request[1], kind)
				}
			}
		}
	})
}

func TestHTTP_a_run_is_started_once(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		path := policies + "/" + b.create(morning()).ID + "/run"
		var first, second api.StartedRun
		started, kind := b.ask(http.MethodPost, path, "", &first)
		if kind != "" || started.Code != http.StatusAccepted || !first.Created ||
			first.Url != "/api/v1/projects/shop/runs/"+first.Id || started.Header().Get("Location") != first.Url {
			t.Fatalf("%d %s %+v", started.Code, kind, first)
		}
		joined, kind := b.ask(http.MethodPost, path, "", &second)
		if kind != "" || joined.Code != http.StatusOK || second.Created || second.Id != first.Id {
			t.Errorf("%d %s %+v", joined.Code, kind, second)
		}
	})
}

func TestHTTP_previews_and_windows(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		var preview api.PolicyPreview
		if _, kind := b.ask(http.MethodPost, policies+"/preview", body("Preview"), &preview); kind != "" {
			t.Fatal(kind)
		}
		if preview.Checks != 60 || len(preview.Windows) == 0 || preview.Windows[0].Date != "2026-11-23" ||
			preview.FirstAt == nil || len(preview.Density.Own) == 0 || len(*preview.Assets) != 10 {
			t.Errorf("%+v", preview)
		}
		if views, err := b.service.List(t.Context(), b.scope); err != nil || len(views) != 0 {
			t.Errorf("a preview was saved: %v, %v", views, err)
		}
		if _, kind := b.ask(http.MethodPost, policies+"/preview", strings.Replace(shortPolicy, "22:00", "25:00", 1),
			nil); kind != apperror.Invalid {
			t.Errorf("an impossible window: %q", kind)
		}
		id := b.create(morning()).ID
		b.tick("06:00")
		var windows []api.PolicyWindow
		if _, kind := b.ask(http.MethodGet, policies+"/"+id+"/windows", "", &windows); kind != "" || len(windows) < 2 {
			t.Fatalf("%s %+v", kind, windows)
		}
		withRun := 0
		for _, window := range windows {
			if window.RunId != nil {
				withRun++
			}
		}
		if withRun != 1 {
			t.Errorf("%d windows with a run: %+v", withRun, windows)
		}
	})
}
