package policy

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/policy/window"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

type store struct{ db *sqldb.DB }

type policyRow struct {
	bun.BaseModel `bun:"table:policy,alias:policy"`

	ID            string           `bun:"id,pk"`
	Project       string           `bun:"project"`
	Name          string           `bun:"name"`
	Description   string           `bun:"description"`
	Active        bool             `bun:"active"`
	Environment   string           `bun:"environment"`
	Assets        sqldb.JSON       `bun:"assets"`
	Days          window.Days      `bun:"days"`
	Start         window.TimeOfDay `bun:"window_start"`
	End           window.TimeOfDay `bun:"window_end"`
	TimeZone      string           `bun:"time_zone"`
	Checks        sqldb.JSON       `bun:"checks"`
	Notify        sqldb.JSON       `bun:"notify"`
	Revision      int64            `bun:"revision"`
	CreatedAt     sqldb.Time       `bun:"created_at"`
	UpdatedAt     sqldb.Time       `bun:"updated_at"`
	UpdatedBy     string           `bun:"updated_by"`
	EffectiveFrom sqldb.Time       `bun:"effective_from"`
	NextOpensAt   sqldb.Time       `bun:"next_opens_at"`
}

func rowOf(p Policy) policyRow {
	return policyRow{
		ID: p.ID, Project: p.Project, Name: p.Name, Description: p.Description, Active: p.Active,
		Environment: p.Environment, Assets: encode(p.Assets), Days: p.rule.Days, Start: p.rule.Start, End: p.rule.End,
		TimeZone: p.TimeZone, Checks: encode(p.Checks), Notify: encode(p.Notify), Revision: p.Revision,
		CreatedAt: sqldb.At(p.CreatedAt), UpdatedAt: sqldb.At(p.UpdatedAt), UpdatedBy: p.UpdatedBy,
		EffectiveFrom: sqldb.At(p.effectiveFrom), NextOpensAt: sqldb.At(p.nextOpensAt),
	}
}

func encode(value any) sqldb.JSON {
	encoded, _ := json.Marshal(value) // structs of texts, numbers and lists can always be encoded
	return encoded
}

func (r policyRow) policy() (Policy, error) {
	zone, err := time.LoadLocation(r.TimeZone)
	if err != nil {
		return Policy{}, fmt.Errorf("time zone of policy %s: %w", r.ID, err)
	}
	p := Policy{
		ID: r.ID, Project: r.Project, CreatedAt: r.CreatedAt.Time, UpdatedAt: r.UpdatedAt.Time, UpdatedBy: r.UpdatedBy,
		effectiveFrom: r.EffectiveFrom.Time, nextOpensAt: r.NextOpensAt.Time,
		rule: window.Rule{PolicyID: r.ID, Days: r.Days, Start: r.Start, End: r.End, Zone: zone},
		Input: Input{
			Name: r.Name, Description: r.Description, Environment: r.Environment, Active: r.Active, Days: r.Days.Numbers(),
			WindowStart: r.Start.String(), WindowEnd: r.End.String(), TimeZone: r.TimeZone, Revision: r.Revision,
		},
	}
	for _, part := range []struct {
		from sqldb.JSON
		to   any
	}{{r.Assets, &p.Assets}, {r.Checks, &p.Checks}, {r.Notify, &p.Notify}} {
		if err := json.Unmarshal(part.from, part.to); err != nil {
			return Policy{}, fmt.Errorf("decode policy %s: %w", r.ID, err)
		}
	}
	return p, nil
}

type windowRow struct {
	bun.BaseModel `bun:"table:policy_window,alias:policy_window"`

	PolicyID   string      `bun:"policy_id,pk"`
	Date       string      `bun:"date,pk"`
	Project    string      `bun:"project"`
	OpensAt    sqldb.Time  `bun:"opens_at"`
	ClosesAt   sqldb.Time  `bun:"closes_at"`
	SpreadFrom sqldb.Time  `bun:"spread_from"`
	Generation int         `bun:"generation"`
	State      WindowState `bun:"state"`
	Assets     sqldb.JSON  `bun:"assets"`
	Checks     int         `bun:"checks"`
	Late       int         `bun:"late"`
	RunID      string      `bun:"run_id"`
	Note       string      `bun:"note"`
}

