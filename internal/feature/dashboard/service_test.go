package dashboard_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/catalog"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/testkit/boards"
)

func TestSave_versions_ascend_and_nothing_is_lost(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.T.Context(), w.Writer()
		first, err := w.Create(ctx, scope, boards.Doc("checkout", "Checkout", "up"), dashboard.Save{Message: "start"})
		w.Must(err)
		if first.Version != 0 || first.Owner != "mo" || first.State != dashboard.Active {
			w.T.Errorf("%+v", first)
		}
		w.Clock.Advance(time.Minute)
		changed := strings.Replace(string(boards.Doc("checkout", "Checkout", "sum(up)")), `,"links":[]`, ``, 1)
		second, err := w.Update(ctx, scope, "checkout", []byte(changed), dashboard.Save{IfMatch: first.ETag()})
		w.Must(err)
		d, err := perses.Read(second.Document)
		w.Must(err)
		if second.Version != 1 || d.Version() != 1 || d.Root().Get("metadata", "own").Digits() != "1.50" ||
			d.Root().Get("spec", "links") == nil {
			w.T.Errorf("%s", second.Document)
		}
		if created := d.Root().Get("metadata", "createdAt").Text(); created != "2026-11-20T12:00:00Z" {
			w.T.Error(created)
		}
		same, err := w.Update(ctx, scope, "checkout", second.Document, dashboard.Save{})
		w.Must(err)
		if same.Version != 1 {
			w.T.Errorf("a save that changes nothing made version %d", same.Version)
		}
		versions, next, err := w.Versions(ctx, scope, "checkout", 10, "")
		w.Must(err)
		if len(versions) != 2 || next != "" || !versions[0].Current || versions[1].Message != "start" ||
			versions[0].Summary != "Query 1 of panel 'Rate' changed" {
			w.T.Errorf("%+v", versions)
		}
	})
}

func TestSave_a_stale_version_is_a_conflict_with_both_documents(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.T.Context(), w.Writer()
		first, err := w.Create(ctx, scope, boards.Doc("a", "A", "up"), dashboard.Save{})
		w.Must(err)
		_, err = w.Update(ctx, scope, "a", boards.Doc("a", "A", "up + 1"), dashboard.Save{IfMatch: first.ETag()})
		w.Must(err)
		_, err = w.Update(ctx, scope, "a", boards.Doc("a", "A", "up + 2"), dashboard.Save{IfMatch: first.ETag()})
		problem, _ := errors.AsType[*apperror.Error](err)
		if problem == nil || problem.Kind != apperror.Conflict || problem.Code != "stale_version" {
			w.T.Fatal(err)
		}
		current, base := fmt.Sprintf("%s", problem.Details["current"]), fmt.Sprintf("%s", problem.Details["yours_base"])
		if !strings.Contains(current, "up + 1") || !strings.Contains(base, `"query":"up"`) {
			w.T.Errorf("current %s base %s", current, base)
		}
		newest, err := w.Update(ctx, scope, "a", boards.Doc("a", "A", "up + 2"), dashboard.Save{})
		w.Must(err)
		if newest.Version != 2 {
			w.T.Errorf("without If-Match the newest write stands, got %d", newest.Version)
		}
	})
}

func TestSave_of_two_with_the_same_If_Match_exactly_one_wins(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.T.Context(), w.Writer()
		first, err := w.Create(ctx, scope, boards.Doc("a", "A", "up"), dashboard.Save{})
		w.Must(err)
		const writers = 8
		results := make([]error, writers)
		var group sync.WaitGroup
		for i := range writers {
			group.Go(func() {
				_, results[i] = w.Update(ctx, scope, "a", boards.Doc("a", "A", fmt.Sprintf("up + %d", i+1)),
					dashboard.Save{IfMatch: first.ETag()})
			})
		}
		group.Wait()
		won := 0
		for _, result := range results {
			if result == nil {
				won++
			} else if boards.Code(result) != "stale_version" {
				w.T.Error(result)
			}
		}
		versions, _, err := w.Versions(ctx, scope, "a", 100, "")
		w.Must(err)
		if won != 1 || len(versions) != 2 {
			w.T.Errorf("%d won, %d versions", won, len(versions))
		}
	})
}

