package runhub_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/engine"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/feature/runhub"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
	"github.com/dashkeep/dashkeep/internal/testkit/runtest"
)

const patience = 2 * time.Minute

// checks is a producer with one item of every outcome, and a log.
type checks struct{ hold chan struct{} }

func (checks) Kind() run.Kind { return run.Kind{Resource: "dashboard", Action: "validate"} }

func (checks) Plan(context.Context, run.Run) ([]run.NewItem, error) {
	var items []run.NewItem
	for n := range 8 {
		items = append(items, run.NewItem{Key: fmt.Sprintf("d%d", n), Title: fmt.Sprintf("Dashboard %d", n), Link: "/d"})
	}
	return items, nil
}

func (c checks) Do(ctx context.Context, w *run.Work) run.Outcome {
	if c.hold != nil {
		select {
		case <-c.hold:
		case <-ctx.Done():
			return run.Outcome{Retry: ctx.Err()}
		}
	}
	for n := range 10 {
		w.Log(run.Info, fmt.Sprintf("%s: chart %d answers", w.Item.Title, n), slog.Int("chart", n))
	}
	switch w.Item.Seq % 4 {
	case 1:
		w.Log(run.Error, w.Item.Title+": 100% wrong")
		return run.Outcome{Status: run.ItemFailed, Reason: run.QueryFailed, Message: "Chart 3 has no column net_margin"}
	case 2:
		return run.Outcome{Status: run.ItemWarned, Reason: run.EmptyResult}
	default:
		return run.Outcome{Status: run.ItemSucceeded}
	}
}

// world is the product's run machinery on a database, with the door.
type world struct {
	engine  *engine.Engine
	reader  *read.Reader
	service *runhub.Service
	http    *runhub.HTTP
	streams *runhub.Streams
	scope   access.Scope
	ctx     context.Context
}

func newWorld(t *testing.T, db *sqldb.DB, p run.Producer) *world {
	t.Helper()
	log, clk := slog.New(slog.DiscardHandler), clock.System{}
	hub := event.NewHub(db, clk, log)
	if err := hub.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(hub.Stop)
	runs := runtest.New(t, db, engine.Config{Wake: hub.Wake, FlushEvery: 250 * time.Millisecond})
	runs.Engine.Register(p)
	runs.Work()
	w := &world{engine: runs.Engine, reader: runs.Reader, scope: runs.Scope}
	w.ctx = access.WithScope(t.Context(), w.scope)
	w.service = runhub.NewService(w.reader, clk, func(r run.Run) string { return "/p/" + r.Project + "/health" })
	w.streams = runhub.NewStreams(t.Context(), w.reader, runhub.FromHub(hub), nil, log)
	w.http = runhub.NewHTTP(w.service, w.streams)
	return w
}

