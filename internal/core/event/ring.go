package event

import "sort"

// ring keeps the newest events, in the order of their ids. It is not safe for
// concurrent use.
type ring struct {
	events []Event
	size   int
	// before is the id after which the ring misses nothing.
	before int64
	// last is the id of the newest event that was seen.
	last int64
}

func newRing(size int, last int64) *ring { return &ring{size: size, before: last, last: last} }

// add appends events; ids must ascend. The oldest make room.
func (r *ring) add(events []Event) {
	for _, e := range events {
		if len(r.events) == r.size {
			r.before = r.events[0].ID
			r.events = r.events[1:]
		}
		r.events = append(r.events, e)
		r.last = e.ID
	}
}

// skip forgets everything and goes on after an id.
func (r *ring) skip(last int64) {
	r.events, r.before, r.last = nil, last, last
}

// holds reports whether everything after an id is in the ring.
func (r *ring) holds(after int64) bool { return after >= r.before }

// since copies the wanted events after an id.
func (r *ring) since(after int64, wanted func(Event) bool) []Event {
	start := sort.Search(len(r.events), func(i int) bool { return r.events[i].ID > after })
	var found []Event
	for _, e := range r.events[start:] {
		if wanted(e) {
			found = append(found, e)
		}
	}
	return found
}
