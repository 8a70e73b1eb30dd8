package query

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/query/question"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
)

// own makes the fixture's datasource one of the project p, at an address of the
// test's choice, with lists of what may be reached.
func (f *fixture) own(address string, list []string, shared ...question.SharedServer) {
	f.t.Helper()
	guard, err := netguard.New(netguard.Config{AllowProjects: list})
	if err != nil {
		f.t.Fatal(err)
	}
	f.service.Close()
	f.service, err = New(Config{
		Datasources: fixed(question.Datasource{Project: "p", Name: "main", Kind: question.Prometheus, URL: address, Shared: shared}),
		Guard:       guard, Clock: clock.NewManual(now()), Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(f.service.Close)
	f.http = NewHTTP(f.service)
}

// address is the URL of the fixture's recording metrics server.
func (f *fixture) address() string {
	ds, _ := f.service.cfg.Datasources.(fixed)
	return ds.URL
}

// A project's own datasource that leads to a shared server sees there what the
// project sees by the shared datasource, however its address is spelled.
func TestOwn_datasources_are_limited_at_a_shared_server_by_any_spelling(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	_, port, _ := net.SplitHostPort(strings.TrimSuffix(strings.TrimPrefix(f.address(), "http://"), "/base"))
	machine, _ := os.Hostname()
	here := ""
	for _, one := range interfaceAddresses(t) {
		here = one
	}
	for _, sharedHost := range []string{"127.0.0.1", "localhost"} {
		_, server, _ := netguard.ServerOf("http://" + sharedHost + ":" + port)
		shared := question.SharedServer{Server: server, TenantLabel: "namespace", Namespaces: []string{"p"}}
		for _, host := range []string{
			"127.0.0.1", "localhost", "LOCALHOST", "localhost.", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "127.0.0.2", "127.255.0.1", machine, here,
		} {
			for _, digits := range []string{port, "0" + port} {
				if host == "" {
					continue
				}
				f.own("http://"+host+":"+digits, []string{"127.0.0.0/8", "::1", "0.0.0.0/0", here}, shared)
				before := len(f.reached())
				w, _ := f.get("query", "query", `secret{namespace="b"}`)
				for _, got := range f.reached()[before:] {
					if query := got.form.Get("query"); !strings.Contains(query, `namespace="p"`) || strings.Contains(query, `"b"`) {
						t.Errorf("http://%s:%s against %s: asked %s", host, digits, sharedHost, query)
					}
				}
				if w.Code == http.StatusOK && len(f.reached()) == before {
					t.Errorf("http://%s:%s: answered %s without asking", host, digits, w.Body)
				}
				// What everybody may ask goes on working.
				w, said := f.get("query", "query", "up")
				if asked := f.reached()[before:]; w.Code == http.StatusOK && (len(asked) == 0 ||
					asked[len(asked)-1].form.Get("query") != `up{namespace="p"}`) {
					t.Errorf("http://%s:%s: %d %+v", host, digits, w.Code, said)
				}
				if (host == "127.0.0.1" || host == "[::ffff:127.0.0.1]") && w.Code != http.StatusOK {
					t.Errorf("http://%s:%s: %d %+v", host, digits, w.Code, said)
				}
			}
		}
	}
}

func interfaceAddresses(tb testing.TB) []string {
	tb.Helper()
	var found []string
	all, err := net.InterfaceAddrs()
	if err != nil {
		tb.Fatal(err)
	}
	for _, one := range all {
		if network, ok := one.(*net.IPNet); ok && !network.IP.IsLoopback() && network.IP.To4() != nil {
			found = append(found, network.IP.String())
		}
	}
	return found
}

func TestOwn_datasources_of_other_servers_see_everything_of_them(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	f.own(f.address(), []string{"127.0.0.0/8"}, question.SharedServer{
		Server: netguard.Server{Host: "127.0.0.1", Port: 1}, TenantLabel: "namespace", Namespaces: []string{"p"},
	})
	for range 2 {
		if w, said := f.get("query", "query", "up"); w.Code != http.StatusOK {
			t.Fatalf("%+v", said)
		}
	}
	for _, got := range f.reached() {
		if got.form.Get("query") != "up" {
			t.Errorf("asked %v", got.form)
		}
	}
}

// askAs puts a query in the name of somebody.
func (f *fixture) askAs(user access.Principal, permission access.Permission) refusal {
	f.t.Helper()
	scope, err := user.Require("p", permission)
	if err != nil {
		f.t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodGet, base+"query?query=up", nil)
	w := httptest.NewRecorder()
	f.http.ServeHTTP(w, r.WithContext(access.WithScope(r.Context(), scope)))
	var said refusal
	_ = json.Unmarshal(w.Body.Bytes(), &said)
	return said
}

func people() map[string]access.Principal {
	of := func(login string, role access.Role, admin bool) access.Principal {
		return access.Principal{UserID: login, Login: login, Admin: admin, Method: access.BySession, Roles: map[string]access.Role{"p": role}}
	}
	return map[string]access.Principal{
		"readonly": of("rita", access.ReadOnly, false), "operator": of("otto", access.Operator, false),
		"manager": of("mara", access.Manager, false), "administrator": of("anna", access.ReadOnly, true),
	}
}

// Inner addresses and names of settings are told to administrators; a manager is
// told what to ask them for.
func TestRefusals_tell_each_what_they_may_know(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	f.own("http://localhost:19090", nil)
	for who, user := range people() {
		said := f.askAs(user, access.QueryRun)
		if said.Code != "destination_not_allowed" {
			t.Errorf("%s: %+v", who, said)
		}
		inner := strings.Contains(said.Error, "127.0.0.1") || strings.Contains(said.Error, "::1") || strings.Contains(said.Error, "loopback")
		setting := strings.Contains(said.Error, "DASHKEEP_")
		if isAdmin := who == "administrator"; inner != isAdmin || setting != isAdmin {
			t.Errorf("%s is told: %s", who, said.Error)
		}
		if asks := strings.Contains(said.Error, "Ask an administrator to list localhost:19090 and to restart Dashkeep"); asks != (who == "manager") {
			t.Errorf("%s is told: %s", who, said.Error)
		}
	}
	// The program itself asks for checks; everybody reads what it is told.
	_, err := f.service.Ask(t.Context(), access.System("p", "check", access.QueryRun), question.Ref{Project: "p", Name: "main"}, question.Ask{Endpoint: question.InstantQuery, Query: "up", Time: now()})
	if fault, ok := question.FaultOf(err); !ok || fault.Message != question.DeniedToMembers || fault.Code != "destination_not_allowed" {
		t.Errorf("a check is told: %v", err)
	}
}

// F7: what listens at an inner address makes no difference for who is no administrator.
func TestRefusals_are_the_same_for_open_and_closed_ports(t *testing.T) {
	t.Parallel()
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	for name, answer := range map[string]http.HandlerFunc{
		"html":     func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>banner</html>") },
		"missing":  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) },
		"redirect": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/login", http.StatusFound) },
		"failing":  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, false)
			f.answer = answer
			open := f.address()
			for who, user := range people() {
				f.own(open, []string{"127.0.0.0/8"})
				toOpen := fmt.Sprintf("%+v", f.askAs(user, access.QueryRun))
				f.own(closed.URL, []string{"127.0.0.0/8"})
				toClosed := fmt.Sprintf("%+v", f.askAs(user, access.QueryRun))
				if who != "administrator" && toOpen != toClosed {
					t.Errorf("%s: %s and %s differ", who, toOpen, toClosed)
				}
			}
		})
	}
}

