package app

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v5"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/app/edge"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/feature/account/credential"
	"github.com/dashkeep/dashkeep/internal/feature/account/password"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/config"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// The whole program, with a person for every role, behind two doors: the real
// edge, and the same routes behind the same gate with handlers that only say
// that they were reached, so that what is allowed can be asked without doing it.
type house struct {
	program    *program
	real       http.Handler
	reached    http.Handler
	operations []httpserver.Operation
	people     []person
}

// person is who asks: how a request is signed, and what stands in the books.
type person struct {
	name  string
	role  access.Role
	admin bool
	known bool
	sign  func(r *http.Request)
}

const (
	testPassword = "correct horse battery"
	testProject  = "default"
)

func openHouse(t *testing.T) *house {
	t.Helper()
	return openHouseWith(t, map[string]string{})
}

func openHouseWith(t *testing.T, flags map[string]string) *house {
	t.Helper()
	return openHouseAfter(t, flags, func(*program) {})
}

// openHouseAfter does something with the program before it starts.
func openHouseAfter(t *testing.T, flags map[string]string, prepare func(p *program)) *house {
	t.Helper()
	flags["data"], flags["listen"] = t.TempDir(), "127.0.0.1:0"
	settings, err := config.Load(config.Sources{Flags: flags})
	if err != nil {
		t.Fatal(err)
	}
	clk, log := clock.System{}, slog.New(slog.DiscardHandler)
	p := newProgram(settings, Build{Version: "test"}, clk, log)
	p.passwords = password.CheapCost()
	if err := p.open(t.Context(), &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.close(context.Background()); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	prepare(p)
	if _, err := p.start(t.Context()); err != nil {
		t.Fatal(err)
	}
	h := &house{program: p, real: p.http.Handler(), reached: reachedEdge(t, p), operations: operationsOf(t)}
	h.people = invite(t, p)
	return h
}

func operationsOf(t *testing.T) []httpserver.Operation {
	t.Helper()
	spec, err := api.GetSpec()
	if err != nil {
		t.Fatal(err)
	}
	operations, err := httpserver.Operations(spec)
	if err != nil {
		t.Fatal(err)
	}
	return operations
}

type unlimited struct{}

func (unlimited) Take(string) error { return nil }

// exhausted keeps the trail of audits short.
type exhausted struct{}

func (exhausted) Take(string) error { return apperror.New(apperror.Limited, "enough") }

// reachedEdge mounts the contract's operations once more, with handlers that
// answer 418.
func reachedEdge(t *testing.T, p *program) http.Handler {
	t.Helper()
	server, err := httpserver.New(httpserver.Options{Log: p.log, Clock: p.clock, Metrics: prometheus.NewRegistry()})
	if err != nil {
		t.Fatal(err)
	}
	spec, err := api.GetSpec()
	if err != nil {
		t.Fatal(err)
	}
	stop := func(api.StrictHandlerFunc, string) api.StrictHandlerFunc {
		return func(*echo.Context, any) (any, error) { return nil, echo.NewHTTPError(http.StatusTeapot, "") }
	}
	handlers := api.NewStrictHandler(p.features.handlers, []api.StrictMiddlewareFunc{stop})
	people := p.features.handlers.accountHTTP
	err = edge.Mount(edge.Mounting{
		Server: server, Contract: spec, Handlers: handlers, Recalling: people, Others: p.rawRoutes,
		Gate: edge.NewGate(edge.GateNeeds{People: people, DB: p.db, Log: p.log, PerUser: unlimited{}, Denials: exhausted{}}),
	})
	if err != nil {
		t.Fatal(err)
	}
	return server.Handler()
}

// invite makes a user for every place that somebody can have, and gives each a
// session; the tokens are those of an owner and of an administrator, narrowed.
func invite(t *testing.T, p *program) []person {
	t.Helper()
	accounts := p.features.account
	people := []person{{name: "nobody", sign: func(*http.Request) {}}}
	add := func(login, project string, role access.Role, admin bool) {
		user := account.NewUser{Login: login, IsAdmin: admin}
		if err := accounts.AddUser(t.Context(), user, secret.New(testPassword), project, role); err != nil {
			t.Fatal(err)
		}
		opened, err := accounts.SignIn(t.Context(), access.Origin{}, login, secret.New(testPassword))
		if err != nil {
			t.Fatal(err)
		}
		cookie := &http.Cookie{Name: "dashkeep_session", Value: opened.Cookie}
		one := person{name: login, admin: admin, known: true, sign: func(r *http.Request) { r.AddCookie(cookie) }}
		if project == testProject {
			one.role = role
		}
		people = append(people, one)
	}
	add("stranger", "elsewhere", access.Owner, false)
	for _, role := range access.Roles() {
		add("the-"+string(role), testProject, role, false)
	}
	add("the-admin", "", "", true)

	token := func(login, project string, role, want access.Role, admin bool) {
		credential, err := accounts.AddToken(t.Context(), login, credential.NewToken{Name: "t", Project: project, Role: role, Days: 1})
		if err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("token of %s for %q as %q", login, project, role)
		people = append(people, person{
			name: name, role: want, admin: admin, known: true,
			sign: func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+credential) },
		})
	}
	for _, role := range access.Roles() {
		token("the-owner", testProject, role, role, false)
	}
	token("stranger", "elsewhere", "", "", false)
	token("the-admin", "", "", "", true)
	token("the-admin", "", access.ReadOnly, "", false)
	return people
}

