package grafana

import (
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// mostMapped is how many panels, and how many variables, are mapped: a dashboard
// here may have far fewer, and each new one is compared with those before it.
const mostMapped = 1000

// refuseTooMany counts before anything is mapped.
func refuseTooMany(source *jsonstrict.Value) error {
	if count := countPanels(source.Get("panels").Items()) + countPanels(source.Get("rows").Items()); count > mostMapped {
		return apperror.InvalidField("source.panels", "must be at most %d panels and rows", mostMapped)
	}
	if len(source.Get("templating", "list").Items()) > mostMapped {
		return apperror.InvalidField("source.templating.list", "must be at most %d variables", mostMapped)
	}
	return nil
}

// countPanels also counts the panels within rows.
func countPanels(panels []*jsonstrict.Value) int {
	count := len(panels)
	for _, panel := range panels {
		count += len(panel.Get("panels").Items())
	}
	return count
}
