package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

const rightPassword = "the right pässword/for it+now"

// asker asks for what its items need: Item i of three needs the fields in needs[i]. What
// was answered with the right password it knows from then on, as a server that was told.
type asker struct {
	mu    sync.Mutex
	needs [][]string
	known map[string]bool
	ways  map[string]string
}

func newAsker(needs ...[]string) *asker {
	return &asker{needs: needs, known: map[string]bool{}, ways: map[string]string{}}
}

func (a *asker) producer() *fake {
	return &fake{kind: validate, plan: items(len(a.needs)), do: a.do}
}

func (a *asker) do(ctx context.Context, w *run.Work) run.Outcome {
	replies, err := w.TakeReplies(ctx)
	if err != nil {
		return run.Outcome{Retry: err}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	var ask []run.Field
	for _, name := range a.needs[w.Item.Seq-1] {
		reply, given := replies[name]
		right := false
		reply.Value.Use(func(plain string) {
			right = plain == rightPassword
			if plain != "" {
				w.Log(run.Info, "given "+plain) // as a careless producer would
			}
		})
		if a.known[name] = a.known[name] || right || reply.Way != ""; a.known[name] {
			if reply.Way != "" {
				a.ways[name] = reply.Way
			}
			continue
		}
		ask = append(ask, run.Field{
			Name: name, Label: strings.ToUpper(name), Kind: run.Password, Why: "It is new there", Rejected: given,
			Ways: []run.Way{{ID: "use:7", Label: "Lake"}},
		})
	}
	if len(ask) > 0 {
		return run.Outcome{Ask: ask, Reason: run.PasswordRequired, Message: "Needs something"}
	}
	return run.Outcome{Status: run.ItemSucceeded}
}

func (b *bench) awaits(id string, fields ...string) run.InputRequest {
	b.t.Helper()
	var request run.InputRequest
	b.until("the run to ask for "+strings.Join(fields, ", "), func() bool {
		items := b.items(id) // before the run, whose request is then that of all of them
		r := b.get(id)
		request = run.InputRequest{}
		if len(items) == 0 || r.Status != run.AwaitingInput || json.Unmarshal(r.InputRequest, &request) != nil {
			return false
		}
		for _, item := range items {
			if item.Status == run.ItemQueued || item.Status == run.ItemRunning {
				return false
			}
		}
		// Who asks first is chance.
		slices.SortFunc(request.Fields, func(a, b run.AskedField) int { return strings.Compare(a.Name, b.Name) })
		var names []string
		for _, field := range request.Fields {
			names = append(names, field.Name)
		}
		return slices.Equal(names, slices.Sorted(slices.Values(fields)))
	})
	return request
}

func replies(version int, values map[string]string) run.Answer {
	answer := run.Answer{Version: version, Replies: map[string]run.Reply{}}
	for name, value := range values {
		switch {
		case value == "skip":
			answer.Replies[name] = run.Reply{Skip: true}
		case strings.HasPrefix(value, "use:"):
			answer.Replies[name] = run.Reply{Way: value}
		default:
			answer.Replies[name] = run.Reply{Value: secret.New(value)}
		}
	}
	return answer
}

func (b *bench) answer(id string, version int, values map[string]string) error {
	return b.engine.Answer(b.t.Context(), b.scope, validate, id, replies(version, values))
}

func (b *bench) mustAnswer(id string, version int, values map[string]string) {
	b.t.Helper()
	if err := b.answer(id, version, values); err != nil {
		b.t.Fatal(err)
	}
}

func TestARunAsksAndGoesOnWhereItStopped(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		a := newAsker([]string{"shop"}, nil, []string{"shop", "lake"}, nil)
		b := newBench(t, db, quickConfig(), true, a.producer())
		r := b.start(validate, `{"e":1}`)
		request := b.awaits(r.ID, "shop", "lake")
		if request.Fields[0].Items != 1 || request.Fields[1].Items != 2 || time.Until(request.Until) < 6*24*time.Hour {
			t.Errorf("request %+v", request)
		}
		r = b.get(r.ID)
		if r.Counts.Succeeded != 2 || len(r.Message) != len("Needs the password of SHOP and the password of LAKE") || r.Reason != run.PasswordRequired {
			t.Errorf("run %+v", r)
		}
		b.mustAnswer(r.ID, request.Version, map[string]string{"shop": rightPassword, "lake": rightPassword})
		r = b.ended(r.ID)
		if r.Status != run.Succeeded || r.Counts != (run.Counts{Total: 4, Succeeded: 4}) || r.InputRequest != nil {
			t.Errorf("run %+v", r)
		}
		log := ""
		for _, line := range b.lines(r.ID) {
			log += line.Message + "\n"
		}
		for _, want := range []string{"Asset 1: Needs something", "Answered by tester; given: ", "given [redacted]"} {
			if !strings.Contains(log, want) {
				t.Errorf("no %q in\n%s", want, log)
			}
		}
		for _, form := range secretForms(rightPassword) {
			if bytes.Contains(dbtest.Contents(t, db), []byte(form)) {
				t.Errorf("%q is in the database", form)
			}
		}
	})
}

