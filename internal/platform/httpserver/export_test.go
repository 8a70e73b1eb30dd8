package httpserver

// Known is how many keys are kept.
func (f *Failures) Known() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.keys)
}
