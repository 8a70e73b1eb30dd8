package promql

import (
	"fmt"

	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

// MostPatterns is how many steps the patterns of all queries of a document may come to:
// each is read by every save and every check.
const MostPatterns = 200_000

// ErrPatterns tells that the queries of a document have too much of patterns together. It
// is a sentence for people.
var ErrPatterns = fmt.Errorf( //nolint:staticcheck // hence the capital
	"The patterns of all queries are too long with their repetitions: they come to more than %d steps", MostPatterns)

// Patterns are the steps of patterns that may still be read: those of each text that is
// parsed count, however often a query is tried with other values in place of its
// variables. It is not for concurrent use.
type Patterns struct{ left int }

// NewPatterns is the bound of one document that is read so many times.
func NewPatterns(readings int) *Patterns { return &Patterns{left: readings * MostPatterns} }

// take reports whether a text may be parsed. After one that may not none may.
func (p *Patterns) take(text string) bool {
	if p.left >= 0 {
		p.left -= promexpr.PatternSize(text)
	}
	return p.left >= 0
}
