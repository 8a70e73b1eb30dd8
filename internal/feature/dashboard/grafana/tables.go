package grafana

import (
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/fate"
)

// tables are what a mapping looks up, made once: a document may ask a hundred thousand
// times.
type tables struct {
	calculations map[string]string
	panel        fate.Table
}

func newTables() tables {
	return tables{
		calculations: calculations(), panel: panelFates(),
	}
}
