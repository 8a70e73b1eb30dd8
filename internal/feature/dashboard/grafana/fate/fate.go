// Package fate is the table of what becomes of each setting of Grafana.
package fate

import (
	"slices"
	"strings"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// Fate is what becomes of one setting of Grafana. The zero fate is a setting that is
// mapped, or that no reader of a chart can see.
type Fate struct {
	// Becomes is what one gets; empty when another place tells of it.
	Becomes string
	// Visible is set when the data themselves read otherwise.
	Visible bool
	// usual are values, as JSON, that mean nothing in particular.
	usual []string
}

// Table has the fates of an object's members by their keys.
type Table map[string]Fate

// Looks is a setting whose loss nobody misses in the numbers. Usual are values of it, as
// JSON, that mean nothing in particular.
func Looks(becomes string, usual ...string) Fate { return Fate{usual: usual, Becomes: becomes} }

// Loses is a setting without which the data read otherwise. Usual are values of it, as
// JSON, that mean nothing in particular.
func Loses(becomes string, usual ...string) Fate {
	return Fate{usual: usual, Becomes: becomes, Visible: true}
}

// Handled marks settings, with blanks between them, that are mapped, told of elsewhere, or
// not seen. It gives the table that it was given.
func Handled(table Table, keys string) Table {
	for key := range strings.FieldsSeq(keys) {
		table[key] = Fate{}
	}
	return table
}

// IsUsual reports whether a value says nothing: empty, off, nought, or as it always is.
func (f Fate) IsUsual(value *jsonstrict.Value) bool {
	switch {
	case value.Is(jsonstrict.Bool):
		if len(f.usual) == 0 {
			return !value.Truth()
		}
	case value.Is(jsonstrict.Number):
		if number, _ := value.Float(); number == 0 && len(f.usual) == 0 {
			return true
		}
	case value.Text() == "" && len(value.Items()) == 0 && len(value.Members()) == 0:
		return true
	}
	return slices.Contains(f.usual, string(value.Canonical()))
}