// A value is sealed while it waits for its item: nothing of the database shows it.
func TestAnAnswerIsSealedUntilItsItemTakesItOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		a := newAsker([]string{"shop"})
		working, idle := newBench(t, db, quickConfig(), true, a.producer()), newBench(t, db, quickConfig(), false, a.producer())
		id := working.start(validate, `{"e":1}`).ID
		version := working.awaits(id, "shop").Version
		if err := working.queue.Stop(t.Context()); err != nil { // the replica that asked is gone
			t.Fatal(err)
		}
		idle.mustAnswer(id, version, map[string]string{"shop": rightPassword})
		contents := dbtest.Contents(t, db)
		for _, form := range secretForms(rightPassword) {
			if bytes.Contains(contents, []byte(form)) {
				t.Errorf("%q is in the database", form)
			}
		}
		if count := countRows(t, db, "run_answer"); count != 1 {
			t.Errorf("%d answers are kept", count)
		}
		idle.work()
		if r := idle.ended(id); r.Status != run.Succeeded {
			t.Errorf("run %+v", r)
		}
		if count := countRows(t, db, "run_answer") + countRows(t, db, "run_ask"); count != 0 {
			t.Errorf("%d rows are left", count)
		}
	})
}

func TestAnAnswerThatNobodyTookInTimeIsAskedForAgain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		a := newAsker([]string{"shop"})
		working, later := newBench(t, db, quickConfig(), true, a.producer()), newBench(t, db, quickConfig(), false, a.producer())
		id := working.start(validate, `{"e":1}`).ID
		version := working.awaits(id, "shop").Version
		if err := working.queue.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		later.mustAnswer(id, version, map[string]string{"shop": rightPassword})
		change(t, db, "UPDATE run_answer SET expires_at = ?", sqldb.At(time.Now().Add(-time.Second)))
		if err := later.engine.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		var kept []byte
		if err := db.Read().NewRaw("SELECT sealed FROM run_answer").Scan(t.Context(), &kept); err != nil || len(kept) > 0 {
			t.Errorf("%d bytes of an old answer are kept, %v", len(kept), err)
		}
		later.work()
		if again := later.awaits(id, "shop"); again.Version != version+1 {
			t.Errorf("request %+v after %d", again, version)
		}
		if count := countRows(t, db, "run_answer"); count != 0 {
			t.Errorf("%d answers are kept", count)
		}
		told := slices.ContainsFunc(later.lines(id), func(l run.Line) bool { return strings.Contains(l.Message, "came too late") })
		if !told {
			t.Errorf("the log does not say so: %+v", later.lines(id))
		}
	})
}

func TestAWrongValueIsAskedForAgainAndNoOther(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		a := newAsker([]string{"a", "b", "c", "d", "e"})
		b := newBench(t, db, quickConfig(), true, a.producer())
		id := b.start(validate, `{"e":1}`).ID
		first := b.awaits(id, "a", "b", "c", "d", "e")
		b.mustAnswer(id, first.Version, map[string]string{
			"a": rightPassword, "b": "wrong password", "c": rightPassword, "d": rightPassword, "e": "use:7",
		})
		second := b.awaits(id, "b")
		if !second.Fields[0].Rejected || second.Version != first.Version+1 || second.Fields[0].Since != second.Version {
			t.Errorf("request %+v", second)
		}
		err := b.answer(id, first.Version, map[string]string{"a": "x"})
		if apperror.KindOf(err) != apperror.Conflict || !strings.Contains(err.Error(), "tester") {
			t.Errorf("the old request is answered with %v", err)
		}
		b.mustAnswer(id, second.Version, map[string]string{"b": rightPassword})
		if r := b.ended(id); r.Status != run.Succeeded || a.ways["e"] != "use:7" {
			t.Errorf("run %+v, ways %v", r, a.ways)
		}
	})
}