// lowestRole is the permission table once more, so that a slip in the program's
// own table shows here.
func lowestRole(permission string) (access.Role, bool) {
	role, found := map[string]access.Role{
		"project:read": access.ReadOnly, "member:read": access.ReadOnly, "dashboard:read": access.ReadOnly,
		"query:run": access.ReadOnly, "datasource:read": access.ReadOnly, "run:read": access.ReadOnly,
		"health:read": access.ReadOnly, "policy:read": access.ReadOnly,
		"dashboard:write": access.Operator, "validation:start": access.Operator, "run:answer": access.Operator,
		"dashboard:purge": access.Manager, "datasource:manage": access.Manager, "health:delete": access.Manager,
		"policy:manage": access.Manager,
		"member:manage": access.Owner, "project:manage": access.Owner,
	}[permission]
	return role, found
}

const allowed = http.StatusTeapot

// decision says what the gate must answer to a person.
func decision(permission string, who person) int {
	adminOnly := []string{"users:manage", "projects:create", "global_datasource:manage", "audit:read"}
	adminToo := []string{"project:read", "member:read", "member:manage"}
	needed, inProject := lowestRole(permission)
	rank := func(role access.Role) int { return len(access.Roles()) - slices.Index(access.Roles(), role) }
	switch {
	case permission == "public":
		return allowed
	case !who.known:
		return http.StatusUnauthorized
	case permission == "signed_in":
		return allowed
	case slices.Contains(adminOnly, permission):
		if who.admin {
			return allowed
		}
		return http.StatusForbidden
	case !inProject:
		return http.StatusInternalServerError
	case who.admin && slices.Contains(adminToo, permission):
		return allowed
	case who.role == "":
		return http.StatusNotFound
	case rank(who.role) < rank(needed):
		return http.StatusForbidden
	default:
		return allowed
	}
}

func pathFor(template string) string {
	return strings.NewReplacer(
		"{project}", testProject, "{id}", "0197a000-0000-7000-8000-000000000000", "{name}", "dashkeep", "{version}", "1",
		"{environment}", "dashkeep", "{asset}", "dashkeep", "{login}", "the-owner", "{token}", "none", "{resource}", "dashboards",
	).Replace(template)
}

