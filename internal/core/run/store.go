package run

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// errLost says that another attempt holds the item or the plan now: whatever
// this one wanted to write is thrown away.
var errLost = errors.New("another attempt has taken over")

// runColumns are the columns of a runRow, in its order.
const runColumns = "id, project, resource, action, title, status, trigger_name, initiator_kind, initiator_id, initiator_name, " +
	"dedup_key, planned, plan_attempt, plan_lost, plan_tries, plan_job_id, total, succeeded, warned, failed, skipped, " +
	"found_pass, found_warn, found_fail, joined, log_seq, first_error_seq, input_request, reason_code, message, parent_id, " +
	"created_at, started_at, finished_at, heartbeat_at"

type runRow struct {
	bun.BaseModel `bun:"table:run,alias:run"`

	ID            string      `bun:"id,pk"`
	Project       string      `bun:"project"`
	Resource      string      `bun:"resource"`
	Action        string      `bun:"action"`
	Title         string      `bun:"title"`
	Status        Status      `bun:"status"`
	Trigger       Trigger     `bun:"trigger_name"`
	InitiatorKind string      `bun:"initiator_kind"`
	InitiatorID   string      `bun:"initiator_id"`
	InitiatorName string      `bun:"initiator_name"`
	Target        sqldb.JSON  `bun:"-"` // of run_target, see loadTarget
	Key           string      `bun:"dedup_key"`
	Planned       bool        `bun:"planned"`
	PlanAttempt   int         `bun:"plan_attempt"`
	PlanLost      int         `bun:"plan_lost"`
	PlanTries     int         `bun:"plan_tries"`
	PlanJobID     int64       `bun:"plan_job_id"`
	Total         int         `bun:"total"`
	Succeeded     int         `bun:"succeeded"`
	Warned        int         `bun:"warned"`
	Failed        int         `bun:"failed"`
	Skipped       int         `bun:"skipped"`
	FoundPass     int         `bun:"found_pass"`
	FoundWarn     int         `bun:"found_warn"`
	FoundFail     int         `bun:"found_fail"`
	Joined        int         `bun:"joined"`
	LogSeq        int64       `bun:"log_seq"`
	FirstErrorSeq int64       `bun:"first_error_seq"`
	InputRequest  sqldb.JSON  `bun:"input_request"`
	Reason        ReasonCode  `bun:"reason_code"`
	Message       string      `bun:"message"`
	ParentID      string      `bun:"parent_id"`
	CreatedAt     sqldb.Time  `bun:"created_at"`
	StartedAt     *sqldb.Time `bun:"started_at"`
	FinishedAt    *sqldb.Time `bun:"finished_at"`
	HeartbeatAt   *sqldb.Time `bun:"heartbeat_at"`
}

func (r runRow) run() Run {
	return Run{
		ID: r.ID, Project: r.Project, Kind: Kind{r.Resource, r.Action}, Title: r.Title, Status: r.Status, Trigger: r.Trigger,
		Initiator: Initiator{Kind: InitiatorKind(r.InitiatorKind), ID: r.InitiatorID, Name: r.InitiatorName},
		Target:    json.RawMessage(r.Target), Key: r.Key,
		Counts:       Counts{Total: r.Total, Succeeded: r.Succeeded, Warned: r.Warned, Failed: r.Failed, Skipped: r.Skipped},
		Findings:     Findings{Pass: r.FoundPass, Warn: r.FoundWarn, Fail: r.FoundFail},
		InputRequest: json.RawMessage(r.InputRequest), Reason: r.Reason, Message: r.Message,
		CreatedAt: r.CreatedAt.Time, StartedAt: instant(r.StartedAt), FinishedAt: instant(r.FinishedAt),
		HeartbeatAt: instant(r.HeartbeatAt), Parent: r.ParentID, Joined: r.Joined, LastLogSeq: r.LogSeq,
		FirstErrorSeq: r.FirstErrorSeq, Planned: r.Planned,
	}
}

