package grafana_test

import (
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/perses/schema"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana"
)

// A panel that this server would refuse never stops a dashboard: it stands as a text, and
// the others are drawn.
func TestMap_a_panel_that_is_not_valid_never_stops_a_dashboard(t *testing.T) {
	t.Parallel()
	root := read(t, []byte(`{"panels":[{"id":1,"type":"stat","title":"gpj.\u202eexe","targets":[{"expr":"up"}]},
		{"id":2,"type":"stat","title":"Good","targets":[{"expr":"up"}]}]}`))
	mapped, err := grafana.Map(root, options())
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.NewChecker().Dashboard(t.Context(), mapped.Dashboard).Err(); err != nil {
		t.Errorf("the mapped dashboard is not valid: %v", err)
	}
	panels := mapped.Dashboard.Root().Get("spec", "panels")
	if kind := panels.Get("panel-1", "spec", "plugin", "kind").Text(); kind != "Markdown" {
		t.Errorf("it became a %s", kind)
	}
	if kind := panels.Get("panel-2", "spec", "plugin", "kind").Text(); kind != "StatChart" {
		t.Errorf("the good one became a %s", kind)
	}
	counts := mapped.Counts
	if counts.Panels != 2 || counts.Notes != 1 || counts.Queries != 1 || counts.QueriesDropped != 1 {
		t.Errorf("%+v", counts)
	}
}