func (w *world) start(t *testing.T, title, parent string) run.Run {
	t.Helper()
	r, _, err := w.engine.Start(t.Context(), w.scope, run.Request{
		Kind: checks{}.Kind(), Title: title, Parent: parent, Target: json.RawMessage(fmt.Sprintf(`{"title":%q}`, title)),
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (w *world) ended(t *testing.T, id string) run.Run {
	t.Helper()
	for deadline := time.After(patience); ; {
		r, err := w.reader.Get(t.Context(), w.scope, id)
		if err != nil {
			t.Fatal(err)
		}
		if r.Status.Terminal() {
			return r
		}
		select {
		case <-deadline:
			t.Fatalf("it never ended: %+v", r)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func TestOneRunAsThePageShowsIt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		w := newWorld(t, db, checks{})
		parent := w.ended(t, w.start(t, "parent", "").ID)
		r := w.ended(t, w.start(t, "child", parent.ID).ID)
		answer, err := w.http.GetRun(w.ctx, api.GetRunRequestObject{Project: "shop", Id: r.ID})
		if err != nil {
			t.Fatal(err)
		}
		got := answer.(api.GetRun200JSONResponse)
		if got.Run.Status != "partially_succeeded" || *got.Run.Progress != 1 || *got.Run.Page != "/p/shop/health" ||
			got.Parent == nil || got.Parent.Id != parent.ID || got.FirstErrorSeq == nil || got.LogLines < 80 {
			t.Errorf("run %+v", got)
		}
		want := []string{"failed query_failed 2", "warned empty_result 2", "succeeded  4"}
		var groups []string
		for _, group := range got.Reasons {
			code := ""
			if group.ReasonCode != nil {
				code = string(*group.ReasonCode)
			}
			groups = append(groups, fmt.Sprintf("%s %s %d", group.Status, code, group.Count))
		}
		if !slices.Equal(groups, want) || got.Reasons[0].Sentence != "A query failed" {
			t.Errorf("reasons %q", groups)
		}
		var timeline []string
		for _, transition := range got.Transitions {
			timeline = append(timeline, string(transition.Status))
		}
		if !slices.Equal(timeline, []string{"queued", "running", "partially_succeeded"}) {
			t.Errorf("timeline %q", timeline)
		}
		above, err := w.service.Get(t.Context(), w.scope, parent.ID)
		if err != nil || len(above.Children) != 1 || above.Children[0].ID != r.ID {
			t.Errorf("children %+v, %v", above.Children, err)
		}
	})
}

func TestOtherProjectsSeeNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		w := newWorld(t, db, checks{})
		r := w.ended(t, w.start(t, "ours", "").ID)
		other := access.System("other", "x")
		ctx := access.WithScope(t.Context(), other)
		_, errGet := w.http.GetRun(ctx, api.GetRunRequestObject{Id: r.ID})
		_, errItems := w.http.ListRunItems(ctx, api.ListRunItemsRequestObject{Id: r.ID})
		_, errLogs := w.http.ListRunLogs(ctx, api.ListRunLogsRequestObject{Id: r.ID})
		_, errSearch := w.http.SearchRunLogs(ctx, api.SearchRunLogsRequestObject{Id: r.ID, Params: api.SearchRunLogsParams{Q: "x"}})
		_, errDownload := w.http.DownloadRunLog(ctx, api.DownloadRunLogRequestObject{Id: r.ID})
		_, errStream := w.http.StreamEvents(ctx, api.StreamEventsRequestObject{Params: api.StreamEventsParams{Run: &r.ID}})
		for _, err := range []error{errGet, errItems, errLogs, errSearch, errDownload, errStream} {
			if !apperror.Is(err, apperror.NotFound) {
				t.Errorf("%v", err)
			}
		}
		runs, _, err := w.service.List(t.Context(), other, read.Filter{}, "", 0)
		summary, errSummary := w.service.Summary(t.Context(), other, time.Time{}, time.Time{}, 0)
		if err != nil || errSummary != nil || len(runs) != 0 || summary.Range.All() != 0 {
			t.Errorf("%d runs, %+v, %v, %v", len(runs), summary.Range, err, errSummary)
		}
	})
}

func TestListPagesWithoutLossOrDouble(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		seed(t, db, 2000)
		service := runhub.NewService(read.New(db), clock.System{}, nil)
		scope := access.System("shop", "x")
		for name, test := range map[string]struct {
			filter read.Filter
			want   int
		}{
			"all":              {read.Filter{}, 2000},
			"statuses":         {read.Filter{Statuses: []run.Status{run.Failed, run.PartiallySucceeded, run.Running}}, 57 + 95 + 20},
			"statuses doubled": {read.Filter{Statuses: []run.Status{run.Failed, run.Failed}}, 57},
			"kinds": {read.Filter{Kinds: []run.Kind{
				{Resource: "inventory", Action: "sync"}, {Resource: "dashboard", Action: "migrate"},
			}}, 400},
			"initiator by id":   {read.Filter{Initiator: "u7"}, 40},
			"initiator by name": {read.Filter{Initiator: "person 7"}, 40},
			"trigger":           {read.Filter{Triggers: []run.Trigger{run.Manual, run.Operator}}, 41},
			"text":              {read.Filter{Text: " NUMBER 19 "}, 1 + 10 + 100},
			"text with a wild":  {read.Filter{Text: "%"}, 0},
			"id":                {read.Filter{Text: fmt.Sprintf("0193%08x-7000-8000-%012x", 777, 777)}, 1},
			"text and status":   {read.Filter{Text: "number 19", Statuses: []run.Status{run.Cancelled}}, 2},
			"too many branches": {read.Filter{
				Statuses: run.Statuses(), Triggers: []run.Trigger{run.Manual, run.Schedule, run.Operator, run.API},
				Initiator: "u7", Kinds: []run.Kind{{Resource: "inventory", Action: "sync"}},
			}, 40},
		} {
			seen, last, cursor := map[string]bool{}, "~", ""
			for {
				runs, next, err := service.List(t.Context(), scope, test.filter, cursor, 7)
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				for _, r := range runs {
					if seen[r.ID] || r.ID >= last { // ids ascend with time
						t.Errorf("%s: %s after %s", name, r.ID, last)
					}
					seen[r.ID], last = true, r.ID
				}
				if cursor = next; cursor == "" {
					break
				}
			}
			if len(seen) != test.want {
				t.Errorf("%s: %d runs, want %d", name, len(seen), test.want)
			}
		}
		if _, _, err := service.List(t.Context(), scope, read.Filter{}, "forged", 7); !apperror.Is(err, apperror.Invalid) {
			t.Errorf("a forged cursor: %v", err)
		}
	})
}

func TestSummaryCountsEachRunOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		seed(t, db, 2000) // over 87 minutes
		service := runhub.NewService(read.New(db), clock.System{}, nil)
		summary, err := service.Summary(t.Context(), access.System("shop", "x"), time.Time{}, time.Time{}, 0)
		if err != nil {
			t.Fatal(err)
		}
		strip := 0
		for i, bucket := range summary.Strip {
			strip += bucket.Tally.All()
			if i < 89 && bucket.Tally.All() != 0 {
				t.Errorf("bucket %d at %s has %d", i, bucket.At, bucket.Tally.All())
			}
		}
		if len(summary.Strip) != 96 || strip != 2000 || summary.Range.All() != 2000 || summary.Now[run.Running] != 20 ||
			summary.Range[run.Failed] != 57 {
			t.Errorf("%d buckets, %d, now %v, range %v", len(summary.Strip), strip, summary.Now, summary.Range)
		}
	})
}

func TestItemsAreFailedFirstAndPage(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		w := newWorld(t, db, checks{})
		r := w.ended(t, w.start(t, "t", "").ID)
		var order []int
		cursor := ""
		for {
			page, next, err := w.service.Items(t.Context(), w.scope, r.ID, read.ItemFilter{}, cursor, 3)
			if err != nil || page.Total != 8 {
				t.Fatalf("%d in all, %v", page.Total, err)
			}
			for _, item := range page.Items {
				order = append(order, item.Seq)
			}
			if cursor = next; cursor == "" {
				break
			}
		}
		if !slices.Equal(order, []int{1, 5, 2, 6, 3, 4, 7, 8}) {
			t.Errorf("order %v", order)
		}
		page, _, err := w.service.Items(t.Context(), w.scope, r.ID, read.ItemFilter{Reason: run.QueryFailed, Text: "NET_MARGIN"}, "", 0)
		if err != nil || page.Total != 2 {
			t.Errorf("filtered: %+v, %v", page, err)
		}
		if _, _, err := w.service.Items(t.Context(), w.scope, r.ID, read.ItemFilter{}, "AAAA", 3); !apperror.Is(err, apperror.Invalid) {
			t.Errorf("a forged cursor: %v", err)
		}
	})
}

