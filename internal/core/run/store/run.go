package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// ErrLost says that another attempt holds the item or the plan now: whatever
// this one wanted to write is thrown away.
var ErrLost = errors.New("another attempt has taken over")

const (
	// MaxTitle is the length of a title, in characters.
	MaxTitle = 200
	// maxBatch is how many rows one statement inserts.
	maxBatch = 500
)

// RunColumns are the columns of a RunRow, in its order.
const RunColumns = "id, project, resource, action, title, status, trigger_name, initiator_kind, initiator_id, initiator_name, " +
	"dedup_key, planned, plan_attempt, plan_lost, plan_tries, plan_job_id, total, succeeded, warned, failed, skipped, " +
	"found_pass, found_warn, found_fail, joined, log_seq, first_error_seq, input_request, reason_code, message, parent_id, " +
	"ask_version, answered_by, ask_for, created_at, started_at, finished_at, heartbeat_at"

// RunRow is a row of the table run.
type RunRow struct {
	bun.BaseModel `bun:"table:run,alias:run"`

	ID            string         `bun:"id,pk"`
	Project       string         `bun:"project"`
	Resource      string         `bun:"resource"`
	Action        string         `bun:"action"`
	Title         string         `bun:"title"`
	Status        run.Status     `bun:"status"`
	Trigger       run.Trigger    `bun:"trigger_name"`
	InitiatorKind string         `bun:"initiator_kind"`
	InitiatorID   string         `bun:"initiator_id"`
	InitiatorName string         `bun:"initiator_name"`
	Target        sqldb.JSON     `bun:"-"` // of run_target, see loadTarget
	Key           string         `bun:"dedup_key"`
	Planned       bool           `bun:"planned"`
	PlanAttempt   int            `bun:"plan_attempt"`
	PlanLost      int            `bun:"plan_lost"`
	PlanTries     int            `bun:"plan_tries"`
	PlanJobID     int64          `bun:"plan_job_id"`
	Total         int            `bun:"total"`
	Succeeded     int            `bun:"succeeded"`
	Warned        int            `bun:"warned"`
	Failed        int            `bun:"failed"`
	Skipped       int            `bun:"skipped"`
	FoundPass     int            `bun:"found_pass"`
	FoundWarn     int            `bun:"found_warn"`
	FoundFail     int            `bun:"found_fail"`
	Joined        int            `bun:"joined"`
	LogSeq        int64          `bun:"log_seq"`
	FirstErrorSeq int64          `bun:"first_error_seq"`
	InputRequest  sqldb.JSON     `bun:"input_request"`
	Reason        run.ReasonCode `bun:"reason_code"`
	Message       string         `bun:"message"`
	ParentID      string         `bun:"parent_id"`
	AskVersion    int            `bun:"ask_version"`
	AnsweredBy    string         `bun:"answered_by"`
	AskFor        sqldb.JSON     `bun:"ask_for"`
	CreatedAt     sqldb.Time     `bun:"created_at"`
	StartedAt     *sqldb.Time    `bun:"started_at"`
	FinishedAt    *sqldb.Time    `bun:"finished_at"`
	HeartbeatAt   *sqldb.Time    `bun:"heartbeat_at"`
}

// Kind is the kind of the run.
func (r RunRow) Kind() run.Kind { return run.Kind{Resource: r.Resource, Action: r.Action} }

// Run is the run as everybody else sees it.
func (r RunRow) Run() run.Run {
	return run.Run{
		ID: r.ID, Project: r.Project, Kind: r.Kind(), Title: r.Title, Status: r.Status, Trigger: r.Trigger,
		Initiator: run.Initiator{Kind: run.InitiatorKind(r.InitiatorKind), ID: r.InitiatorID, Name: r.InitiatorName},
		Target:    json.RawMessage(r.Target), Key: r.Key,
		Counts:       run.Counts{Total: r.Total, Succeeded: r.Succeeded, Warned: r.Warned, Failed: r.Failed, Skipped: r.Skipped},
		Findings:     run.Findings{Pass: r.FoundPass, Warn: r.FoundWarn, Fail: r.FoundFail},
		InputRequest: json.RawMessage(r.InputRequest), Reason: r.Reason, Message: r.Message,
		CreatedAt: r.CreatedAt.Time, StartedAt: Instant(r.StartedAt), FinishedAt: Instant(r.FinishedAt),
		HeartbeatAt: Instant(r.HeartbeatAt), Parent: r.ParentID, Joined: r.Joined, LastLogSeq: r.LogSeq,
		FirstErrorSeq: r.FirstErrorSeq, Planned: r.Planned,
	}
}

// Instant is the time of a column that may be NULL, which is the zero time.
func Instant(at *sqldb.Time) time.Time {
	if at == nil {
		return time.Time{}
	}
	return at.Time
}

func nullable(at time.Time) *sqldb.Time {
	if at.IsZero() {
		return nil
	}
	stored := sqldb.At(at)
	return &stored
}

