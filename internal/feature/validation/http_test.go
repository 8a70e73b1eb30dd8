package validation_test

import (
	"encoding/json"
	"net/http/httptest"
	"testing"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/validation"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// written is an answer's JSON.
func written(t *testing.T, status int, visit func(w *httptest.ResponseRecorder) error) map[string]any {
	t.Helper()
	recorder := httptest.NewRecorder()
	if err := visit(recorder); err != nil {
		t.Fatal(err)
	}
	if recorder.Code != status {
		t.Fatalf("status %d: %s", recorder.Code, recorder.Body)
	}
	var body map[string]any
	if err := json.Unmarshal(recorder.Body.Bytes(), &body); err != nil {
		t.Fatal(err)
	}
	return body
}

func TestTheAPIShowsHealthAsTheContractSays(t *testing.T) {
	t.Parallel()
	b := newBench(t, dbtest.Open(t, sqldb.SQLite), validation.Config{})
	b.shelf.put("sales", "gone_total", "up")
	b.shelf.put("stock", "up")
	b.check("sales")
	h := validation.NewHTTP(b.service)
	ctx := access.WithScope(t.Context(), b.scope)

	response, err := h.GetHealth(ctx, api.GetHealthRequestObject{})
	if err != nil {
		t.Fatal(err)
	}
	page := written(t, 200, func(w *httptest.ResponseRecorder) error { return response.VisitGetHealthResponse(w) })
	items, _ := page["items"].([]any)
	worst, _ := items[0].(map[string]any)
	never, _ := items[1].(map[string]any)
	if worst["status"] != "FAIL" || worst["panels_failing"] != 1.0 || worst["cause"] != "Metric `gone_total` is absent" {
		t.Errorf("worst first: %v", worst)
	}
	if never["summary"] != "Never checked" || never["checked_at"] != nil || never["record_id"] != nil {
		t.Errorf("never checked: %v", never)
	}

	causes, err := h.GetHealthCauses(ctx, api.GetHealthCausesRequestObject{})
	if err != nil {
		t.Fatal(err)
	}
	grouped := written(t, 200, func(w *httptest.ResponseRecorder) error { return causes.VisitGetHealthCausesResponse(w) })
	if list, _ := grouped["causes"].([]any); len(list) != 2 || grouped["new_failing"] != 1.0 {
		t.Errorf("causes %v", grouped)
	}

	report, err := h.GetHealthReport(ctx, api.GetHealthReportRequestObject{Environment: builtin, Asset: "sales"})
	if err != nil {
		t.Fatal(err)
	}
	shown := written(t, 200, func(w *httptest.ResponseRecorder) error { return report.VisitGetHealthReportResponse(w) })
	record, _ := shown["record"].(map[string]any)
	if panels, _ := record["panels"].([]any); len(panels) != 2 || record["run_id"] == nil || record["attempts"] != 1.0 {
		t.Errorf("record %v", record)
	}

	started, err := h.StartValidation(ctx, api.StartValidationRequestObject{Body: &api.StartValidation{}})
	if err != nil {
		t.Fatal(err)
	}
	run := written(t, 202, func(w *httptest.ResponseRecorder) error { return started.VisitStartValidationResponse(w) })
	if run["url"] != "/api/v1/projects/shop/runs/"+run["id"].(string) {
		t.Errorf("started %v", run)
	}
}
