package inbox_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/engine"
	"github.com/dashkeep/dashkeep/internal/feature/inbox"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
	"github.com/dashkeep/dashkeep/internal/testkit/jobtest"
	"github.com/dashkeep/dashkeep/internal/testkit/runtest"
)

var migrate = run.Kind{Resource: "dashboard", Action: "migrate"}

// people are the members that a test has.
type people map[string]inbox.Member

func (p people) Member(_ context.Context, _ access.Scope, login string) (inbox.Member, error) {
	member, known := p[login]
	if !known {
		return inbox.Member{}, apperror.New(apperror.NotFound, "none")
	}
	return member, nil
}

func principal(id string, roles map[string]access.Role) access.Principal {
	return access.Principal{UserID: id, Login: id, Method: access.BySession, Roles: roles}
}

// desk is an inbox over an engine whose runs ask for one password.
type desk struct {
	*runtest.Bench

	t    *testing.T
	http *inbox.HTTP
}

func newDesk(t *testing.T, db *sqldb.DB) *desk {
	t.Helper()
	bench := runtest.New(t, db, engine.Config{})
	bench.Engine.Register(&runtest.Producer{For: migrate, Each: func(ctx context.Context, w *run.Work) run.Outcome {
		replies, err := w.TakeReplies(ctx)
		if err != nil {
			return run.Outcome{Retry: err}
		}
		if len(replies) > 0 {
			return run.Outcome{Status: run.ItemSucceeded}
		}
		return run.Outcome{Reason: run.PasswordRequired, Ask: []run.Field{{
			Name: "database:1", Label: "Warehouse", Kind: run.Password, Why: "It is new there", Optional: false, Rejected: true,
			Ways: []run.Way{{ID: "use:7", Label: "Lake"}},
		}}}
	}})
	bench.Work()
	service, err := inbox.New(inbox.Needs{Engine: bench.Engine, Runs: bench.Reader, People: people{
		"bob": {ID: "bob", Login: "bob", Role: access.Operator}, "vera": {ID: "vera", Login: "vera", Role: access.ReadOnly},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return &desk{Bench: bench, t: t, http: inbox.NewHTTP(service)}
}

// asks starts a run of somebody that waits for an answer.
func (d *desk) asks(scope access.Scope, target string) run.Run {
	d.t.Helper()
	r, _, err := d.Engine.Start(d.t.Context(), scope, run.Request{Kind: migrate, Title: "Move", Target: json.RawMessage(target)})
	if err != nil {
		d.t.Fatal(err)
	}
	jobtest.Until(d.t, "the question", func() bool {
		if r, err = d.Reader.Get(d.t.Context(), scope, r.ID); err != nil {
			d.t.Fatal(err)
		}
		return r.Status == run.AwaitingInput
	})
	return r
}

func scopeOf(t *testing.T, p access.Principal, project string) access.Scope {
	t.Helper()
	scope, err := p.Require(project, access.RunAnswer)
	if err != nil {
		t.Fatal(err)
	}
	return scope
}

func (d *desk) inboxOf(p access.Principal) []api.InboxItem {
	d.t.Helper()
	scope, err := p.Require("", access.SignedIn)
	if err != nil {
		d.t.Fatal(err)
	}
	answer, err := d.http.GetInbox(access.WithScope(d.t.Context(), scope), api.GetInboxRequestObject{})
	if err != nil {
		d.t.Fatal(err)
	}
	return answer.(api.GetInbox200JSONResponse).Items
}

func (d *desk) handOver(scope access.Scope, id string, body api.RunHandOver) error {
	_, err := d.http.HandOverRun(access.WithScope(d.t.Context(), scope), api.HandOverRunRequestObject{Id: id, Body: &body})
	return err
}

func (d *desk) answer(scope access.Scope, id string, version int, value string) error {
	_, err := d.http.AnswerRun(access.WithScope(d.t.Context(), scope), api.AnswerRunRequestObject{Id: id, Body: &api.RunAnswer{
		Version: version, Replies: map[string]api.RunReply{"database:1": {Value: &value}},
	}})
	return err
}

func TestTheInboxShowsWhatWaitsForWhom(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		d := newDesk(t, db)
		ada := principal("ada", map[string]access.Role{"shop": access.Manager})
		bob := principal("bob", map[string]access.Role{"shop": access.Operator, "lab": access.Operator})
		vera := principal("vera", map[string]access.Role{"shop": access.ReadOnly})
		shop := scopeOf(t, ada, "shop")
		r := d.asks(shop, `{"n":1}`)
		d.asks(scopeOf(t, bob, "lab"), `{"n":2}`)

		if seen := d.inboxOf(vera); len(seen) != 0 {
			t.Errorf("who may only look sees %+v", seen)
		}
		mine := d.inboxOf(ada)
		if len(mine) != 1 || !mine[0].Mine || mine[0].Id != r.ID {
			t.Fatalf("ada sees %+v", mine)
		}
		want := `{"label":"Warehouse","name":"database:1","kind":"password","why":"It is new there","rejected":true,` +
			`"ways":[{"id":"use:7","label":"Lake"}],"since":1,"items":1}`
		if diff := cmp.Diff(normal(t, []byte(want)), normal(t, encoded(t, mine[0].Request.Fields[0]))); diff != "" {
			t.Error(diff)
		}
		if left := time.Until(mine[0].Request.Until); left < 6*24*time.Hour {
			t.Errorf("it ends in %s", left)
		}
		seen := d.inboxOf(bob)
		if len(seen) != 2 || seen[0].Mine || !seen[1].Mine {
			t.Errorf("bob sees %+v", seen)
		}
		if err := d.handOver(shop, r.ID, api.RunHandOver{Login: new("bob"), Comment: new("you know it")}); err != nil {
			t.Fatal(err)
		}
		if seen = d.inboxOf(bob); !seen[0].Mine || *seen[0].Request.Comment != "you know it" || seen[0].Request.For.Name != "bob" {
			t.Errorf("bob sees %+v", seen[0])
		}
		if mine = d.inboxOf(ada); mine[0].Mine {
			t.Errorf("ada sees %+v", mine[0])
		}
		if err := d.handOver(shop, r.ID, api.RunHandOver{Role: new(api.Role("manager"))}); err != nil {
			t.Fatal(err)
		}
		if mine = d.inboxOf(ada); !mine[0].Mine {
			t.Errorf("ada, a manager, sees %+v", mine[0])
		}
		for name, body := range map[string]api.RunHandOver{
			"body.login": {Login: new("vera")}, "body.role": {Role: new(api.Role("readonly"))},
		} {
			if got := fieldOf(d.handOver(shop, r.ID, body)); got != name {
				t.Errorf("%+v is refused for %q", body, got)
			}
		}
		if got := fieldOf(d.handOver(shop, r.ID, api.RunHandOver{Login: new("nobody")})); got != "body.login" {
			t.Errorf("a stranger is refused for %q", got)
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

func TestWhoMayAnswersAndOnlyOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		d := newDesk(t, db)
		ada := principal("ada", map[string]access.Role{"shop": access.Manager, "lab": access.Manager})
		shop := scopeOf(t, ada, "shop")
		r := d.asks(shop, `{"n":1}`)
		if err := d.answer(scopeOf(t, ada, "lab"), r.ID, 1, "x"); !apperror.Is(err, apperror.NotFound) {
			t.Errorf("answered from another project: %v", err)
		}
		err := d.answer(shop, r.ID, 1, "topsecret"+strings.Repeat("x", 1024))
		if fieldOf(err) != "replies.database:1" || strings.Contains(err.Error(), "topsecret") {
			t.Errorf("too long a password: %v", err)
		}
		if err := d.answer(shop, r.ID, 1, "a password"); err != nil {
			t.Fatal(err)
		}
		if ended := d.Ended(r.ID); ended.Status != run.Succeeded {
			t.Errorf("run %+v", ended)
		}
		if err := d.answer(shop, r.ID, 1, "a password"); !apperror.Is(err, apperror.Conflict) {
			t.Errorf("answered twice: %v", err)
		}
		r = d.asks(shop, `{"n":2}`)
		_, err = d.http.SendBackRun(access.WithScope(t.Context(), shop), api.SendBackRunRequestObject{
			Id: r.ID, Body: &api.RunComment{Comment: "map it"},
		})
		if err != nil || d.Ended(r.ID).Message != "Sent back by ada: map it" {
			t.Errorf("sent back: %v, %+v", err, d.Run(r.ID))
		}
	})
}

func encoded(t *testing.T, value any) []byte {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func normal(t *testing.T, text []byte) map[string]any {
	t.Helper()
	var members map[string]any
	if err := json.Unmarshal(text, &members); err != nil {
		t.Fatal(err)
	}
	return members
}