func TestWhatIsSkippedIsSkippedAndTheRestGoesOn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		a := newAsker([]string{"shop", "lake"}, []string{"lake"}, []string{"shop"})
		b := newBench(t, db, quickConfig(), true, a.producer())
		id := b.start(validate, `{"e":1}`).ID
		version := b.awaits(id, "shop", "lake").Version
		b.mustAnswer(id, version, map[string]string{"shop": "skip", "lake": rightPassword})
		r := b.ended(id)
		if r.Status != run.Succeeded || r.Counts != (run.Counts{Total: 3, Succeeded: 1, Skipped: 2}) {
			t.Errorf("run %+v", r)
		}
		id = b.start(validate, `{"e":2}`).ID
		version = b.awaits(id, "shop").Version
		b.mustAnswer(id, version, map[string]string{"shop": rightPassword})
		b.ended(id)

		only := newAsker([]string{"x"}, []string{"x"})
		b.engine.producers[validate] = only.producer()
		id = b.start(validate, `{"e":3}`).ID
		version = b.awaits(id, "x").Version
		b.mustAnswer(id, version, map[string]string{"x": "skip"})
		r = b.ended(id)
		if r.Status != run.Cancelled || r.Reason != run.CancelledByUser || r.Message != "All 2 were skipped by hand" {
			t.Errorf("a run of which all was skipped: %+v", r)
		}
	})
}

func TestOfTwoWhoAnswerAtOnceOneWins(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		a := newAsker([]string{"shop"})
		b := newBench(t, db, quickConfig(), true, a.producer())
		id := b.start(validate, `{"e":1}`).ID
		version := b.awaits(id, "shop").Version
		const people = 8
		answers := make(chan error, people)
		for n := range people {
			go func() {
				scope := access.System("shop", fmt.Sprintf("person %d", n))
				answers <- b.engine.Answer(t.Context(), scope, validate, id, replies(version, map[string]string{"shop": rightPassword}))
			}()
		}
		won := 0
		for range people {
			switch err := <-answers; {
			case err == nil:
				won++
			case apperror.KindOf(err) != apperror.Conflict || (!strings.Contains(err.Error(), "by person") && !strings.Contains(err.Error(), "ended")):
				t.Errorf("refused with %v", err)
			}
		}
		if won != 1 {
			t.Errorf("%d have won", won)
		}
		b.ended(id)
	})
}

func TestWhatNobodyAnswersFailsAndTheRunFollowsTheRule(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		a := newAsker([]string{"shop"}, nil)
		b := newBench(t, db, quickConfig(), true, a.producer())
		id := b.start(validate, `{"e":1}`).ID
		version := b.awaits(id, "shop").Version
		if err := b.engine.Sweep(t.Context()); err != nil || b.get(id).Status != run.AwaitingInput {
			t.Fatalf("swept too early: %v", err)
		}
		change(t, db, "UPDATE run_ask SET until_at = ?", sqldb.At(time.Now().Add(-time.Second)))
		if err := b.engine.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		r := b.ended(id)
		if r.Status != run.PartiallySucceeded || r.Reason != run.PasswordRequired {
			t.Errorf("run %+v", r)
		}
		if item := b.items(id)[0]; item.Status != run.ItemFailed || item.Message != "Nobody answered within 7 days" {
			t.Errorf("item %+v", item)
		}
		err := b.answer(id, version, map[string]string{"shop": rightPassword})
		if apperror.KindOf(err) != apperror.Conflict {
			t.Errorf("answered after the end: %v", err)
		}
	})
}