func TestSave_without_If_Match_every_concurrent_write_is_a_version(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.T.Context(), w.Writer()
		_, err := w.Create(ctx, scope, boards.Doc("a", "A", "up"), dashboard.Save{})
		w.Must(err)
		var group sync.WaitGroup
		for i := range 6 {
			group.Go(func() {
				if _, err := w.Update(ctx, scope, "a", boards.Doc("a", "A", fmt.Sprintf("up + %d", i+1)),
					dashboard.Save{}); err != nil {
					w.T.Error(err)
				}
			})
		}
		group.Wait()
		versions, _, err := w.Versions(ctx, scope, "a", 100, "")
		w.Must(err)
		for i, version := range versions {
			if version.Version != int64(len(versions)-1-i) {
				w.T.Errorf("%+v", versions)
			}
		}
		if len(versions) != 7 {
			w.T.Errorf("%d versions", len(versions))
		}
	})
}

func TestCreate_refusals(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.T.Context(), w.Writer()
		_, err := w.Create(ctx, scope, boards.Doc("a", "A", "up"), dashboard.Save{})
		w.Must(err)
		replace := func(old, replacement string) []byte {
			return []byte(strings.Replace(string(boards.Doc("b", "B", "up")), old, replacement, 1))
		}
		inline := `"datasources":{"x":{"plugin":{"kind":"PrometheusDatasource","spec":{"directUrl":"http://x"}}}},"panels"`
		for name, c := range map[string]struct {
			doc  []byte
			code string
		}{
			"existing":            {boards.Doc("a", "A", "up"), "already_exists"},
			"other project":       {replace(`"name":"b"`, `"name":"b","project":"other"`), "invalid"},
			"not JSON":            {[]byte(`{`), "malformed_document"},
			"bad query":           {boards.Doc("b", "B", "sum("), "invalid_document"},
			"brings a datasource": {replace(`"panels"`, inline), "forbidden"},
		} {
			if _, err := w.Create(ctx, scope, c.doc, dashboard.Save{}); boards.Code(err) != c.code {
				w.T.Errorf("%s: %v", name, err)
			}
		}
		if _, err := w.Create(ctx, w.Manager(), replace(`"panels"`, inline), dashboard.Save{}); err != nil {
			w.T.Errorf("a manager may bring a datasource: %v", err)
		}
		if _, err := w.Update(ctx, scope, "a", boards.Doc("b", "B", "up"), dashboard.Save{}); boards.Code(err) != "invalid" {
			w.T.Error(err)
		}
		if _, err := w.Create(ctx, access.Scope{}, boards.Doc("c", "C", "up"), dashboard.Save{}); !apperror.Is(err,
			apperror.Internal) {
			w.T.Errorf("a scope that nobody granted: %v", err)
		}
		if _, err := w.Create(ctx, scope, boards.Doc("c", "C", "up"), dashboard.Save{Message: strings.Repeat("x",
			321)}); boards.Code(err) != "invalid" {
			w.T.Error(err)
		}
	})
}

func TestTenancy_another_project_finds_nothing(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx := w.T.Context()
		_, err := w.Create(ctx, w.Writer(), boards.Doc("a", "A", "up"), dashboard.Save{})
		w.Must(err)
		other := w.As("eve", "other", access.Owner, access.DashboardWrite)
		_, getErr := w.Get(ctx, other, "a", true)
		_, putErr := w.Update(ctx, other, "a", boards.Doc("a", "A", "1"), dashboard.Save{})
		_, historyErr := w.Version(ctx, other, "a", 0)
		for name, err := range map[string]error{
			"get": getErr, "put": putErr, "version": historyErr, "archive": w.Archive(ctx, other, "a"),
			"purge": w.Purge(ctx, other, "a"), "view": w.View(ctx, other, "a"),
		} {
			if !apperror.Is(err, apperror.NotFound) {
				w.T.Errorf("%s: %v", name, err)
			}
		}
		page, err := w.Lists.Page(ctx, other, catalog.Filter{})
		w.Must(err)
		if diff := cmp.Diff(catalog.Page{
			Entries: []catalog.Entry{}, Tags: []catalog.Facet{},
			Owners: []catalog.Facet{},
		}, page); diff != "" {
			w.T.Error(diff)
		}
		if _, err := w.Create(ctx, other, boards.Doc("a", "A of other", "up"), dashboard.Save{}); err != nil {
			w.T.Errorf("names are unique in the project only: %v", err)
		}
	})
}