// ask sends a request whose body no operation takes: a decision that came after
// the look at the body would answer 400 or 415.
func ask(t *testing.T, edge http.Handler, method, path string, who person) *httptest.ResponseRecorder {
	t.Helper()
	// Behind an open door, a stream of events would not end.
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	request := httptest.NewRequestWithContext(ctx, method, path, strings.NewReader("{"))
	request.Header.Set("Content-Type", "text/x-none")
	who.sign(request)
	answer := httptest.NewRecorder()
	edge.ServeHTTP(answer, request)
	return answer
}

// passed tells whether an answer of the reaching edge came from behind the gate:
// the handler, or the look at the request just before it.
func passed(status int) bool {
	return status == allowed || status == http.StatusBadRequest || status == http.StatusUnsupportedMediaType
}

// TestPermissionsOfRoutes asks every route as everybody.
func TestPermissionsOfRoutes(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	t.Run("every_operation_is_gated_by_its_permission", func(t *testing.T) { testMatrix(t, h) })
	t.Run("every_raw_route_is_gated_by_its_permission", func(t *testing.T) { testRawRoutes(t, h) })
	t.Run("a_project_of_others_looks_like_none", func(t *testing.T) { testHiddenProjects(t, h) })
	t.Run("another_method_of_an_operation_is_named_as_the_fault", func(t *testing.T) { testOtherMethods(t, h) })
	t.Run("every_route_is_of_the_contract_or_in_the_table", func(t *testing.T) { testRouteTable(t, h) })
}

func testMatrix(t *testing.T, h *house) {
	t.Helper()
	for _, operation := range h.operations {
		path := pathFor(operation.Path)
		if strings.Contains(path, "{") {
			t.Fatalf("%s: no example for %s", operation.ID, path)
		}
		for _, who := range h.people {
			want := decision(operation.Permission, who)
			if want == allowed {
				if answer := ask(t, h.reached, operation.Method, path, who); !passed(answer.Code) {
					t.Errorf("%s (%s) as %s: %d, want allowed; %s", operation.ID, operation.Permission, who.name, answer.Code, answer.Body)
				}
				continue
			}
			for _, edge := range []http.Handler{h.reached, h.real} {
				answer := ask(t, edge, operation.Method, path, who)
				if answer.Code != want {
					t.Errorf("%s (%s) as %s: %d, want %d; %s", operation.ID, operation.Permission, who.name, answer.Code, want, answer.Body)
				}
				checkProblem(t, operation.ID, who, answer)
			}
		}
	}
}

// checkProblem looks whether a refusal is a problem document that gives nothing
// away: who is no member reads the same words for every project.
func checkProblem(t *testing.T, operation string, who person, answer *httptest.ResponseRecorder) {
	t.Helper()
	var problem httpserver.Problem
	if err := json.Unmarshal(answer.Body.Bytes(), &problem); err != nil {
		t.Errorf("%s as %s: the refusal is no problem document: %v", operation, who.name, err)
		return
	}
	if answer.Header().Get("Content-Type") != "application/problem+json" || problem.Status != answer.Code || problem.Detail == "" {
		t.Errorf("%s as %s: %q %+v", operation, who.name, answer.Header().Get("Content-Type"), problem)
	}
	if problem.Status == http.StatusNotFound && strings.Contains(problem.Detail, testProject) {
		t.Errorf("%s as %s: the refusal names the project: %q", operation, who.name, problem.Detail)
	}
}

// onlyUI leaves the last route to the web UI alone.
func onlyUI(ui echo.HandlerFunc, _ []edge.Route) echo.HandlerFunc { return ui }

func testRawRoutes(t *testing.T, h *house) {
	t.Helper()
	replace := strings.NewReplacer(":project", testProject, ":dashboard", "dashkeep", ":name", "dashkeep", "*", "api/v1/labels")
	for _, route := range h.program.rawRoutes(onlyUI) {
		for _, method := range route.Methods {
			for _, who := range h.people {
				answer := ask(t, h.real, method, replace.Replace(route.Path), who)
				want := decision(string(route.Permission), who)
				isRefusal := answer.Code == http.StatusUnauthorized || answer.Code == http.StatusForbidden
				// Behind the gate, the metrics page and the files have a 404 of their own.
				if want == allowed && route.Permission != access.Public {
					isRefusal = isRefusal || answer.Code == http.StatusNotFound
				}
				if want == allowed && isRefusal || want != allowed && answer.Code != want {
					t.Errorf("%s %s as %s: %d, want %d; %s", method, route.Path, who.name, answer.Code, want, answer.Body)
				}
			}
		}
	}
}