func (r windowRow) names() ([]string, error) {
	var names []string
	if err := json.Unmarshal(r.Assets, &names); err != nil {
		return nil, fmt.Errorf("decode window %s of policy %s: %w", r.Date, r.PolicyID, err)
	}
	return names, nil
}

// slots are the times of the present generation.
func (r windowRow) slots() ([]window.Slot, error) {
	names, err := r.names()
	if err != nil {
		return nil, err
	}
	return window.Spread(r.PolicyID, names, r.SpreadFrom.Time, r.ClosesAt.Time), nil
}

func policiesOf(rows []policyRow) ([]Policy, error) {
	policies := make([]Policy, 0, len(rows))
	for _, row := range rows {
		p, err := row.policy()
		if err != nil {
			return nil, err
		}
		policies = append(policies, p)
	}
	return policies, nil
}

// mostPolicies bounds the policies of a project.
const mostPolicies = 1000

func (s store) list(ctx context.Context, scope access.Scope) ([]Policy, error) {
	var rows []policyRow
	err := s.db.Read().NewSelect().Model(&rows).Where("project = ?", scope.Project()).OrderExpr("name, id").
		Limit(mostPolicies).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read policies: %w", err)
	}
	return policiesOf(rows)
}

// get reads one policy. Kinds: not_found.
func (s store) get(ctx context.Context, db bun.IDB, scope access.Scope, id string) (Policy, error) {
	var row policyRow
	err := db.NewSelect().Model(&row).Where("project = ?", scope.Project()).Where("id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return Policy{}, apperror.New(apperror.NotFound, "There is no such policy")
	}
	if err != nil {
		return Policy{}, fmt.Errorf("read policy: %w", err)
	}
	return row.policy()
}

// due reads active policies with a window that opens until an instant.
func (s store) due(ctx context.Context, until time.Time, after string, limit int64) ([]Policy, error) {
	var rows []policyRow
	err := s.db.Read().NewSelect().Model(&rows).Where("active = ?", true).Where("next_opens_at <= ?", sqldb.At(until)).
		Where("id > ?", after).OrderExpr("id").Limit(limit).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read due policies: %w", err)
	}
	return policiesOf(rows)
}

func (s store) insert(ctx context.Context, tx *sqldb.Tx, p Policy) error {
	row := rowOf(p)
	if _, err := tx.NewInsert().Model(&row).Returning("NULL").Exec(ctx); err != nil {
		return nameTaken(err, p.Name, "write policy")
	}
	return nil
}

// update writes a policy over the revision that was read. Kinds: conflict.
func (s store) update(ctx context.Context, tx *sqldb.Tx, p Policy, read int64) error {
	row := rowOf(p)
	result, err := tx.NewUpdate().Model(&row).WherePK().Where("project = ?", p.Project).
		Where("revision = ?", read).Exec(ctx)
	if err != nil {
		return nameTaken(err, p.Name, "change policy")
	}
	rows, err := result.RowsAffected()
	if err != nil {
		return fmt.Errorf("change policy: %w", err)
	}
	if rows != 1 {
		return stale()
	}
	return nil
}

func nameTaken(err error, name, doing string) error {
	if sqldb.IsUniqueViolation(err) {
		return apperror.New(apperror.Conflict, "There is a policy %q already", name).WithCode("name_taken").
			WithField("name", "there is a policy of this name already")
	}
	return fmt.Errorf("%s: %w", doing, err)
}

func stale() error {
	return apperror.New(apperror.Conflict, "Somebody changed the policy meanwhile. Read it again").
		WithCode("stale_revision")
}

// advance moves a policy on to its next window; false when another replica was
// faster or the policy has changed.
func (s store) advance(ctx context.Context, tx *sqldb.Tx, p Policy, next time.Time) (bool, error) {
	result, err := tx.NewUpdate().Model((*policyRow)(nil)).Set("next_opens_at = ?", sqldb.At(next)).
		Where("id = ?", p.ID).Where("revision = ?", p.Revision).Where("active = ?", true).
		Where("next_opens_at = ?", sqldb.At(p.nextOpensAt)).Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("advance policy: %w", err)
	}
	rows, err := result.RowsAffected()
	return rows == 1, err
}

