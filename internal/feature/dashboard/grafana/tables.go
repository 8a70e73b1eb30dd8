package grafana

import (
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/fate"
)

// lookups are what a mapping looks up, made once: a document may ask a hundred thousand
// times.
type lookups struct {
	calculations map[string]string
	panel        fate.Table
}

func newLookups() lookups {
	return lookups{
		calculations: calculations(), panel: panelFates(),
	}
}
