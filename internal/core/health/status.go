package health

// Status is the outcome of a check.
type Status string

// The statuses.
const (
	Pass    Status = "PASS"
	Warn    Status = "WARN"
	Fail    Status = "FAIL"
	Unknown Status = "UNKNOWN"
)

// Statuses lists every status, worst first.
func Statuses() []Status { return []Status{Fail, Unknown, Warn, Pass} }

// Valid reports whether it is one of the four statuses.
func (s Status) Valid() bool { return s.weight() > 0 }

// Worse reports whether the status outranks another: FAIL, then UNKNOWN, then
// WARN, then PASS.
func (s Status) Worse(than Status) bool { return s.weight() > than.weight() }

func (s Status) weight() int {
	switch s {
	case Fail:
		return 4
	case Unknown:
		return 3
	case Warn:
		return 2
	case Pass:
		return 1
	default:
		return 0
	}
}
