package grafana

import (
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/fate"
)

// tables are what a mapping looks up, made once: a document may ask a hundred thousand
// times.
type tables struct {
	units        map[string]unit
	scaled       map[string]string
	hues         map[string][5]string
	plain        map[string]string
	calculations map[string]string
	panel        fate.Table
}

func newTables() tables {
	return tables{
		units: units(), scaled: scaled(), hues: hues(), plain: plainColours(), calculations: calculations(),
		panel: panelFates(),
	}
}
