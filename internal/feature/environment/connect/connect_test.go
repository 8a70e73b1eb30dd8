package connect_test

import (
	"testing"

	"go.uber.org/goleak"

	"github.com/dashkeep/dashkeep/internal/client/superset"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/feature/environment"
	"github.com/dashkeep/dashkeep/internal/feature/environment/connect"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/testkit/supersettest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction(supersettest.Lasting)) }

func clients(t *testing.T, allow ...string) *connect.Clients {
	t.Helper()
	guard, err := netguard.New(netguard.Config{AllowProjects: allow})
	if err != nil {
		t.Fatal(err)
	}
	made, err := connect.New(connect.Config{Guard: guard})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(made.ForgetAll)
	return made
}

func connection(url, username, password string) environment.Connection {
	return environment.Connection{
		Server: environment.Server{ID: "e1", Kind: asset.Superset, Revision: 1, Settings: environment.Settings{
			URL: url, SignIn: environment.ByDatabase, Username: username, Requests: 4, Charts: 2,
		}},
		Password: secret.New(password),
	}
}

func TestAConnectionIsTestedOnRealServers(t *testing.T) {
	t.Parallel()
	supersettest.Each(t, func(t *testing.T, version string) { //nolint:thelper // a test, which fails where it fails
		server := supersettest.Start(t, supersettest.Options{Version: version})
		server.Seed(t, supersettest.Seed{Dashboards: 1})
		c := clients(t, "127.0.0.0/8")
		report, err := c.Test(t.Context(), connection(server.URL, server.Username, server.Password))
		if err != nil || !report.OK() || !report.Tried || report.Account != server.Username || len(report.Drivers) == 0 {
			t.Errorf("report %+v, %v", report, err)
		}
		report, err = c.Test(t.Context(), connection(server.URL, server.Username, "wrong"))
		if err != nil || report.OK() {
			t.Fatalf("a wrong password: %+v, %v", report, err)
		}
		states := map[string]string{}
		for _, step := range report.Steps {
			states[step.Name] = string(step.State) + " " + step.Reason
		}
		if states["reachable"] != "ok " || states["signed_in"] != "failed auth_failed" || states["import"] != "not_tried " {
			t.Errorf("steps %v", states)
		}
		report, err = clients(t).Test(t.Context(), connection(server.URL, server.Username, server.Password))
		if err != nil || report.Steps[0].Reason != string(run.Forbidden) {
			t.Errorf("where no administrator allows it: %+v, %v", report, err)
		}
	})
}

func TestAClientIsKeptUntilItsServerChanges(t *testing.T) {
	t.Parallel()
	c := clients(t)
	first := connection("https://bi.example.com", "ada", "x")
	one, err := c.Superset(first)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := c.Superset(first); err != nil || again != one {
		t.Errorf("another client for the same server, %v", err)
	}
	first.Revision++
	changed, err := c.Superset(first)
	if err != nil || changed == one {
		t.Errorf("the old client for a changed server, %v", err)
	}
	c.Forget("e1")
	if anew, err := c.Superset(first); err != nil || anew == changed {
		t.Errorf("a forgotten client is given, %v", err)
	}
	first.Kind = asset.Perses
	first.Revision++
	if _, err := c.Superset(first); !apperror.Is(err, apperror.Internal) {
		t.Errorf("a client of another kind: %v", err)
	}
	first.Kind, first.SignIn = asset.Superset, environment.ByToken
	if _, err := c.Superset(first); !apperror.Is(err, apperror.Invalid) {
		t.Errorf("a client without a token: %v", err)
	}
}

func TestEveryReasonHasACode(t *testing.T) {
	t.Parallel()
	for _, reason := range []superset.Reason{
		superset.AuthFailed, superset.Forbidden, superset.NotFound, superset.RateLimited, superset.Unavailable, superset.Unreachable,
		superset.Blocked, superset.NotSuperset, superset.CSRF, superset.Refused, superset.Invalid, superset.Failed, superset.TooLarge,
		superset.Unreadable, superset.Timeout, superset.Cancelled,
	} {
		if code := connect.ReasonOf(reason); !code.Known() || code == run.Internal {
			t.Errorf("%s is %s", reason, code)
		}
	}
	if connect.ReasonOf("other") != run.Internal {
		t.Error("an unknown reason has a code")
	}
}
