package perses

import "github.com/dashkeep/dashkeep/internal/platform/jsonstrict"

// GridColumns is how many columns a dashboard is wide.
const GridColumns = 24

// Limits bound one document: 1 MiB, 64 deep, 200 000 values.
func Limits() jsonstrict.Limits { return jsonstrict.Limits{Bytes: 1 << 20, Depth: 64, Values: 200_000} }

// ImportLimits bound a text that documents are imported from: 4 MiB, and as much in it
// as in one document.
func ImportLimits() jsonstrict.Limits {
	limits := Limits()
	limits.Bytes = 4 << 20
	return limits
}