func TestLogPagesSearchesAndDownloads(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		w := newWorld(t, db, checks{})
		r := w.ended(t, w.start(t, "t", "").ID)
		page := func(params api.ListRunLogsParams) api.ListRunLogs200JSONResponse {
			answer, err := w.http.ListRunLogs(w.ctx, api.ListRunLogsRequestObject{Id: r.ID, Params: params})
			if err != nil {
				t.Fatal(err)
			}
			return answer.(api.ListRunLogs200JSONResponse)
		}
		newest := page(api.ListRunLogsParams{Limit: new(5)})
		if last := newest.Lines[4]; len(newest.Lines) != 5 || last.Seq != r.LastLogSeq || !newest.Complete || newest.FirstSeq != 1 {
			t.Errorf("newest %+v", newest)
		}
		older := page(api.ListRunLogsParams{Before: &newest.Lines[0].Seq, Limit: new(5)})
		if older.Lines[4].Seq != newest.Lines[0].Seq-1 {
			t.Errorf("older %+v", older)
		}
		if later := page(api.ListRunLogsParams{After: &older.Lines[4].Seq}); len(later.Lines) != 5 {
			t.Errorf("later %+v", later)
		}
		ofItem := page(api.ListRunLogsParams{Item: new(3), Q: new("CHART"), Level: &[]api.LogLevel{"INFO"}})
		if len(ofItem.Lines) != 10 {
			t.Errorf("item 3: %+v", ofItem)
		}
		answer, err := w.http.SearchRunLogs(w.ctx, api.SearchRunLogsRequestObject{Id: r.ID, Params: api.SearchRunLogsParams{Q: "0% wrong"}})
		if found := answer.(api.SearchRunLogs200JSONResponse); err != nil || found.Total != 2 || found.Seqs[0] != r.FirstErrorSeq {
			t.Errorf("found %+v, first error %d, %v", found, r.FirstErrorSeq, err)
		}
		checkDownloads(t, w, r)
	})
}

func checkDownloads(t *testing.T, w *world, r run.Run) {
	t.Helper()
	for _, format := range []string{"text", "ndjson"} {
		for _, zip := range []bool{false, true} {
			params := api.DownloadRunLogParams{Format: new(api.DownloadRunLogParamsFormat(format)), Gzip: &zip}
			answer, err := w.http.DownloadRunLog(w.ctx, api.DownloadRunLogRequestObject{Id: r.ID, Params: params})
			if err != nil {
				t.Fatal(err)
			}
			recorder := httptest.NewRecorder()
			if err := answer.VisitDownloadRunLogResponse(recorder); err != nil {
				t.Fatal(err)
			}
			body := io.Reader(recorder.Body)
			if zip {
				if body, err = gzip.NewReader(body); err != nil {
					t.Fatal(err)
				}
			}
			text, err := io.ReadAll(body)
			if lines := bytes.Count(text, []byte("\n")); err != nil || int64(lines) != r.LastLogSeq {
				t.Errorf("%s, zip %v: %d lines of %d, %v", format, zip, lines, r.LastLogSeq, err)
			}
			if !strings.Contains(recorder.Header().Get("Content-Disposition"), r.ID) {
				t.Errorf("headers %v", recorder.Header())
			}
		}
	}
}

func TestStreamOverHTTPFollowsARunToItsEnd(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		p := checks{hold: make(chan struct{})}
		w := newWorld(t, db, p)
		r := w.start(t, "t", "")
		server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, in *http.Request) {
			answer, err := w.http.StreamEvents(access.WithScope(in.Context(), w.scope), api.StreamEventsRequestObject{
				Params: api.StreamEventsParams{Run: &r.ID, After: new(int64(0))},
			})
			if err != nil {
				t.Error(err)
				return
			}
			_ = answer.VisitStreamEventsResponse(out)
		}))
		defer server.Close()
		response, err := server.Client().Get(server.URL)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = response.Body.Close() }()
		opening := make([]byte, len(": open"))
		if _, err := io.ReadFull(response.Body, opening); err != nil || string(opening) != ": open" {
			t.Fatalf("%q %v", opening, err)
		}
		close(p.hold)
		last := w.ended(t, r.ID)
		lines, told := int64(0), false
		for text := bufio.NewScanner(response.Body); lines < last.LastLogSeq || !told; {
			if !text.Scan() {
				t.Fatalf("%d lines of %d, the end told: %v, %v", lines, last.LastLogSeq, told, text.Err())
			}
			if text.Text() == "event: log" {
				lines++
			}
			told = told || strings.Contains(text.Text(), `"status":"partially_succeeded"`)
		}
		w.streams.Stop()
		rest, err := io.ReadAll(response.Body)
		if err != nil || strings.Contains(string(rest), "event: log\n") {
			t.Errorf("after the last line came %q, %v", rest, err)
		}
	})
}
