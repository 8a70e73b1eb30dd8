package grafana_test

import (
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// What would take long to parse is kept as text, with a line of the report that says so.
func TestMapKeepsHostileQueriesAsText(t *testing.T) {
	t.Parallel()
	for _, query := range []string{
		strings.Repeat("(", 30_000) + "up" + strings.Repeat(")", 30_000), strings.Repeat("-", 59_000) + "up",
		"up" + strings.Repeat("+up", 19_000), strings.Repeat("(", 65) + "up" + strings.Repeat(")", 65),
	} {
		root, err := jsonstrict.JSON([]byte(`{"panels":[{"type":"timeseries","targets":[{"expr":"`+query+`"}]}]}`),
			jsonstrict.DocumentLimits())
		if err != nil {
			t.Fatal(err)
		}
		mapped, err := grafana.Map(root, options())
		if err != nil {
			t.Fatal(err)
		}
		if len(mapped.Report) != 1 || mapped.Report[0].Reason != "Query too long or too deep" || mapped.Counts.QueriesDropped != 1 {
			t.Errorf("%.9s…: the report is %+v", query, mapped.Report)
		}
		if !strings.Contains(string(mapped.Dashboard.JSON()), query[:min(len(query), 4000)]) {
			t.Errorf("%.9s…: the text is not kept", query)
		}
	}
}

// A few kilobytes of panels must not be minutes of work.
func TestMapRefusesWhatNoDashboardHas(t *testing.T) {
	t.Parallel()
	many := "[" + strings.Repeat(`{},`, 50_000) + "{}]"
	for where, text := range map[string]string{
		"source.panels":          `{"panels":` + many + `}`,
		"source.templating.list": `{"panels":[],"templating":{"list":` + many + `}}`,
		"source.panels ":         `{"rows":[{"panels":` + many + `}]}`,
	} {
		root, err := jsonstrict.JSON([]byte(text), jsonstrict.DocumentLimits())
		if err != nil {
			t.Fatal(err)
		}
		_, err = grafana.Map(root, options())
		if !apperror.Is(err, apperror.Invalid) || !strings.Contains(err.Error(), strings.TrimSpace(where)) {
			t.Errorf("%s: %v", where, err)
		}
	}
}
