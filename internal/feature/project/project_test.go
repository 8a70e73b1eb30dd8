package project_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/project"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// people are the users of a test.
type people struct{ all []access.Person }

func (p *people) Named(_ context.Context, _ *sqldb.Tx, login string) (access.Person, error) {
	for _, person := range p.all {
		if strings.EqualFold(person.Login, login) {
			return person, nil
		}
	}
	return access.Person{}, apperror.New(apperror.NotFound, "There is no such user")
}

func (p *people) ByID(_ context.Context, ids []string) ([]access.Person, error) {
	var found []access.Person
	for _, person := range p.all {
		if slices.Contains(ids, person.ID) {
			found = append(found, person)
		}
	}
	slices.SortFunc(found, func(a, b access.Person) int { return strings.Compare(a.Login, b.Login) })
	return found, nil
}

// bench is the room with two users who are in no project yet, olga and ada, and
// root, who administers.
type bench struct {
	db       *sqldb.DB
	clock    *clock.Manual
	people   *people
	service  *project.Service
	purged   atomic.Int32
	refusing error
}

func each(t *testing.T, work func(t *testing.T, b *bench)) {
	t.Helper()
	t.Parallel()
	clk := clock.NewManual(time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC))
	dbtest.EachAt(t, clk, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := &bench{db: db, clock: clk, people: &people{}}
		var err error
		b.service, err = project.New(project.Needs{
			DB: db, Log: slog.New(slog.DiscardHandler), People: b.people,
			Purge: func(context.Context, *sqldb.Tx, string) error {
				b.purged.Add(1)
				return b.refusing
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, login := range []string{"root", "olga", "ada"} {
			b.user(t, login)
		}
		work(t, b)
	})
}

func (b *bench) inTx(t *testing.T, work func(ctx context.Context, tx *sqldb.Tx) error) {
	t.Helper()
	if err := b.db.InTx(t.Context(), work); err != nil {
		t.Fatal(err)
	}
}

func (b *bench) user(t *testing.T, login string) {
	t.Helper()
	b.people.all = append(b.people.all, access.Person{ID: "id-" + login, Login: login, Email: login + "@example.com"})
	b.inTx(t, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO account (id, login, login_folded, display_name, email, password_hash, is_admin,
			disabled, created_at, updated_at) VALUES (?, ?, ?, '', '', '', FALSE, FALSE, ?, ?)`,
			"id-"+login, login, login, sqldb.At(tx.Now()), sqldb.At(tx.Now()))
		return err
	})
}

func (b *bench) place(t *testing.T, login, project string, role access.Role) {
	t.Helper()
	b.inTx(t, func(ctx context.Context, tx *sqldb.Tx) error {
		return b.service.Place(ctx, tx, project, "id-"+login, role)
	})
}

// who is a user with the roles that they have now; root administers.
func (b *bench) who(t *testing.T, login string) access.Principal {
	t.Helper()
	roles, err := b.service.RolesOf(t.Context(), []string{"id-" + login})
	if err != nil {
		t.Fatal(err)
	}
	return access.Principal{
		UserID: "id-" + login, Login: login, Admin: login == "root", Method: access.BySession, Roles: roles["id-"+login],
	}
}

func (b *bench) as(t *testing.T, login, project string, permission access.Permission) access.Scope {
	t.Helper()
	scope, err := b.who(t, login).Require(project, permission)
	if err != nil {
		t.Fatal(err)
	}
	return scope
}

func wantKind(t *testing.T, err error, kind apperror.Kind) {
	t.Helper()
	if !apperror.Is(err, kind) {
		t.Fatalf("got %v, want the kind %s", err, kind)
	}
}

func form(name string) json.RawMessage {
	return json.RawMessage(fmt.Sprintf(`{"kind":"Project","metadata":{"name":%q},"spec":{"display":{"name":"Team A"}}}`, name))
}

func TestNew_wants_all_it_needs(t *testing.T) {
	t.Parallel()
	if _, err := project.New(project.Needs{}); err == nil {
		t.Error("a room of nothing was made")
	}
}

func TestProjects(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		global := b.as(t, "root", "", access.AdminProjects)
		if _, err := b.service.Create(ctx, global, form("Team-A")); err != nil {
			t.Fatal(err)
		}
		made := b.purged.Load()
		_, err := b.service.Create(ctx, global, form("team-a"))
		wantKind(t, err, apperror.Conflict)
		if b.purged.Load() != made {
			t.Error("other rooms were asked to delete what a project that exists keeps")
		}
		b.place(t, "ada", "default", access.ReadOnly)
		seen, err := b.service.Memberships(ctx, b.who(t, "ada"))
		if err != nil || len(seen) != 1 || seen[0].Name != "default" {
			t.Fatalf("a stranger sees %+v, %v", seen, err)
		}
		all, err := b.service.Visible(ctx, b.who(t, "root"))
		if err != nil || len(all) != 2 {
			t.Fatalf("an administrator sees %+v, %v", all, err)
		}
		manage := b.as(t, "root", "team-a", access.ProjectManage)
		made = b.purged.Load()
		if err := b.service.Delete(ctx, manage); err != nil {
			t.Fatal(err)
		}
		if b.purged.Load() <= made {
			t.Error("other rooms were not asked to delete what they keep")
		}
		wantKind(t, b.service.Delete(ctx, manage), apperror.NotFound)
		if names, err := b.service.Names(ctx); err != nil || !slices.Equal(names, []string{"default"}) {
			t.Errorf("%v are left, %v", names, err)
		}
	})
}

func TestCreate_refuses_what_is_no_project(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		long := strings.Repeat("x", 201)
		for _, bad := range []string{
			`{"kind":"Project","metadata":{"name":".."}}`, `{"kind":"Dashboard","metadata":{"name":"x"}}`, `[]`,
			`{"kind":"Project","metadata":{"name":"A b"}}`,
			`{"kind":"Project","metadata":{"name":"a"},"spec":{"display":{"name":"` + long + `"}}}`,
			`{"kind":"Project","metadata":{"name":"a"},"spec":{"display":{"name":"two\nlines"}}}`,
			`{"kind":"Project","metadata":{"name":"a"},"spec":{"display":{"description":"` + long + `"}}}`,
		} {
			_, err := b.service.Create(t.Context(), b.as(t, "root", "", access.AdminProjects), json.RawMessage(bad))
			wantKind(t, err, apperror.Invalid)
		}
		if names, err := b.service.Names(t.Context()); err != nil || len(names) != 0 {
			t.Errorf("%v were made, %v", names, err)
		}
	})
}

func TestUpdate(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		b.place(t, "olga", "team-a", access.Owner)
		scope := b.as(t, "olga", "team-a", access.ProjectManage)
		before, err := b.service.Get(ctx, scope)
		if err != nil {
			t.Fatal(err)
		}
		b.clock.Advance(time.Minute)
		after, err := b.service.Update(ctx, scope, form("team-a"))
		if err != nil || after.Version != before.Version+1 || after.DisplayName != "Team A" || !after.CreatedAt.Equal(before.CreatedAt.Time) {
			t.Errorf("%+v after %+v, %v", after, before, err)
		}
		_, err = b.service.Update(ctx, scope, form("team-b"))
		wantKind(t, err, apperror.Invalid)
		_, err = b.service.Update(ctx, scope, json.RawMessage(`{}`))
		wantKind(t, err, apperror.Invalid)
		if err := b.service.Delete(ctx, scope); err != nil {
			t.Fatal(err)
		}
		_, err = b.service.Update(ctx, scope, form("team-a"))
		wantKind(t, err, apperror.NotFound)
	})
}

// What a room still needs keeps the whole project.
func TestDelete_a_room_that_refuses_keeps_everything(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		b.place(t, "olga", "team-a", access.Owner)
		scope := b.as(t, "olga", "team-a", access.ProjectManage)
		b.refusing = apperror.New(apperror.Conflict, "runs are active")
		wantKind(t, b.service.Delete(t.Context(), scope), apperror.Conflict)
		if _, err := b.service.Get(t.Context(), scope); err != nil {
			t.Error(err)
		}
		if who := b.who(t, "olga"); who.Roles["team-a"] != access.Owner {
			t.Errorf("%+v", who)
		}
	})
}

func TestMembers(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		b.place(t, "olga", "default", access.Owner)
		scope := b.as(t, "olga", "default", access.MemberManage)
		if _, err := b.service.PutMember(ctx, scope, "olga", access.Manager); !apperror.Is(err, apperror.Conflict) {
			t.Errorf("the last owner gave up: %v", err)
		}
		wantKind(t, b.service.RemoveMember(ctx, scope, "olga"), apperror.Conflict)
		put, err := b.service.PutMember(ctx, scope, "ADA", access.Owner)
		if err != nil || put.Login != "ada" || put.Email != "ada@example.com" || put.Since.IsZero() {
			t.Fatalf("%+v, %v", put, err)
		}
		both, err := b.service.Members(ctx, scope)
		if err != nil || len(both) != 2 || both[0].Login != "ada" || both[1].Login != "olga" {
			t.Fatalf("the members are %+v, %v", both, err)
		}
		if err := b.service.RemoveMember(ctx, scope, "olga"); err != nil {
			t.Fatal(err)
		}
		members, err := b.service.Members(ctx, scope)
		if err != nil || len(members) != 1 || members[0].Login != "ada" || members[0].Role != access.Owner {
			t.Fatalf("the members are %+v, %v", members, err)
		}
		wantKind(t, b.service.RemoveMember(ctx, scope, "olga"), apperror.NotFound)
		_, err = b.service.PutMember(ctx, scope, "nobody", access.ReadOnly)
		wantKind(t, err, apperror.NotFound)
		_, err = b.service.PutMember(ctx, scope, "ada", "emperor")
		wantKind(t, err, apperror.Invalid)
		wantKind(t, b.service.RemoveMember(ctx, scope, "nobody"), apperror.NotFound)
	})
}

// An administrator may look after the members of any project, and so may ask for
// one that is not there.
func TestMembersOfAProjectThatIsNotThere(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		scope := b.as(t, "root", "gone", access.MemberManage)
		_, err := b.service.Members(ctx, scope)
		wantKind(t, err, apperror.NotFound)
		_, err = b.service.PutMember(ctx, scope, "root", access.Owner)
		wantKind(t, err, apperror.NotFound)
		wantKind(t, b.service.RemoveMember(ctx, scope, "root"), apperror.NotFound)
	})
}

func TestPlace(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		b.place(t, "ada", "Made-Here", access.ReadOnly)
		b.place(t, "ada", "made-here", access.Manager)
		if who := b.who(t, "ada"); len(who.Roles) != 1 || who.Roles["made-here"] != access.Manager {
			t.Errorf("%+v", who.Roles)
		}
		err := b.db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
			return b.service.Place(ctx, tx, "no name", "id-ada", access.Owner)
		})
		wantKind(t, err, apperror.Invalid)
	})
}

// What programs hold open asks for the roles of many users at once.
func TestRolesOf_asks_in_batches_and_leaves_strangers_out(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		b.place(t, "ada", "default", access.Operator)
		b.place(t, "olga", "other", access.Owner)
		ids := []string{"id-ada"}
		for n := range 1200 {
			ids = append(ids, fmt.Sprintf("nobody-%d", n))
		}
		roles, err := b.service.RolesOf(t.Context(), append(ids, "id-olga"))
		if err != nil || len(roles) != 2 || roles["id-ada"]["default"] != access.Operator || roles["id-olga"]["other"] != access.Owner {
			t.Errorf("%v, %v", roles, err)
		}
	})
}

// Who watches a project learns at once that what they may do has changed, also when
// it changed in another project.
func TestAChangeOfRightsIsTold(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		b.place(t, "olga", "default", access.Owner)
		b.place(t, "root", "other", access.Owner)
		b.place(t, "ada", "other", access.ReadOnly)
		told := func() (projects string) {
			t.Helper()
			var rows []string
			err := b.db.Read().NewSelect().Table("event").Column("project").Where("type = 'member'").Where("subject = 'id-ada'").
				OrderExpr("id").Scan(ctx, &rows)
			if err != nil {
				t.Fatal(err)
			}
			return strings.Join(rows, " ")
		}
		scope := b.as(t, "olga", "default", access.MemberManage)
		if _, err := b.service.PutMember(ctx, scope, "ada", access.Operator); err != nil {
			t.Fatal(err)
		}
		if err := b.service.RemoveMember(ctx, scope, "ada"); err != nil {
			t.Fatal(err)
		}
		if got := told(); got != "default other other default" {
			t.Errorf("told in %q", got)
		}
		if err := b.service.Delete(ctx, b.as(t, "root", "other", access.ProjectManage)); err != nil {
			t.Fatal(err)
		}
		if got := told(); got != "default other other default other" {
			t.Errorf("with a deleted project told in %q", got)
		}
		b.inTx(t, func(ctx context.Context, tx *sqldb.Tx) error { return b.service.TellRights(ctx, tx, "id-ada") })
		if got := told(); !strings.HasSuffix(got, "other ") {
			t.Errorf("who is in no project is told in %q", got)
		}
	})
}

func TestADatabaseThatIsGoneIsSaid(t *testing.T) {
	t.Parallel()
	db := dbtest.Open(t, sqldb.SQLite)
	service, err := project.New(project.Needs{
		DB: db, Log: slog.New(slog.DiscardHandler), People: &people{},
		Purge: func(context.Context, *sqldb.Tx, string) error { return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	scope := access.System("default", "test")
	for name, ask := range map[string]func() error{
		"list":    func() error { _, err := service.Names(ctx); return err },
		"get":     func() error { _, err := service.Get(ctx, scope); return err },
		"members": func() error { _, err := service.Members(ctx, scope); return err },
		"roles":   func() error { _, err := service.RolesOf(ctx, []string{"x"}); return err },
		"visible": func() error {
			_, err := service.Visible(ctx, access.Principal{UserID: "x", Method: access.BySession})
			return err
		},
		"delete": func() error { return service.Delete(ctx, scope) },
	} {
		if err := ask(); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
