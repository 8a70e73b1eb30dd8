package bound

// askEach is after how many steps of work the mapping asks whether anybody waits for it.
const askEach = 256

// mostSpent bounds the work that is told by two parts of a document at once, such as
// patterns by columns. Its unit is about that of one character held against one step of
// a pattern; dashboards of people need some hundred thousand.
const mostSpent = 100_000_000

// Watch tells whether a mapping is to go on. What it goes through may be a document of
// 200 000 values, so it is asked in every loop over what people wrote.
type Watch struct {
	// asks may be nil.
	asks  func() error
	steps int
	spent int
	// ended is why the mapping stopped before its end.
	ended error
}

// NewWatch makes a watch that asks for an error that ends the mapping; nil for one that
// nobody ends.
func NewWatch(asks func() error) *Watch { return &Watch{asks: asks} }

// Stops reports whether the mapping is to go on no further, and asks for it.
func (w *Watch) Stops() bool {
	if w.ended == nil && w.asks != nil {
		w.ended = w.asks()
	}
	return w.ended != nil
}

// GoesOn counts a step of work. It is false when the mapping is to go on no further.
func (w *Watch) GoesOn() bool {
	if w.steps++; w.steps%askEach == 0 {
		return !w.Stops()
	}
	return w.ended == nil
}

// Spend counts work by its size. It is false when there was too much of it.
func (w *Watch) Spend(size int) bool {
	if w.spent > mostSpent {
		return false
	}
	w.spent += size
	return w.GoesOn()
}

// Exhausted reports whether there was more work by its size than may be.
func (w *Watch) Exhausted() bool { return w.spent > mostSpent }

// End ends the mapping with an error. The first one stands.
func (w *Watch) End(err error) {
	if w.ended == nil {
		w.ended = err
	}
}

// Ended is why the mapping stopped before its end; nil for one that goes on.
func (w *Watch) Ended() error { return w.ended }
