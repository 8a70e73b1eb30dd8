package auditlog_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/feature/auditlog"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// trail is the feature with entries in its database, one a minute from noon on.
type trail struct {
	t     *testing.T
	db    *sqldb.DB
	clock *clock.Manual
	http  *auditlog.HTTP
	admin context.Context // a request of an administrator
}

func noon() time.Time { return time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC) }

// each runs a test on both engines, at a time of its own.
func each(t *testing.T, test func(w *trail)) {
	t.Helper()
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			clk := clock.NewManual(noon())
			db := dbtest.OpenAt(t, engine, clk)
			test(&trail{
				t: t, db: db, clock: clk, http: auditlog.NewHTTP(auditlog.NewService(db)),
				admin: access.WithScope(t.Context(), access.System("", "test")),
			})
		})
	}
}

func (w *trail) record(project, login string, entry audit.Entry) {
	w.t.Helper()
	err := w.db.InTx(w.t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
		return audit.Record(ctx, tx, access.System(project, login), entry)
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.clock.Advance(time.Minute)
}

func (w *trail) list(params api.ListAuditLogParams) api.ListAuditLog200JSONResponse {
	w.t.Helper()
	answer, err := w.http.ListAuditLog(w.admin, api.ListAuditLogRequestObject{Params: params})
	if err != nil {
		w.t.Fatal(err)
	}
	page, ok := answer.(api.ListAuditLog200JSONResponse)
	if !ok {
		w.t.Fatalf("%T", answer)
	}
	return page
}

// export gives the file and its name.
func (w *trail) export(params api.ExportAuditLogParams) (body, disposition string) {
	w.t.Helper()
	answer, err := w.http.ExportAuditLog(w.admin, api.ExportAuditLogRequestObject{Params: params})
	if err != nil {
		w.t.Fatal(err)
	}
	recorder := httptest.NewRecorder()
	if err := answer.VisitExportAuditLogResponse(recorder); err != nil {
		w.t.Fatal(err)
	}
	return recorder.Body.String(), recorder.Header().Get("Content-Disposition")
}

func resources(page api.ListAuditLog200JSONResponse) string {
	var ids []string
	for _, entry := range page.Items {
		ids = append(ids, entry.ResourceId)
	}
	return strings.Join(ids, " ")
}

func TestPages_follow_each_other_without_gap_or_double(t *testing.T) {
	t.Parallel()
	each(t, func(w *trail) {
		for n := range 5 {
			w.record("shop", "ada", audit.Entry{Action: "dashboard.update", ResourceType: "dashboard", ResourceID: fmt.Sprint(n)})
		}
		var seen []string
		params := api.ListAuditLogParams{Limit: new(2)}
		for pages := 0; ; pages++ {
			if pages == 1 { // what comes meanwhile is newer, and moves nothing
				w.record("shop", "ada", audit.Entry{Action: "dashboard.update", ResourceType: "dashboard", ResourceID: "late"})
			}
			page := w.list(params)
			seen = append(seen, resources(page))
			if page.NextCursor == nil {
				break
			}
			params.Cursor = page.NextCursor
		}
		if got := strings.Join(seen, "|"); got != "4 3|2 1|0" {
			w.t.Error(got)
		}
		for _, cursor := range []string{"x", "0", "-1", "1; DROP TABLE audit_entry"} {
			_, err := w.http.ListAuditLog(w.admin, api.ListAuditLogRequestObject{Params: api.ListAuditLogParams{Cursor: &cursor}})
			if !apperror.Is(err, apperror.Invalid) {
				w.t.Errorf("cursor %q: %v", cursor, err)
			}
		}
	})
}

func TestFilters_choose_by_exact_values_and_time(t *testing.T) {
	t.Parallel()
	each(t, func(w *trail) {
		w.record("shop", "ada", audit.Entry{Action: "dashboard.create", ResourceType: "dashboard", ResourceID: "a"})
		w.record("shop", "bo", audit.Entry{Action: "secret.update", ResourceType: "secret", ResourceID: "b"})
		w.record("other", "ada", audit.Entry{
			Action: "dashboard.create", ResourceType: "dashboard", ResourceID: "c", Result: audit.Denied,
		})
		denied := api.AuditResult(audit.Denied)
		for name, c := range map[string]struct {
			params api.ListAuditLogParams
			want   string
		}{
			"all, newest first":    {api.ListAuditLogParams{}, "c b a"},
			"user":                 {api.ListAuditLogParams{User: new("ada")}, "c a"},
			"action":               {api.ListAuditLogParams{Action: new("secret.update")}, "b"},
			"type":                 {api.ListAuditLogParams{ResourceType: new("dashboard")}, "c a"},
			"resource":             {api.ListAuditLogParams{ResourceId: new("a")}, "a"},
			"project":              {api.ListAuditLogParams{Project: new("shop")}, "b a"},
			"result":               {api.ListAuditLogParams{Result: &denied}, "c"},
			"from, with it":        {api.ListAuditLogParams{From: new(noon().Add(time.Minute))}, "c b"},
			"to, without it":       {api.ListAuditLogParams{To: new(noon().Add(time.Minute))}, "a"},
			"several":              {api.ListAuditLogParams{User: new("ada"), Project: new("shop")}, "a"},
			"nothing fits":         {api.ListAuditLogParams{User: new("ADA' OR 1=1 --")}, ""},
			"a part does not fit":  {api.ListAuditLogParams{Action: new("dashboard")}, ""},
			"a pattern is a value": {api.ListAuditLogParams{User: new("%")}, ""},
		} {
			if got := resources(w.list(c.params)); got != c.want {
				w.t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
	})
}

func TestTheContractKnowsTheActionsAndNoOther(t *testing.T) {
	t.Parallel()
	spec, err := api.GetSpec()
	if err != nil {
		t.Fatal(err)
	}
	var known, listed []string
	for _, action := range audit.Actions() {
		known = append(known, string(action))
	}
	for _, value := range spec.Components.Schemas["AuditAction"].Value.Enum {
		listed = append(listed, fmt.Sprint(value))
	}
	if diff := cmp.Diff(known, listed); diff != "" {
		t.Errorf("-code +contract:\n%s", diff)
	}
}

// A database may have been written by another version, which knew other actions.
func TestAnActionThatNobodyKnowsIsRead(t *testing.T) {
	t.Parallel()
	each(t, func(w *trail) {
		w.record("shop", "ada", audit.Entry{Action: "dashboard.fold", ResourceType: "dashboard", ResourceID: "a"})
		page := w.list(api.ListAuditLogParams{})
		if len(page.Items) != 1 || page.Items[0].Action != "dashboard.fold" {
			w.t.Errorf("listed as %+v", page.Items)
		}
		for _, format := range []api.ExportAuditLogParamsFormat{api.ExportAuditLogParamsFormatCsv, api.ExportAuditLogParamsFormatNdjson} {
			if text, _ := w.export(api.ExportAuditLogParams{Format: &format}); !strings.Contains(text, "dashboard.fold") {
				w.t.Errorf("exported as %q", text)
			}
		}
	})
}

func TestTheTrailIsForThoseWhoWereGrantedIt(t *testing.T) {
	t.Parallel()
	each(t, func(w *trail) {
		_, err := w.http.ListAuditLog(w.t.Context(), api.ListAuditLogRequestObject{})
		if !apperror.Is(err, apperror.Forbidden) {
			w.t.Errorf("without a scope: %v", err)
		}
		w.admin = w.t.Context()
		answer, err := w.http.ExportAuditLog(w.admin, api.ExportAuditLogRequestObject{})
		if err != nil {
			w.t.Fatal(err)
		}
		recorder := httptest.NewRecorder()
		if err := answer.VisitExportAuditLogResponse(recorder); !apperror.Is(err, apperror.Forbidden) {
			w.t.Errorf("an export without a scope: %v, %q", err, recorder.Body)
		}
	})
}

func TestExport_as_a_table_has_no_formulas(t *testing.T) {
	t.Parallel()
	each(t, func(w *trail) {
		evil := []string{`=HYPERLINK("https://evil")`, "+1", "-1", "@SUM(A1)", `plain, "quoted"`}
		for _, id := range evil {
			w.record("shop", "ada", audit.Entry{Action: "dashboard.update", ResourceType: "dashboard", ResourceID: id})
		}
		body, disposition := w.export(api.ExportAuditLogParams{})
		if disposition != `attachment; filename="dashkeep-audit.csv"` {
			w.t.Error(disposition)
		}
		table, err := csv.NewReader(strings.NewReader(body)).ReadAll()
		if err != nil || len(table) != len(evil)+2 || table[0][0] != "id" || table[0][5] != "resource_id" {
			w.t.Fatalf("%v: %q", err, body)
		}
		if table[1][3] != "audit.export" {
			w.t.Errorf("the newest entry is %q, not that somebody took the trail away", table[1])
		}
		for n, line := range table[2:] {
			want := evil[len(evil)-1-n]
			if strings.ContainsAny(want[:1], "=+-@") {
				want = "'" + want
			}
			if line[5] != want || line[2] != "ada" || line[6] != "shop" {
				w.t.Errorf("%q, want %q", line, want)
			}
		}
	})
}

func TestExport_as_lines_has_every_page(t *testing.T) {
	t.Parallel()
	each(t, func(w *trail) {
		const many = 1003 // more than is read at a time
		err := w.db.InTx(w.t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
			for n := range many {
				entry := audit.Entry{Action: "dashboard.update", ResourceType: "dashboard", ResourceID: fmt.Sprint(n)}
				if err := audit.Record(ctx, tx, access.System("shop", "ada"), entry); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			w.t.Fatal(err)
		}
		w.record("other", "bo", audit.Entry{Action: "dashboard.update", ResourceType: "dashboard", ResourceID: "x"})
		format := api.ExportAuditLogParamsFormatNdjson
		body, disposition := w.export(api.ExportAuditLogParams{Format: &format, Project: new("shop")})
		if disposition != `attachment; filename="dashkeep-audit.ndjson"` {
			w.t.Error(disposition)
		}
		lines := strings.Split(strings.TrimSuffix(body, "\n"), "\n")
		if len(lines) != many {
			w.t.Fatalf("%d lines", len(lines))
		}
		for n, line := range lines {
			var entry api.AuditEntry
			if err := json.Unmarshal([]byte(line), &entry); err != nil || entry.ResourceId != fmt.Sprint(many-1-n) {
				w.t.Fatalf("line %d: %s, %v", n, line, err)
			}
		}
	})
}
