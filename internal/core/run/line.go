package run

import (
	"encoding/json"
	"slices"
	"time"
)

// Level is how grave a log line is.
type Level int

// The levels of log lines.
const (
	Debug Level = iota
	Info
	Warning
	Error
)

// String is the level as it is shown.
func (l Level) String() string {
	if l < Debug || l > Error {
		return ""
	}
	return levelNames()[l]
}

// ParseLevel reads a level; false when there is no such level.
func ParseLevel(name string) (Level, bool) {
	at := slices.Index(levelNames(), name)
	return Level(max(at, 0)), at >= 0
}

func levelNames() []string { return []string{"DEBUG", "INFO", "WARNING", "ERROR"} }

// Line is one line of a run's log.
type Line struct {
	// Seq is the line's number in the run, from 1, without gaps.
	Seq     int64
	At      time.Time
	Level   Level
	Message string
	// Item is the sequence of the item that wrote it; 0 for the run itself.
	Item int
	// Context is a small JSON object; nil for none.
	Context json.RawMessage
}
