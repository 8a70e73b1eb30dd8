package health

// Counts are numbers of assets by status.
type Counts struct{ Pass, Warn, Fail, Unknown int }

// Add counts n assets of a status.
func (c *Counts) Add(status Status, n int) {
	switch status {
	case Pass:
		c.Pass += n
	case Warn:
		c.Warn += n
	case Fail:
		c.Fail += n
	default:
		c.Unknown += n
	}
}

// Of is the number of a status.
func (c Counts) Of(status Status) int {
	return map[Status]int{
		Pass: c.Pass, Warn: c.Warn, Fail: c.Fail, Unknown: c.Unknown,
	}[status]
}

// Total is the number of all assets.
func (c Counts) Total() int { return c.Pass + c.Warn + c.Fail + c.Unknown }

// Worst is the worst status that any asset has; an empty project is UNKNOWN.
func (c Counts) Worst() Status {
	switch {
	case c.Fail > 0:
		return Fail
	case c.Warn > 0:
		return Warn
	case c.Pass > 0:
		return Pass
	default:
		return Unknown
	}
}
