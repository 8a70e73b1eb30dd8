package environment_test

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/feature/environment"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// witness is a tester that remembers what it was given.
type witness struct{ seen []string }

func (w *witness) Test(_ context.Context, s environment.Connection) (environment.Report, error) {
	said := s.URL + " " + s.Username
	for _, each := range []secret.Text{s.Password, s.Token, s.Cookie} {
		each.Use(func(plain string) { said += " " + plain })
	}
	for _, name := range slices.Sorted(maps.Keys(s.Headers)) {
		s.Headers[name].Use(func(plain string) { said += " " + name + "=" + plain })
	}
	w.seen = append(w.seen, strings.Join(strings.Fields(said), " "))
	return environment.Report{
		Version: "6.1.0", Steps: []environment.Step{{Name: "reachable", State: environment.StepOK, Sentence: "It answers."}},
	}, nil
}

func (w *witness) last() string { return w.seen[len(w.seen)-1] }

func registry(t *testing.T, db *sqldb.DB) (*environment.Registry, *witness) {
	t.Helper()
	box, err := secret.NewBox(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	seen := &witness{}
	made, err := environment.NewRegistry(environment.RegistryNeeds{DB: db, Box: box, Tester: seen})
	if err != nil {
		t.Fatal(err)
	}
	return made, seen
}

func usual() environment.Settings {
	return environment.Settings{
		Name: "Superset prod", Stage: asset.Prod, URL: "https://bi.example.com/", SignIn: environment.ByDatabase, Username: "dashkeep",
		Protected: true,
	}
}

func password(text string) environment.Credentials {
	return environment.Credentials{Password: new(secret.New(text))}
}

func manager(project string) access.Scope { return access.System(project, "ada") }

func TestAServerIsRegisteredChangedAndRemoved(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		r, seen := registry(t, db)
		shop := manager("shop")
		made, err := r.Create(t.Context(), shop, usual(), password("tops3cret-of-shop"))
		if err != nil {
			t.Fatal(err)
		}
		if made.URL != "https://bi.example.com" || made.Requests != 4 || made.Charts != 2 || made.Revision != 1 ||
			made.CredentialsAt.IsZero() || made.UpdatedBy != "ada" {
			t.Errorf("made %+v", made)
		}
		known := made.Environment()
		if known.Stage != asset.Prod || !known.Protected || known.Kind != asset.Superset || known.Ceiling != 2 {
			t.Errorf("others see %+v", known)
		}
		if bytes.Contains(dbtest.Contents(t, db), []byte("tops3cret")) {
			t.Error("the password is in the database")
		}
		if _, err := r.Test(t.Context(), shop, made.ID); err != nil || seen.last() != "https://bi.example.com dashkeep tops3cret-of-shop" {
			t.Errorf("tested with %q, %v", seen.last(), err)
		}
		tested, err := r.Get(t.Context(), shop, made.ID)
		if err != nil || tested.Tested == nil || !tested.Tested.OK() || tested.TestedAt.IsZero() || tested.Revision != 1 {
			t.Errorf("tested %+v, %v", tested, err)
		}
		changed := usual()
		changed.Name, changed.Requests, changed.Charts = "Superset PROD", 8, 3
		after, err := r.Update(t.Context(), shop, made.ID, 1, changed, environment.Credentials{})
		if err != nil || after.Revision != 2 || after.Charts != 3 || !after.CredentialsAt.Equal(made.CredentialsAt) {
			t.Errorf("changed %+v, %v", after, err)
		}
		if _, err := r.Update(t.Context(), shop, made.ID, 1, changed, environment.Credentials{}); !apperror.Is(err, apperror.Conflict) {
			t.Errorf("changed from an old revision: %v", err)
		}
		other := manager("other")
		if _, err := r.Get(t.Context(), other, made.ID); !apperror.Is(err, apperror.NotFound) {
			t.Errorf("another project sees it: %v", err)
		}
		if err := r.Delete(t.Context(), other, made.ID); !apperror.Is(err, apperror.NotFound) {
			t.Errorf("another project deletes it: %v", err)
		}
		if _, err := r.Create(t.Context(), other, usual(), password("x")); err != nil {
			t.Errorf("the same name in another project: %v", err)
		}
		if _, err := r.Create(t.Context(), shop, usual(), password("x")); !apperror.Is(err, apperror.Conflict) {
			t.Errorf("the same name twice: %v", err)
		}
		if err := r.Delete(t.Context(), shop, made.ID); err != nil {
			t.Fatal(err)
		}
		if left, err := r.List(t.Context(), shop); err != nil || len(left) != 0 {
			t.Errorf("left %+v, %v", left, err)
		}
	})
}

