package window

import (
	"cmp"
	"slices"
	"time"
)

// Slot is when one dashboard is due.
type Slot struct {
	Asset string
	At    time.Time
}

// Spread gives every distinct asset one slot in [from, to), evenly spaced, in
// the order of the policy's hash. There are no slots when the span is empty.
// Slots are whole microseconds, and distinct as long as the span has more of
// them than assets.
func Spread(policyID string, assets []string, from, to time.Time) []Slot {
	ordered := Order(policyID, assets)
	length := to.Sub(from).Microseconds()
	count := int64(len(ordered))
	if length <= 0 || count == 0 {
		return nil
	}
	lead := length * phase(policyID) / (count * phases)
	slots := make([]Slot, count)
	for i, asset := range ordered {
		after := length*int64(i)/count + lead
		slots[i] = Slot{Asset: asset, At: from.Add(time.Duration(after) * time.Microsecond)}
	}
	return slots
}

// Spacing is the time between two slots; zero when there are no assets.
func Spacing(length time.Duration, assets int) time.Duration {
	if assets <= 0 || length <= 0 {
		return 0
	}
	return length / time.Duration(assets)
}

// phases is the number of places that a policy's first slot can have within
// one spacing. Length (at most 25 h in microseconds) times phases fits in 63 bits.
const phases = 1 << 16

func phase(policyID string) int64 { return int64(place(policyID, "") % phases) }

// Order puts the distinct assets in the policy's order: by hash, then by name.
// Adding or removing one asset does not change the order of the others.
func Order(policyID string, assets []string) []string {
	type placed struct {
		hash uint64
		name string
	}
	places := make([]placed, len(assets))
	for i, asset := range assets {
		places[i] = placed{hash: place(policyID, asset), name: asset}
	}
	slices.SortFunc(places, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.name, b.name))
	})
	ordered := make([]string, 0, len(places))
	for i, p := range places {
		if i == 0 || p.name != places[i-1].name {
			ordered = append(ordered, p.name)
		}
	}
	return ordered
}

// place is FNV-1a over both parts, then the finalizer of MurmurHash3, because
// FNV alone keeps names that differ in their last letter close together.
func place(policyID, asset string) uint64 {
	hash := uint64(14695981039346656037)
	for _, part := range [2]string{policyID, asset} {
		for i := range len(part) {
			hash = (hash ^ uint64(part[i])) * 1099511628211
		}
		hash = (hash ^ 0xff) * 1099511628211
	}
	hash = (hash ^ hash>>33) * 0xff51afd7ed558ccd
	hash = (hash ^ hash>>33) * 0xc4ceb9fe1a85ec53
	return hash ^ hash>>33
}