func instant(at *sqldb.Time) time.Time {
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

// missing is the one answer for a run that is not there or not the asker's.
func missing() error { return apperror.New(apperror.NotFound, "There is no such run in this project") }

// insertRun adds the run or, when an identical one is active, counts it as
// joined there and gives that one.
func insertRun(ctx context.Context, tx *sqldb.Tx, wanted runRow) (found runRow, created bool, err error) {
	found = wanted
	_, err = tx.NewInsert().Model(&found).
		On("CONFLICT (dedup_key) WHERE status IN (?) DO UPDATE", bun.List(activeStatuses())).
		Set("joined = run.joined + 1").Returning(runColumns).Exec(ctx)
	if err != nil {
		return runRow{}, false, fmt.Errorf("insert run: %w", err)
	}
	return found, found.ID == wanted.ID, nil
}

func insertTarget(ctx context.Context, tx *sqldb.Tx, row *runRow) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO run_target (run_id, project, target) VALUES (?, ?, ?)",
		row.ID, row.Project, row.Target)
	if err != nil {
		return fmt.Errorf("insert run target: %w", err)
	}
	return nil
}

// loadTarget fills in what the run works on.
func loadTarget(ctx context.Context, db bun.IDB, row *runRow) error {
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

// touchRun marks the run as alive, which also locks its row until the end of the
// transaction, and gives its present state. Kind of error: not_found.
func touchRun(ctx context.Context, tx *sqldb.Tx, id string) (*runRow, error) {
	var row runRow
	err := tx.NewRaw("UPDATE run SET heartbeat_at = ? WHERE id = ? RETURNING "+runColumns,
		sqldb.At(tx.Now()), id).Scan(ctx, &row)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, missing()
	}
	if err != nil {
		return nil, fmt.Errorf("lock run: %w", err)
	}
	return &row, nil
}

// change is a change of status with what is said about it.
type change struct {
	to      Status
	reason  ReasonCode
	message string
}

// changeStatus is the only place that writes a run's status. The caller holds
// the row's lock.
func changeStatus(ctx context.Context, tx *sqldb.Tx, row *runRow, c change) error {
	from := row.Status
	if !from.CanBecome(c.to) {
		return apperror.New(apperror.Conflict, "A run that is %s can't become %s", from, c.to).WithCode("illegal_change")
	}
	now := sqldb.At(tx.Now())
	row.Status, row.Reason, row.Message = c.to, c.reason, c.message
	if c.to == Running && row.StartedAt == nil {
		row.StartedAt = &now
	}
	if c.to.Terminal() {
		row.FinishedAt, row.InputRequest = &now, nil
	}
	result, err := tx.NewUpdate().Model(row).
		Column("status", "reason_code", "message", "started_at", "finished_at", "input_request").
		Where("id = ?", row.ID).Where("status = ?", from).Exec(ctx)
	if err := exactlyOne(result, err); err != nil {
		return fmt.Errorf("change run from %s to %s: %w", from, c.to, err)
	}
	return insertTransition(ctx, tx, *row, from)
}

func insertTransition(ctx context.Context, tx *sqldb.Tx, row runRow, from Status) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO run_transition (run_id, seq, project, from_status, to_status, reason_code, at)
		SELECT ?, COALESCE(MAX(seq), 0) + 1, ?, ?, ?, ?, ? FROM run_transition WHERE run_id = ?`,
		row.ID, row.Project, string(from), string(row.Status), string(row.Reason), sqldb.At(tx.Now()), row.ID)
	if err != nil {
		return fmt.Errorf("write run transition: %w", err)
	}
	return nil
}

// saveRun writes the columns that the holder of the lock has changed.
func saveRun(ctx context.Context, tx *sqldb.Tx, row *runRow, columns ...string) error {
	result, err := tx.NewUpdate().Model(row).Column(columns...).Where("id = ?", row.ID).Exec(ctx)
	if err := exactlyOne(result, err); err != nil {
		return fmt.Errorf("save run: %w", err)
	}
	return nil
}

// exactlyOne is errLost when a write met no row.
func exactlyOne(result sql.Result, err error) error {
	if err != nil {
		return err
	}
	count, err := result.RowsAffected()
	if err != nil {
		return err
	}
	if count != 1 {
		return errLost
	}
	return nil
}