// What was entered for one server is sent to no other: whoever may change an environment
// must not learn its password that way.
func TestCredentialsStayWithTheServerTheyWereGivenFor(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		r, seen := registry(t, db)
		shop := manager("shop")
		made, err := r.Create(t.Context(), shop, usual(), password("old"))
		if err != nil {
			t.Fatal(err)
		}
		for name, change := range map[string]func(*environment.Settings){
			"another host":   func(s *environment.Settings) { s.URL = "https://evil.example.com" },
			"another port":   func(s *environment.Settings) { s.URL = "https://bi.example.com:8443" },
			"another scheme": func(s *environment.Settings) { s.URL = "http://bi.example.com" },
			"whoever":        func(s *environment.Settings) { s.Insecure = true },
			"another kind":   func(s *environment.Settings) { s.SignIn, s.Username = environment.ByToken, "" },
		} {
			settings := usual()
			change(&settings)
			if _, err := r.Update(t.Context(), shop, made.ID, 1, settings, environment.Credentials{}); fieldOf(err) == "" {
				t.Errorf("%s is saved with the old password: %v", name, err)
			}
			if _, err := r.TestDraft(t.Context(), shop, made.ID, settings, environment.Credentials{}); fieldOf(err) == "" {
				t.Errorf("%s is tested with the old password: %v", name, err)
			}
		}
		if len(seen.seen) != 0 {
			t.Errorf("something was sent: %q", seen.seen)
		}
		moved := usual()
		moved.URL = "https://bi.example.com/superset"
		if _, err := r.TestDraft(t.Context(), shop, made.ID, moved, environment.Credentials{}); err != nil ||
			seen.last() != "https://bi.example.com/superset dashkeep old" {
			t.Errorf("another path of the server: %q, %v", seen.last(), err)
		}
		moved.URL = "https://new.example.com"
		if _, err := r.Update(t.Context(), shop, made.ID, 1, moved, password("new")); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Test(t.Context(), shop, made.ID); err != nil || seen.last() != "https://new.example.com dashkeep new" {
			t.Errorf("tested with %q, %v", seen.last(), err)
		}
	})
}

func TestHeadersStandBesideTheSignIn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		r, seen := registry(t, db)
		shop := manager("shop")
		settings := usual()
		settings.SignIn, settings.Username = environment.ByToken, ""
		given := environment.Credentials{
			Token: new(secret.New("tok")), Headers: map[string]secret.Text{"X-A": secret.New("1"), "X-B": secret.New("2")},
		}
		made, err := r.Create(t.Context(), shop, settings, given)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"X-A", "X-B"}, made.HeaderNames); diff != "" {
			t.Error(diff)
		}
		kept := environment.Credentials{Headers: map[string]secret.Text{"X-B": {}, "X-C": secret.New("3")}}
		if _, err := r.Update(t.Context(), shop, made.ID, 1, settings, kept); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Test(t.Context(), shop, made.ID); err != nil || seen.last() != "https://bi.example.com tok X-B=2 X-C=3" {
			t.Errorf("tested with %q, %v", seen.last(), err)
		}
	})
}

func fieldOf(err error) string {
	refused, ok := errors.AsType[*apperror.Error](err)
	if !ok || len(refused.Fields) == 0 {
		return ""
	}
	return refused.Fields[0].Field
}

func TestWhatAnEnvironmentMayBe(t *testing.T) {
	t.Parallel()
	db := dbtest.Open(t, sqldb.SQLite)
	r, _ := registry(t, db)
	for field, change := range map[string]func(*environment.Settings){
		"body.name":     func(s *environment.Settings) { s.Name = "a\nb" },
		"body.stage":    func(s *environment.Settings) { s.Stage = "live" },
		"body.url":      func(s *environment.Settings) { s.URL = "https://ada:pw@bi.example.com" },
		"body.sign_in":  func(s *environment.Settings) { s.SignIn = "magic"; s.Username = "" },
		"body.username": func(s *environment.Settings) { s.Username = "" },
		"body.ca":       func(s *environment.Settings) { s.CA = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" },
		"body.requests": func(s *environment.Settings) { s.Requests = 33 },
		"body.charts":   func(s *environment.Settings) { s.Requests, s.Charts = 2, 3 },
	} {
		settings := usual()
		change(&settings)
		_, err := r.Create(t.Context(), manager("shop"), settings, password("tops3cret"))
		if fieldOf(err) != field || strings.Contains(err.Error(), "pw@") {
			t.Errorf("%s: refused for %q: %v", field, fieldOf(err), err)
		}
	}
	for name, test := range map[string]struct {
		name  string
		given environment.Credentials
	}{
		"body.password": {"a", environment.Credentials{}},
		"body.name":     {"built-IN", password("x")},
	} {
		settings := usual()
		settings.Name = test.name
		if _, err := r.Create(t.Context(), manager("shop"), settings, test.given); fieldOf(err) != name {
			t.Errorf("%s: refused for %q: %v", name, fieldOf(err), err)
		}
	}
	_, err := r.Create(t.Context(), manager("shop"), usual(), password("tops3cret\n"+strings.Repeat("x", 9000)))
	if fieldOf(err) != "body.password" || strings.Contains(err.Error(), "tops3cret") {
		t.Errorf("a password of two lines: %v", err)
	}
}

func TestADeletedProjectKeepsNoServers(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		r, _ := registry(t, db)
		if _, err := r.Create(t.Context(), manager("shop"), usual(), password("x")); err != nil {
			t.Fatal(err)
		}
		err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error { return r.PurgeProject(ctx, tx, "shop") })
		if left, listErr := r.List(t.Context(), manager("shop")); err != nil || listErr != nil || len(left) != 0 {
			t.Errorf("left %+v, %v %v", left, err, listErr)
		}
	})
}