// seize locks a policy, when there is one, until the end of the transaction. Who
// plans it at this moment ends first; who wants to later finds it changed.
func (s store) seize(ctx context.Context, tx *sqldb.Tx, scope access.Scope, id string) error {
	_, err := tx.NewUpdate().Model((*policyRow)(nil)).Set("revision = revision + 1").
		Where("project = ?", scope.Project()).Where("id = ?", id).Exec(ctx)
	if err != nil {
		return fmt.Errorf("lock policy: %w", err)
	}
	return nil
}

func (s store) remove(ctx context.Context, tx *sqldb.Tx, p Policy) error {
	for _, model := range []any{(*windowRow)(nil), (*policyRow)(nil)} {
		column := "policy_id"
		if _, isPolicy := model.(*policyRow); isPolicy {
			column = "id"
		}
		_, err := tx.NewDelete().Model(model).Where("? = ?", bun.Ident(column), p.ID).
			Where("project = ?", p.Project).Exec(ctx)
		if err != nil {
			return fmt.Errorf("delete policy: %w", err)
		}
	}
	return nil
}

// putWindow writes a window, new or not.
func (s store) putWindow(ctx context.Context, tx *sqldb.Tx, row windowRow) error {
	query := tx.NewInsert().Model(&row).On("CONFLICT (policy_id, date) DO UPDATE")
	for _, column := range []string{
		"opens_at", "closes_at", "spread_from", "generation", "state", "assets", "checks",
		"late", "run_id", "note",
	} {
		query = query.Set("? = EXCLUDED.?", bun.Ident(column), bun.Ident(column))
	}
	if _, err := query.Returning("NULL").Exec(ctx); err != nil {
		return fmt.Errorf("write policy window: %w", err)
	}
	return nil
}

func (s store) window(ctx context.Context, db bun.IDB, policyID, date string) (row windowRow, found bool, err error) {
	err = db.NewSelect().Model(&row).Where("policy_id = ?", policyID).Where("date = ?", date).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return windowRow{}, false, nil
	}
	if err != nil {
		return windowRow{}, false, fmt.Errorf("read policy window: %w", err)
	}
	return row, true, nil
}

// windows reads a policy's newest windows, newest first.
func (s store) windows(
	ctx context.Context, scope access.Scope, policyID string, limit int64,
) (rows []windowRow, err error) {
	err = s.db.Read().NewSelect().Model(&rows).Where("policy_id = ?", policyID).Where("project = ?", scope.Project()).
		OrderExpr("date DESC").Limit(limit).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read policy windows: %w", err)
	}
	return rows, nil
}

// open reads the windows that are planned and have not closed: of one policy, of
// a project, or all.
func (s store) open(
	ctx context.Context, db bun.IDB, project, policyID string, now time.Time,
) (rows []windowRow, err error) {
	query := db.NewSelect().Model(&rows).Where("state = ?", Planned).Where("closes_at > ?", sqldb.At(now))
	if project != "" {
		query = query.Where("project = ?", project)
	}
	if policyID != "" {
		query = query.Where("policy_id = ?", policyID)
	}
	if err := query.OrderExpr("closes_at, policy_id").Limit(10_000).Scan(ctx); err != nil {
		return nil, fmt.Errorf("read open windows: %w", err)
	}
	return rows, nil
}

// lastTick tells when the scheduler looked last; zero when it never did.
func (s store) lastTick(ctx context.Context) (time.Time, error) {
	var last sqldb.Time
	err := s.db.Read().NewSelect().Table("policy_tick").Column("last_at").Where("name = ?", tickName).Scan(ctx, &last)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, fmt.Errorf("read the scheduler's tick: %w", err)
	}
	return last.Time, nil
}

// tick remembers that the scheduler looked now.
func (s store) tick(ctx context.Context, now time.Time) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.NewRaw(`INSERT INTO policy_tick (name, last_at) VALUES (?, ?)
			ON CONFLICT (name) DO UPDATE SET last_at = EXCLUDED.last_at`, tickName, sqldb.At(now)).Exec(ctx)
		if err != nil {
			return fmt.Errorf("remember the scheduler's tick: %w", err)
		}
		return nil
	})
}

const tickName = "plan"