func TestARunThatWaitsIsHandedOverSentBackOrCancelled(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		a := newAsker([]string{"shop"})
		b := newBench(t, db, quickConfig(), true, a.producer())
		id := b.start(validate, `{"e":1}`).ID
		b.awaits(id, "shop")
		to := &run.Assignee{Kind: run.ToRole, ID: "manager", Name: "managers"}
		if err := b.engine.HandOver(t.Context(), b.scope, validate, id, to, "you have it"); err != nil {
			t.Fatal(err)
		}
		request := b.awaits(id, "shop")
		if request.For == nil || *request.For != *to || request.Comment != "you have it" {
			t.Errorf("request %+v", request)
		}
		for name, wrong := range map[string]func() error{
			"another project": func() error {
				return b.engine.SendBack(t.Context(), access.System("other", "tester"), validate, id, "no")
			},
			"another kind": func() error {
				return b.engine.SendBack(t.Context(), b.scope, run.Kind{Resource: "a", Action: "b"}, id, "no")
			},
			"no permission": func() error { return b.engine.SendBack(t.Context(), access.Scope{}, validate, id, "no") },
		} {
			if err := wrong(); apperror.KindOf(err) != apperror.NotFound {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := b.engine.SendBack(t.Context(), b.scope, validate, id, "map it to Lake"); err != nil {
			t.Fatal(err)
		}
		r := b.ended(id)
		if r.Status != run.Cancelled || r.Message != "Sent back by tester: map it to Lake" {
			t.Errorf("run %+v", r)
		}
		id = b.start(validate, `{"e":2}`).ID
		b.awaits(id, "shop")
		if err := b.engine.Cancel(t.Context(), b.scope, validate, id); err != nil {
			t.Fatal(err)
		}
		if r := b.ended(id); r.Status != run.Cancelled || r.InputRequest != nil || countRows(t, db, "run_ask") != 0 {
			t.Errorf("run %+v", r)
		}
	})
}

// Items that ask before all are known: the run waits from then on.
func TestARunWhoseItemsAskWhileTheyAreListedWaitsInTheEnd(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		needs := make([][]string, maxInsert+20)
		for i := range needs {
			needs[i] = []string{"shop"}
		}
		a := newAsker(needs...)
		b := newBench(t, db, quickConfig(), true, a.producer())
		id := b.start(validate, `{"e":1}`).ID
		var request run.InputRequest
		b.until("all items to wait", func() bool {
			r := b.get(id)
			return r.Status == run.AwaitingInput && json.Unmarshal(r.InputRequest, &request) == nil &&
				request.Fields[0].Items == len(needs)
		})
		b.mustAnswer(id, request.Version, map[string]string{"shop": rightPassword})
		if r := b.ended(id); r.Counts.Succeeded != len(needs) {
			t.Errorf("run %+v", r)
		}
	})
}

// A server that stumbles after the password was given is no reason to ask for it again.
func TestWhatWasAnsweredIsThereForTheNextTry(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		var taken []string
		b := newBench(t, db, quickConfig(), true, &fake{kind: validate, plan: items(1), do: func(ctx context.Context, w *run.Work) run.Outcome {
			replies, err := w.TakeReplies(ctx)
			if err != nil {
				return run.Outcome{Retry: err}
			}
			if len(replies) == 0 {
				return run.Outcome{Ask: []run.Field{{Name: "a", Label: "A", Kind: run.Password}}}
			}
			replies["a"].Value.Use(func(plain string) { taken = append(taken, plain) })
			if len(taken) == 1 {
				return run.Outcome{Retry: errors.New("503"), Reason: run.UpstreamUnavailable}
			}
			return run.Outcome{Status: run.ItemSucceeded}
		}})
		id := b.start(validate, `{"e":1}`).ID
		b.mustAnswer(id, b.awaits(id, "a").Version, map[string]string{"a": rightPassword})
		if r := b.ended(id); r.Status != run.Succeeded || len(taken) != 2 || taken[0] != taken[1] {
			t.Errorf("run %+v, taken %d times", r, len(taken))
		}
		if count := countRows(t, db, "run_answer"); count != 0 {
			t.Errorf("%d answers are kept", count)
		}
	})
}

