package bound

import (
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// Weight is how much a tree is: its values, and the bytes of its keys and texts.
type Weight struct{ Values, Bytes int }

// MostWeight is what one imported text may have.
func MostWeight() Weight {
	limits := perses.ImportLimits()
	return Weight{Values: limits.Values, Bytes: limits.Bytes}
}

// Plus is the weight of two trees together.
func (w Weight) Plus(other Weight) Weight {
	return Weight{Values: w.Values + other.Values, Bytes: w.Bytes + other.Bytes}
}

// Above reports whether a tree has more values, or more bytes, than may be.
func (w Weight) Above(most Weight) bool { return w.Values > most.Values || w.Bytes > most.Bytes }

// WeightOf weighs a tree; nothing is one value.
func WeightOf(value *jsonstrict.Value) Weight {
	sum := Weight{Values: 1, Bytes: len(value.Text()) + len(value.Digits())}
	for _, item := range value.Items() {
		sum = sum.Plus(WeightOf(item))
	}
	for _, member := range value.Members() {
		sum.Bytes += len(member.Key)
		sum = sum.Plus(WeightOf(member.Value))
	}
	return sum
}
