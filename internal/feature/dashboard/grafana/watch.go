package grafana

// askEach is after how many steps of work the mapping asks whether anybody waits for it.
const askEach = 256

// mostSpent bounds the work that is told by two parts of a document at once, such as
// patterns by columns. Its unit is about that of one character held against one step of
// a pattern; dashboards of people need some hundred thousand.
const mostSpent = 100_000_000

// watch tells whether a mapping is to go on. What it goes through may be a document of
// 200 000 values, so it is asked in every loop over what people wrote.
type watch struct {
	// asks is Options.Ended; may be nil.
	asks  func() error
	steps int
	spent int
	// ended is why the mapping stopped before its end.
	ended error
}

// stops reports whether the mapping is to go on no further, and asks for it.
func (w *watch) stops() bool {
	if w.ended == nil && w.asks != nil {
		w.ended = w.asks()
	}
	return w.ended != nil
}

// goesOn counts a step of work. It is false when the mapping is to go on no further.
func (w *watch) goesOn() bool {
	if w.steps++; w.steps%askEach == 0 {
		return !w.stops()
	}
	return w.ended == nil
}

// spend counts work by its size. It is false when there was too much of it.
func (w *watch) spend(size int) bool {
	if w.spent > mostSpent {
		return false
	}
	w.spent += size
	return w.goesOn()
}
