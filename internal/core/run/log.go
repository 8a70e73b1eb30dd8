package run

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
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

const logColumns = "seq, at, level, item_seq, message, context"

type logRow struct {
	bun.BaseModel `bun:"table:run_log,alias:run_log"`

	RunID   string     `bun:"run_id,pk"`
	Seq     int64      `bun:"seq,pk"`
	Project string     `bun:"project"`
	At      sqldb.Time `bun:"at"`
	Level   Level      `bun:"level"`
	Item    int        `bun:"item_seq"`
	Message string     `bun:"message"`
	Context sqldb.JSON `bun:"context"`
}

func (r logRow) line() Line {
	return Line{
		Seq: r.Seq, At: r.At.Time, Level: r.Level, Message: r.Message, Item: r.Item, Context: json.RawMessage(r.Context),
	}
}

// appendLines gives the lines their sequences and writes them. The caller holds
// the run's lock, so sequences have no gaps and become visible in order.
func appendLines(ctx context.Context, tx *sqldb.Tx, row *runRow, lines []Line) error {
	if len(lines) == 0 {
		return nil
	}
	rows := make([]logRow, 0, len(lines))
	for i := range lines {
		row.LogSeq++
		lines[i].Seq = row.LogSeq
		if lines[i].Level == Error && row.FirstErrorSeq == 0 {
			row.FirstErrorSeq = row.LogSeq
		}
		rows = append(rows, logRow{
			RunID: row.ID, Seq: row.LogSeq, Project: row.Project, At: sqldb.At(lines[i].At), Level: lines[i].Level,
			Item: lines[i].Item, Message: lines[i].Message, Context: sqldb.JSON(lines[i].Context),
		})
	}
	for batch := range slices.Chunk(rows, maxInsert) {
		if _, err := tx.NewInsert().Model(&batch).Returning("NULL").Exec(ctx); err != nil {
			return fmt.Errorf("write log lines: %w", err)
		}
	}
	return saveRun(ctx, tx, row, "log_seq", "first_error_seq")
}

// contextOf encodes the attributes of a line without secrets; nil for none, and
// for more than may be kept.
func contextOf(clean *Sanitizer, attrs []slog.Attr) json.RawMessage {
	if len(attrs) == 0 {
		return nil
	}
	encoded, err := json.Marshal(cleanAttrs(clean, attrs))
	if err != nil || len(encoded) > maxContext {
		return nil
	}
	return encoded
}

func cleanAttrs(clean *Sanitizer, attrs []slog.Attr) map[string]any {
	members := make(map[string]any, len(attrs))
	for _, attr := range attrs {
		members[attr.Key] = cleanValue(clean, attr.Key, attr.Value.Resolve())
	}
	return members
}

func cleanValue(clean *Sanitizer, key string, value slog.Value) any {
	if clean.Names(key) {
		return redacted
	}
	switch value.Kind() {
	case slog.KindGroup:
		return cleanAttrs(clean, value.Group())
	case slog.KindInt64:
		return value.Int64()
	case slog.KindUint64:
		return value.Uint64()
	case slog.KindBool:
		return value.Bool()
	default: // everything else is text, so that it can be searched for secrets
		return clean.Line(value.String())
	}
}
