package grafana_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/perses"
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
			perses.Limits())
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

// Nobody waits any more: what is left of the document is not looked at.
func TestMapEndsWithItsClient(t *testing.T) {
	t.Parallel()
	gone := errors.New("gone")
	for name, text := range map[string]string{
		"panels":    `{"panels":[` + strings.Repeat(`{"type":"timeseries"},`, 9) + `{"type":"timeseries"}]}`,
		"rows":      `{"rows":[{"panels":[` + strings.Repeat(`{"type":"graph"},`, 9) + `{"type":"graph"}]}]}`,
		"variables": `{"panels":[],"templating":{"list":[{"name":"a","type":"custom"},{"name":"b"},{"name":"c"}]}}`,
	} {
		root, err := jsonstrict.JSON([]byte(text), perses.Limits())
		if err != nil {
			t.Fatal(err)
		}
		asked, options := 0, options()
		options.Ended = func() error {
			if asked++; asked > 2 {
				return gone
			}
			return nil
		}
		if _, err := grafana.Map(root, options); !errors.Is(err, gone) || asked != 3 {
			t.Errorf("%s: %v after %d of them", name, err, asked)
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
		root, err := jsonstrict.JSON([]byte(text), perses.Limits())
		if err != nil {
			t.Fatal(err)
		}
		_, err = grafana.Map(root, options())
		if !apperror.Is(err, apperror.Invalid) || !strings.Contains(err.Error(), strings.TrimSpace(where)) {
			t.Errorf("%s: %v", where, err)
		}
	}
}