// Missing is the one answer for a run that is not there or not the asker's.
func Missing() error { return apperror.New(apperror.NotFound, "There is no such run in this project") }

// InsertRun adds the run or, when an identical one is active, counts it as
// joined there and gives that one.
func InsertRun(ctx context.Context, tx *sqldb.Tx, wanted RunRow) (found RunRow, created bool, err error) {
	found = wanted
	_, err = tx.NewInsert().Model(&found).
		On("CONFLICT (dedup_key) WHERE status IN (?) DO UPDATE", bun.List(run.ActiveStatuses())).
		Set("joined = run.joined + 1").Returning(RunColumns).Exec(ctx)
	if err != nil {
		return RunRow{}, false, fmt.Errorf("insert run: %w", err)
	}
	return found, found.ID == wanted.ID, nil
}

// InsertTarget keeps what the run works on.
func InsertTarget(ctx context.Context, tx *sqldb.Tx, row *RunRow) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO run_target (run_id, project, target) VALUES (?, ?, ?)",
		row.ID, row.Project, row.Target)
	if err != nil {
		return fmt.Errorf("insert run target: %w", err)
	}
	return nil
}

// LoadTarget fills in what the run works on.
func LoadTarget(ctx context.Context, db bun.IDB, row *RunRow) error {
	var targets []string
	err := db.NewSelect().Table("run_target").Column("target").Where("run_id = ?", row.ID).Where("project = ?", row.Project).
		OrderExpr("run_id").Limit(1).Scan(ctx, &targets)
	if err != nil {
		return fmt.Errorf("read run target: %w", err)
	}
	if len(targets) == 1 {
		row.Target = sqldb.JSON(targets[0])
	}
	return nil
}

// TouchRun marks the run as alive, which also locks its row until the end of the
// transaction, and gives its present state. Kind of error: not_found.
func TouchRun(ctx context.Context, tx *sqldb.Tx, id string) (*RunRow, error) {
	var row RunRow
	err := tx.NewRaw("UPDATE run SET heartbeat_at = ? WHERE id = ? RETURNING "+RunColumns,
		sqldb.At(tx.Now()), id).Scan(ctx, &row)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, Missing()
	}
	if err != nil {
		return nil, fmt.Errorf("lock run: %w", err)
	}
	return &row, nil
}

// Change is a change of status with what is said about it.
type Change struct {
	To      run.Status
	Reason  run.ReasonCode
	Message string
}

// ChangeStatus is the only place that writes a run's status. The caller holds
// the row's lock.
func ChangeStatus(ctx context.Context, tx *sqldb.Tx, row *RunRow, c Change) error {
	from := row.Status
	if !from.CanBecome(c.To) {
		return apperror.New(apperror.Conflict, "A run that is %s can't become %s", from, c.To).WithCode("illegal_change")
	}
	now := sqldb.At(tx.Now())
	row.Status, row.Reason, row.Message = c.To, c.Reason, c.Message
	if c.To == run.Running && row.StartedAt == nil {
		row.StartedAt = &now
	}
	if c.To.Terminal() {
		row.FinishedAt, row.InputRequest = &now, nil
	}
	result, err := tx.NewUpdate().Model(row).
		Column("status", "reason_code", "message", "started_at", "finished_at", "input_request").
		Where("id = ?", row.ID).Where("status = ?", from).Exec(ctx)
	if err := exactlyOne(result, err); err != nil {
		return fmt.Errorf("change run from %s to %s: %w", from, c.To, err)
	}
	return InsertTransition(ctx, tx, *row, from)
}

// InsertTransition notes a change of status from another one.
func InsertTransition(ctx context.Context, tx *sqldb.Tx, row RunRow, from run.Status) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO run_transition (run_id, seq, project, from_status, to_status, reason_code, at)
		SELECT ?, COALESCE(MAX(seq), 0) + 1, ?, ?, ?, ?, ? FROM run_transition WHERE run_id = ?`,
		row.ID, row.Project, string(from), string(row.Status), string(row.Reason), sqldb.At(tx.Now()), row.ID)
	if err != nil {
		return fmt.Errorf("write run transition: %w", err)
	}
	return nil
}

// SaveRun writes the columns that the holder of the lock has changed.
func SaveRun(ctx context.Context, tx *sqldb.Tx, row *RunRow, columns ...string) error {
	result, err := tx.NewUpdate().Model(row).Column(columns...).Where("id = ?", row.ID).Exec(ctx)
	if err := exactlyOne(result, err); err != nil {
		return fmt.Errorf("save run: %w", err)
	}
	return nil
}

// exactlyOne is ErrLost when a write met no row.
func exactlyOne(result sql.Result, err error) error {
	if err != nil {
		return err
	}
	count, err := result.RowsAffected()
	if err != nil {
		return err
	}
	if count != 1 {
		return ErrLost
	}
	return nil
}