func TestTheProgramsLogShowsNoAnswer(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		cfg := quickConfig()
		cfg.MaxTries = 2
		b := newBench(t, db, cfg, false, &fake{kind: validate, plan: items(2), do: func(ctx context.Context, w *run.Work) run.Outcome {
			replies, err := w.TakeReplies(ctx)
			if err != nil {
				return run.Outcome{Retry: err}
			}
			if len(replies) == 0 {
				return run.Outcome{Ask: []run.Field{{Name: "a", Label: "A", Kind: run.Password}}}
			}
			said := ""
			replies["a"].Value.Use(func(plain string) { said = "bad address postgres://u:" + plain + "@h" })
			if w.Item.Seq == 1 {
				panic(said)
			}
			return run.Outcome{Status: run.ItemSucceeded, Apply: func(context.Context, *sqldb.Tx) error { return errors.New(said) }}
		}})
		var log lockedBuffer
		b.engine.log = slog.New(slog.NewJSONHandler(&log, nil))
		b.work()
		id := b.start(validate, `{"e":1}`).ID
		b.mustAnswer(id, b.awaits(id, "a").Version, map[string]string{"a": rightPassword})
		b.ended(id)
		text := log.String()
		if !strings.Contains(text, "producer panicked") || !strings.Contains(text, "applying an item failed") {
			t.Errorf("the log is %s", text)
		}
		for _, form := range secretForms(rightPassword) {
			if strings.Contains(text, form) {
				t.Errorf("%q is in the log", form)
			}
		}
	})
}

// lockedBuffer is written by many.
type lockedBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// What a run asks for can be answered at once: it never asks for more than an answer takes.
func TestARunAsksForNoMoreThanCanBeAnswered(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, quickConfig(), true, &fake{kind: validate, plan: items(5), do: func(_ context.Context, w *run.Work) run.Outcome {
			var ask []run.Field
			for n := range 50 {
				ask = append(ask, run.Field{Name: fmt.Sprint(w.Item.Seq, "-", n), Label: "A", Kind: run.Password})
			}
			return run.Outcome{Ask: ask}
		}})
		id := b.start(validate, `{"e":1}`).ID
		b.until("all items", func() bool { return b.get(id).Counts.Failed == 1 && b.get(id).Status == run.AwaitingInput })
		var request run.InputRequest
		if err := json.Unmarshal(b.get(id).InputRequest, &request); err != nil || len(request.Fields) != 200 {
			t.Errorf("%d fields, %v", len(request.Fields), err)
		}
		answers := map[string]string{}
		for _, field := range request.Fields {
			answers[field.Name] = "skip"
		}
		b.mustAnswer(id, request.Version, answers)
		if r := b.ended(id); r.Status != run.Failed || r.Counts.Skipped != 4 {
			t.Errorf("run %+v", r)
		}
		failed := slices.IndexFunc(b.items(id), func(i run.Item) bool { return i.Status == run.ItemFailed })
		if item := b.items(id)[failed]; !strings.Contains(item.Message, "asks for as much as it may") {
			t.Errorf("item %+v", item)
		}
	})
}

// Whoever was named is asked again, and a value that was not accepted is told as such
// whoever asks for it first.
func TestWhoWasNamedIsAskedAgain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		a := newAsker([]string{"shop"}, []string{"shop"})
		b := newBench(t, db, quickConfig(), true, a.producer())
		id := b.start(validate, `{"e":1}`).ID
		version := b.awaits(id, "shop").Version
		to := &run.Assignee{Kind: run.ToUser, ID: "bob", Name: "bob"}
		if err := b.engine.HandOver(t.Context(), b.scope, validate, id, to, "yours"); err != nil {
			t.Fatal(err)
		}
		b.mustAnswer(id, version, map[string]string{"shop": "wrong password"})
		request := b.awaits(id, "shop")
		if request.For == nil || request.For.Name != "bob" || request.Comment != "yours" || !request.Fields[0].Rejected {
			t.Errorf("request %+v", request)
		}
	})
}

func TestAProducerThatAsksForNothingThatCanBeGivenFails(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, quickConfig(), true, &fake{kind: validate, plan: items(1), do: func(context.Context, *run.Work) run.Outcome {
			return run.Outcome{Ask: []run.Field{{Name: "a", Label: "A", Kind: "other"}}}
		}})
		if r := b.ended(b.start(validate, `{"e":1}`).ID); r.Status != run.Failed || r.Reason != run.Internal {
			t.Errorf("run %+v", r)
		}
	})
}

func countRows(t *testing.T, db *sqldb.DB, table string) int {
	t.Helper()
	count, err := db.Read().NewSelect().Table(table).Count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return int(count)
}

func change(t *testing.T, db *sqldb.DB, query string, args ...any) {
	t.Helper()
	err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.NewRaw(query, args...).Exec(ctx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