// P27: warnings and notes of a shared server may name what is of others.
func TestProxy_P27_tells_nothing_of_a_shared_servers_warnings(t *testing.T) {
	t.Parallel()
	for _, form := range []string{
		`{"status":"success","data":{"resultType":"vector","result":[]},"warnings":["hidden series of b"],"infos":["hidden"]}`,
		`{"infos":["hidden"],"status":"success","data":{"resultType":"vector","result":[]}}`,
		`{"status":"success","w\u0061rnings":["hidden"],"data":{"resultType":"vector","result":[]}}`,
		`{"status":"success","data":{"resultType":"vector","result":[]},"explanation":{"store":"hidden"}}`,
	} {
		f := newFixture(t, true)
		f.answer = func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, form) }
		w, said := f.get("query", "query", "up")
		if w.Code != http.StatusOK {
			t.Fatalf("%+v", said)
		}
		if body := w.Body.String(); strings.Contains(body, "hidden") || !strings.Contains(body, `"resultType":"vector"`) {
			t.Errorf("%s became %s", form, body)
		}
		if told := strings.Contains(w.Body.String(), "may be incomplete"); told != strings.Contains(form, `"warnings"`) {
			t.Errorf("%s became %s", form, w.Body)
		}
	}
	f := newFixture(t, false)
	f.answer = func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"status":"success","data":{"resultType":"vector","result":[]},"warnings":["own"]}`)
	}
	if w, _ := f.get("query", "query", "up"); !strings.Contains(w.Body.String(), `["own"]`) {
		t.Errorf("an unshared server's warning is hidden: %s", w.Body)
	}
}
