package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// LogColumns are the columns of a LogRow that are read.
const LogColumns = "seq, at, level, item_seq, message, context"

// LogRow is a row of run_log.
type LogRow struct {
	bun.BaseModel `bun:"table:run_log,alias:run_log"`

	RunID   string     `bun:"run_id,pk"`
	Seq     int64      `bun:"seq,pk"`
	Project string     `bun:"project"`
	At      sqldb.Time `bun:"at"`
	Level   run.Level  `bun:"level"`
	Item    int        `bun:"item_seq"`
	Message string     `bun:"message"`
	Context sqldb.JSON `bun:"context"`
}

// Line is the line as everybody else sees it.
func (r LogRow) Line() run.Line {
	return run.Line{
		Seq: r.Seq, At: r.At.Time, Level: r.Level, Message: r.Message, Item: r.Item, Context: json.RawMessage(r.Context),
	}
}

// AppendLines gives the lines their sequences and writes them. The caller holds
// the run's lock, so sequences have no gaps and become visible in order. With the run's
// sequence other columns of it can be saved.
func AppendLines(ctx context.Context, tx *sqldb.Tx, row *RunRow, lines []run.Line, columns ...string) error {
	if len(lines) == 0 {
		if len(columns) == 0 {
			return nil
		}
		return SaveRun(ctx, tx, row, columns...)
	}
	rows := make([]LogRow, 0, len(lines))
	for i := range lines {
		row.LogSeq++
		lines[i].Seq = row.LogSeq
		if lines[i].Level == run.Error && row.FirstErrorSeq == 0 {
			row.FirstErrorSeq = row.LogSeq
		}
		rows = append(rows, LogRow{
			RunID: row.ID, Seq: row.LogSeq, Project: row.Project, At: sqldb.At(lines[i].At), Level: lines[i].Level,
			Item: lines[i].Item, Message: lines[i].Message, Context: sqldb.JSON(lines[i].Context),
		})
	}
	for batch := range slices.Chunk(rows, maxBatch) {
		if _, err := tx.NewInsert().Model(&batch).Returning("NULL").Exec(ctx); err != nil {
			return fmt.Errorf("write log lines: %w", err)
		}
	}
	return SaveRun(ctx, tx, row, append([]string{"log_seq", "first_error_seq"}, columns...)...)
}