// Whoever holds a grant, a link that was shared, reaches its one dashboard alone.
func TestTenancy_a_grant_is_for_its_dashboard_alone(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, now := w.T.Context(), time.Now()
		for _, name := range []string{"shared", "other"} {
			_, err := w.Create(ctx, w.Writer(), boards.Doc(name, name, "up"), dashboard.Save{})
			w.Must(err)
		}
		pass := access.Grant("shop", access.DashboardSubject("shared"), now.Add(time.Hour), access.DashboardRead)
		scope, err := pass.Open(now, "shop", access.DashboardSubject("shared"), access.DashboardRead, access.Origin{})
		w.Must(err)
		found, err := w.Get(ctx, scope, "Shared", false)
		w.Must(err)
		if found.Title != "shared" {
			w.T.Errorf("%+v", found)
		}
		_, getErr := w.Get(ctx, scope, "other", false)
		_, versionErr := w.Version(ctx, scope, "other", 0)
		_, listErr := w.Assets(ctx, scope, "", 10)
		_, catalogErr := w.Lists.Page(ctx, scope, catalog.Filter{})
		_, createErr := w.Create(ctx, scope, boards.Doc("third", "third", "up"), dashboard.Save{})
		for name, err := range map[string]error{
			"get": getErr, "version": versionErr, "list": listErr, "catalog": catalogErr, "create": createErr,
		} {
			if !apperror.Is(err, apperror.NotFound) {
				w.T.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestBin(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.T.Context(), w.Writer()
		_, err := w.Create(ctx, scope, boards.Doc("a", "A", "up"), dashboard.Save{})
		w.Must(err)
		w.Must(w.Archive(ctx, scope, "a"))
		if _, err := w.Get(ctx, scope, "a", false); !apperror.Is(err, apperror.NotFound) {
			w.T.Error(err)
		}
		binned, err := w.Get(ctx, scope, "a", true)
		w.Must(err)
		if binned.State != dashboard.Archived || binned.PurgeAt() != binned.ArchivedAt.AddDate(0, 0, 30) {
			w.T.Errorf("%+v", binned)
		}
		if _, err := w.Create(ctx, scope, boards.Doc("a", "A", "up"), dashboard.Save{}); boards.Code(err) != "in_bin" {
			w.T.Error(err)
		}
		if _, err := w.Update(ctx, scope, "a", boards.Doc("a", "A", "1"), dashboard.Save{}); boards.Code(err) != "in_bin" {
			w.T.Error(err)
		}
		_, err = w.Restore(ctx, scope, "a")
		w.Must(err)
		w.Must(w.Archive(ctx, scope, "a"))
		w.Clock.Advance(time.Hour)
		back, err := w.Create(ctx, scope, boards.Doc("A", "New content", "up + 1"), dashboard.Save{Restore: true})
		w.Must(err)
		if back.ID != binned.ID || back.Version != 1 || back.State != dashboard.Active || !back.ArchivedAt.IsZero() ||
			back.Title != "New content" || !back.CreatedAt.Equal(binned.CreatedAt) {
			w.T.Errorf("%+v", back)
		}
		if versions, _, err := w.Versions(ctx, scope, "a", 10, ""); err != nil || len(versions) != 2 {
			w.T.Errorf("%v %v", versions, err)
		}
		if actions := w.Audited("a"); actions[len(actions)-1] != "dashboard.restore" {
			w.T.Error(actions)
		}
		w.Must(w.SetState(ctx, scope, "a", dashboard.Draft))
		if err := w.Purge(ctx, scope, "a"); !apperror.Is(err, apperror.Forbidden) {
			w.T.Errorf("an operator must not purge: %v", err)
		}
		w.Must(w.Purge(ctx, w.Manager(), "a"))
		again, err := w.Create(ctx, scope, boards.Doc("a", "A", "up"), dashboard.Save{})
		w.Must(err)
		if again.ETag() == binned.ETag() {
			w.T.Error("the tag of a purged dashboard must not match its successor")
		}
	})
}

func TestPurgeExpired_drops_what_was_30_days_in_the_bin(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.T.Context(), w.Writer()
		for _, name := range []string{"old", "young", "live"} {
			_, err := w.Create(ctx, scope, boards.Doc(name, name, "up"), dashboard.Save{})
			w.Must(err)
		}
		w.Must(w.View(ctx, scope, "live"))
		w.Must(w.Archive(ctx, scope, "old"))
		w.Clock.Advance(29 * 24 * time.Hour)
		w.Must(w.Archive(ctx, scope, "young"))
		w.Must(w.PurgeExpired(ctx))
		if _, err := w.Get(ctx, scope, "old", true); err != nil {
			w.T.Errorf("dropped too early: %v", err)
		}
		w.Clock.Advance(25 * time.Hour)
		w.Must(w.PurgeExpired(ctx))
		if _, err := w.Get(ctx, scope, "old", true); !apperror.Is(err, apperror.NotFound) {
			w.T.Errorf("not dropped: %v", err)
		}
		for _, name := range []string{"young", "live"} {
			if _, err := w.Get(ctx, scope, name, true); err != nil {
				w.T.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestHistory_pages_diffs_and_restores(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.T.Context(), w.Writer()
		_, err := w.Create(ctx, scope, boards.Doc("a", "A", "up"), dashboard.Save{})
		w.Must(err)
		for i := range 4 {
			_, err := w.Update(ctx, scope, "a", boards.Doc("a", "A", fmt.Sprintf("up + %d", i)), dashboard.Save{})
			w.Must(err)
		}
		var seen []int64
		for cursor, more := "", true; more; {
			var versions []dashboard.Version
			versions, cursor, err = w.Versions(ctx, scope, "a", 2, cursor)
			w.Must(err)
			for _, version := range versions {
				seen = append(seen, version.Version)
			}
			more = cursor != ""
		}
		if diff := cmp.Diff([]int64{4, 3, 2, 1, 0}, seen); diff != "" {
			w.T.Error(diff)
		}
		difference, err := w.Diff(ctx, scope, "a", 0, 4)
		w.Must(err)
		if difference.Summary != "Query 1 of panel 'Rate' changed" {
			w.T.Error(difference.Summary)
		}
		if draft, err := w.DiffDraft(ctx, scope, "a", boards.Doc("a", "B", "up + 3"), nil); err != nil ||
			draft.Counts.Changed != 1 {
			w.T.Errorf("%+v %v", draft, err)
		}
		first := int64(0)
		if draft, err := w.DiffDraft(ctx, scope, "a", boards.Doc("a", "B", "up"), &first); err != nil ||
			draft.Summary != "The dashboard was renamed from 'A' to 'B'" {
			w.T.Errorf("compared with the version that it was made from: %+v %v", draft, err)
		}
		restored, err := w.RestoreVersion(ctx, scope, "a", 0, dashboard.Save{})
		w.Must(err)
		if restored.Version != 5 || !strings.Contains(string(restored.Document), `"query":"up"`) {
			w.T.Errorf("%s", restored.Document)
		}
		versions, _, err := w.Versions(ctx, scope, "a", 1, "")
		w.Must(err)
		if from := versions[0].RestoredFrom; from == nil || *from != 0 {
			w.T.Errorf("%+v", versions[0])
		}
		if _, _, err := w.Versions(ctx, scope, "a", 2, "garbage"); boards.Code(err) != "invalid_cursor" {
			w.T.Error(err)
		}
	})
}

func TestEvery_change_is_in_the_audit_trail_and_an_event(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.T.Context(), w.Writer()
		_, err := w.Create(ctx, scope, boards.Doc("a", "A", "up"), dashboard.Save{})
		w.Must(err)
		_, err = w.Update(ctx, scope, "a", boards.Doc("a", "A", "1"), dashboard.Save{})
		w.Must(err)
		w.Must(w.Archive(ctx, scope, "a"))
		_, err = w.Create(ctx, scope, boards.Doc("a", "A", "up"), dashboard.Save{})
		if err == nil {
			w.T.Fatal("the bin keeps the name")
		}
		var actions []string
		w.Must(w.DB.Read().NewSelect().TableExpr("audit_entry").ColumnExpr("action").OrderExpr("id").Limit(100).Scan(ctx, &actions))
		if diff := cmp.Diff([]string{"dashboard.create", "dashboard.update", "dashboard.archive"},
			actions); diff != "" {
			w.T.Error(diff)
		}
		var events []string
		w.Must(w.DB.Read().NewSelect().TableExpr("event").ColumnExpr("data").OrderExpr("id").Limit(100).Scan(ctx,
			&events))
		var last struct {
			Name, Change string
			Version      int64
		}
		w.Must(json.Unmarshal([]byte(events[len(events)-1]), &last))
		if len(events) != 3 || last.Name != "a" || last.Change != "archive" || last.Version != 1 {
			w.T.Errorf("%v", events)
		}
	})
}

// What the server writes into a document counts, too.
func TestCreate_of_a_document_that_is_too_large_says_how_large_one_may_be(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		text := boards.Doc("large", "Large", "up")
		room := perses.Limits().Bytes - len(text) - len(`,"filled":""`)
		text = bytes.Replace(text, []byte(`"own":1.50`), []byte(`"own":1.50,"filled":"`+strings.Repeat("x", room)+`"`), 1)
		_, err := w.Create(w.T.Context(), w.Writer(), text, dashboard.Save{})
		if !apperror.Is(err, apperror.TooLarge) || !strings.Contains(err.Error(), "1 MiB") {
			w.T.Errorf("%d bytes: %v", len(text), err)
		}
	})
}
