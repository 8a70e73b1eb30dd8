package app

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/app/edge"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// What a user loses counts for panels at once, though who they are is remembered.
func TestWhatIsTakenAwayCountsForPanelsAtOnce(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	owner, operator, manager := h.person(t, "the-owner"), h.person(t, "the-operator"), h.person(t, "the-manager")
	const panel = "/proxy/projects/" + testProject + "/datasources/embedded/api/v1/query?query=1"
	draw := func(who person, want int) {
		t.Helper()
		for range 2 {
			if answer := h.send(t, http.MethodGet, panel, "", who); answer.Code != want {
				t.Errorf("%s draws a panel: %d %s", who.name, answer.Code, answer.Body)
			}
		}
	}
	draw(operator, http.StatusOK)
	answer := h.send(t, http.MethodDelete, "/api/v1/projects/"+testProject+"/members/the-operator", "", owner)
	if answer.Code >= http.StatusMultipleChoices {
		t.Fatalf("remove a member: %d %s", answer.Code, answer.Body)
	}
	draw(operator, http.StatusNotFound)
	draw(manager, http.StatusOK)
	if answer := h.send(t, http.MethodDelete, "/api/v1/session", "", manager); answer.Code >= http.StatusMultipleChoices {
		t.Fatalf("sign out: %d %s", answer.Code, answer.Body)
	}
	draw(manager, http.StatusUnauthorized)
	draw(owner, http.StatusOK)
}

// The address of a datasource is remembered as well: a change of it counts at once.
func TestAChangedDatasourceCountsForPanelsAtOnce(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	manager := h.person(t, "the-manager")
	const (
		address = "/api/v1/projects/" + testProject + "/datasources"
		panel   = "/proxy/projects/" + testProject + "/datasources/embedded/api/v1/query?query=1"
		own     = `{"kind":"Datasource","metadata":{"name":"embedded"},"spec":{"plugin":{"kind":"PrometheusDatasource",` +
			`"spec":{"directUrl":"https://192.0.2.1"}}}}`
	)
	if answer := h.send(t, http.MethodGet, panel, "", manager); answer.Code != http.StatusOK {
		t.Fatalf("%d %s", answer.Code, answer.Body)
	}
	if answer := h.send(t, http.MethodPost, address, own, manager); answer.Code >= http.StatusMultipleChoices {
		t.Fatalf("%d %s", answer.Code, answer.Body)
	}
	if answer := h.send(t, http.MethodGet, panel, "", manager); answer.Code != http.StatusServiceUnavailable {
		t.Errorf("the project's own is not asked: %d %s", answer.Code, answer.Body)
	}
}

// asked says who sends a request, and counts how often it is asked.
type asked struct {
	who   access.Principal
	err   error
	count int
}

func (a *asked) Authenticate(*http.Request) (access.Principal, error) { a.count++; return a.who, a.err }

// On another replica what is lost counts when the event comes, and after seconds
// though none comes.
func TestWhoIsRememberedForSeconds(t *testing.T) {
	t.Parallel()
	now := clock.NewManual(time.Unix(1_800_000_000, 0))
	people := &asked{who: access.Principal{UserID: "a", Method: access.BySession}}
	p := &program{recaller: edge.NewRecaller(people, now)}
	send := func(cookie string, count int) error {
		t.Helper()
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Cookie", cookie)
		_, err := p.recaller.Authenticate(r)
		if people.count != count {
			t.Errorf("the database was asked %d times, want %d", people.count, count)
		}
		return err
	}
	_ = send("one", 1)
	_ = send("one", 1)
	_ = send("two", 2)
	p.forget(event.Event{Type: event.Session, Subject: "b"})
	_ = send("one", 2)
	p.forget(event.Event{Type: event.Member, Subject: "a"})
	_ = send("one", 3)
	now.Advance(6 * time.Second)
	people.who, people.err = access.Principal{}, apperror.New(apperror.Unauthenticated, "Sign in first")
	if err := send("one", 4); !apperror.Is(err, apperror.Unauthenticated) {
		t.Errorf("a lost event counts for longer: %v", err)
	}
	if err := send("one", 5); err == nil {
		t.Error("a refusal is forgotten")
	}
}

// counted counts the statements that a request reads the database with.
type counted struct{ statements atomic.Int64 }

type countedRequest struct{}

func (c *counted) BeforeQuery(ctx context.Context, _ *bun.QueryEvent) context.Context { return ctx }

func (c *counted) AfterQuery(ctx context.Context, _ *bun.QueryEvent) {
	if ctx.Value(countedRequest{}) != nil {
		c.statements.Add(1)
	}
}

// A panel asks again and again: who asks, and where to, is known for a while.
func TestAWarmQuestionAsksTheDatabaseNothing(t *testing.T) {
	t.Parallel()
	count := &counted{}
	h := openHouseAfter(t, map[string]string{}, func(p *program) {
		p.db.Read().(*bun.DB).AddQueryHook(count) //nolint:staticcheck // the hook has to be on what the stores use, not on a copy
	})
	viewer := h.person(t, "the-manager")
	ask := func(ctx context.Context, query int) {
		t.Helper()
		address := fmt.Sprintf("/proxy/projects/%s/datasources/embedded/api/v1/query?query=%d", testProject, query)
		request := httptest.NewRequestWithContext(context.WithValue(ctx, countedRequest{}, true), http.MethodGet, address, nil)
		viewer.sign(request)
		answer := httptest.NewRecorder()
		h.real.ServeHTTP(answer, request)
		if answer.Code != http.StatusOK {
			t.Fatalf("%d %s", answer.Code, answer.Body)
		}
	}
	ask(t.Context(), 0)
	if cold := count.statements.Load(); cold == 0 {
		t.Fatal("the first question asks the database nothing: what is counted?")
	}
	// While somebody holds the only connection that writes, what writes would wait.
	err := h.program.db.InTx(t.Context(), func(context.Context, *sqldb.Tx) error {
		warm, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		// The machine may be slow: what is remembered may have to be read again.
		fewest := int64(math.MaxInt64)
		for i := 1; i <= 50 && fewest > 0; i++ {
			before := count.statements.Load()
			ask(warm, i)
			fewest = min(fewest, count.statements.Load()-before)
		}
		if fewest > 0 {
			t.Errorf("a warm question asks the database %d times", fewest)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