// Every address of the contract refuses a method that it does not have, GET too,
// which the web UI takes at all others.
func testOtherMethods(t *testing.T, h *house) {
	t.Helper()
	for _, operation := range h.operations {
		address := pathFor(operation.Path)
		var known []string
		for _, other := range h.operations {
			if edge.IsAt(edge.PathOf(other), address) {
				known = append(known, other.Method)
				if other.Method == http.MethodGet && !other.Streams() {
					known = append(known, http.MethodHead)
				}
			}
		}
		slices.Sort(known)
		known = slices.Compact(known)
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
			if slices.Contains(known, method) {
				continue
			}
			answer := ask(t, h.real, method, address, h.people[0])
			offered := strings.Split(answer.Header().Get("Allow"), ", ")
			offered = slices.DeleteFunc(offered, func(name string) bool { return name == http.MethodOptions })
			slices.Sort(offered)
			if answer.Code != http.StatusMethodNotAllowed || len(offered) == 0 || slices.ContainsFunc(offered, func(name string) bool { return !slices.Contains(known, name) }) {
				t.Errorf("%s %s: %d, Allow %v; want 405 and some of %v", method, address, answer.Code, offered, known)
			}
		}
	}
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		for _, address := range []string{"/api/v1/nothing", "/api/v1/ephemeraldashboards", "/proxy/unsaved/x", "/nothing"} {
			if answer := ask(t, h.real, method, address, h.people[0]); answer.Code != http.StatusNotFound {
				t.Errorf("%s %s: %d; want 404, as there is nothing", method, address, answer.Code)
			}
		}
	}
	if answer := ask(t, h.real, http.MethodGet, "/p/default/dashboards", h.people[0]); answer.Code != http.StatusOK {
		t.Errorf("a page of the web UI: %d", answer.Code)
	}
}

// A project that does not exist and one of others can't be told apart.
func testHiddenProjects(t *testing.T, h *house) {
	t.Helper()
	stranger := h.people[slices.IndexFunc(h.people, func(p person) bool { return p.name == "stranger" })]
	body := func(project string) string {
		var problem httpserver.Problem
		answer := ask(t, h.real, http.MethodGet, "/api/v1/projects/"+project+"/catalog", stranger)
		if err := json.Unmarshal(answer.Body.Bytes(), &problem); err != nil {
			t.Fatal(err)
		}
		problem.RequestID = ""
		return fmt.Sprintf("%d %+v", answer.Code, problem)
	}
	if there, missing := body(testProject), body("no-such-project"); there != missing {
		t.Errorf("they can be told apart:\n%s\n%s", there, missing)
	}
}

func testRouteTable(t *testing.T, h *house) {
	t.Helper()
	want := map[string]bool{}
	for _, operation := range h.operations {
		path := edge.PathOf(operation)
		want[operation.Method+" "+path] = true
		if operation.Method == http.MethodGet && !operation.Streams() {
			want[http.MethodHead+" "+path] = true
		}
	}
	for _, route := range h.program.rawRoutes(onlyUI) {
		for _, method := range route.Methods {
			want[method+" "+route.Path] = true
		}
	}
	got := map[string]bool{}
	for _, route := range h.program.http.Echo().Router().Routes() {
		key := route.Method + " " + route.Path
		got[key] = true
		if !want[key] {
			t.Errorf("the route %s is neither in the contract nor in the table of raw routes", key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if !got[key] {
			t.Errorf("%s has no route", key)
		}
	}
}
