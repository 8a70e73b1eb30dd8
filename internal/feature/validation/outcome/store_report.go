package outcome

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/keyset"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// One reads an asset's row. Kinds: not_found.
func (s Store) One(ctx context.Context, scope access.Scope, environment, name string) (row HealthRow, err error) {
	err = s.listed(scope, Filter{Environment: environment}).Where("asset = ?", name).Scan(ctx, &row)
	if errors.Is(err, sql.ErrNoRows) {
		return HealthRow{}, NoReport()
	}
	if err != nil {
		return HealthRow{}, fmt.Errorf("read asset health: %w", err)
	}
	return row, nil
}

// latest reads the rows of several assets.
func (s Store) latest(
	ctx context.Context, scope access.Scope, environment string, names []string,
) (map[string]Entry, error) {
	found := make(map[string]Entry, len(names))
	for batch := range slices.Chunk(names, 500) {
		var rows []HealthRow
		err := s.listed(scope, Filter{Environment: environment}).Where("asset IN (?)", bun.List(batch)).
			OrderExpr("asset").Scan(ctx, &rows)
		if err != nil {
			return nil, fmt.Errorf("read asset health: %w", err)
		}
		for _, row := range rows {
			found[row.Asset] = row.Entry()
		}
	}
	return found, nil
}

// SameCause reads the other assets with an asset's cause.
func (s Store) SameCause(ctx context.Context, scope access.Scope, of HealthRow) ([]Entry, error) {
	if of.CauseKey == "" {
		return nil, nil
	}
	var rows []HealthRow
	err := s.listed(scope, Filter{}).Where("cause_key = ?", of.CauseKey).
		Where("(environment <> ? OR asset <> ?)", of.Environment, of.Asset).
		OrderExpr("status_rank, title_key, environment, asset").Limit(mostGrouped).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read assets with the same cause: %w", err)
	}
	return EntriesOf(rows), nil
}

type causeRow struct {
	Key         string        `bun:"cause_key"`
	Code        string        `bun:"cause_code"`
	Subject     string        `bun:"cause_subject"`
	Sentence    string        `bun:"cause"`
	Status      health.Status `bun:"status"`
	Environment string        `bun:"environment"`
	Count       int           `bun:"count"`
	Since       sqldb.Time    `bun:"since"`
}

// Causes groups what is not healthy.
func (s Store) Causes(ctx context.Context, scope access.Scope, f Filter, newSince time.Time) ([]CauseGroup, error) {
	f.Status = []health.Status{health.Fail, health.Warn, health.Unknown}
	var rows []causeRow
	err := s.listed(scope, f).Column("cause_key", "status", "environment").
		ColumnExpr("MIN(cause_code) AS cause_code").ColumnExpr("MIN(cause_subject) AS cause_subject").
		ColumnExpr("MIN(cause) AS cause").ColumnExpr("COUNT(*) AS count").ColumnExpr("MIN(since) AS since").
		Group("cause_key", "status", "environment").OrderExpr("cause_key, status, environment").Limit(10_000).
		Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("group health: %w", err)
	}
	groups := merge(rows, newSince)
	return groups, s.fill(ctx, scope, f, groups)
}

// merge makes one group of the lines of several environments.
func merge(rows []causeRow, newSince time.Time) []CauseGroup {
	var groups []CauseGroup
	for _, row := range rows {
		key := row.Key + "/" + string(row.Status)
		at := slices.IndexFunc(groups, func(g CauseGroup) bool { return g.Key == key })
		if at < 0 {
			groups = append(groups, CauseGroup{
				Key: key, Code: row.Code, Subject: row.Subject, Sentence: row.Sentence, Status: row.Status, Since: row.Since.Time,
			})
			at = len(groups) - 1
		}
		g := &groups[at]
		g.Count += row.Count
		g.Environments = append(g.Environments, row.Environment)
		if row.Since.Before(g.Since) {
			g.Since = row.Since.Time
		}
	}
	for i := range groups {
		g := &groups[i]
		g.IsNew = Known(g.Since).After(newSince)
		if g.Code == "" {
			g.Code, g.Sentence = "never_checked", neverChecked
		}
	}
	slices.SortStableFunc(groups, func(a, b CauseGroup) int {
		return cmp.Or(cmp.Compare(rank(a.Status), rank(b.Status)), cmp.Compare(b.Count, a.Count), cmp.Compare(a.Key, b.Key))
	})
	return groups
}

// fill adds the first assets of each group, in one query.
func (s Store) fill(ctx context.Context, scope access.Scope, f Filter, groups []CauseGroup) error {
	var rows []HealthRow
	ranked := s.listed(scope, f).ColumnExpr("asset_health.*").
		ColumnExpr("ROW_NUMBER() OVER (PARTITION BY cause_key, status ORDER BY title_key, environment, asset) AS place")
	err := s.db.Read().NewSelect().Model(&rows).ModelTableExpr("(?) AS asset_health", ranked).
		Where("place <= ?", mostGrouped).OrderExpr("cause_key, status, place").Scan(ctx)
	if err != nil {
		return fmt.Errorf("read the assets of causes: %w", err)
	}
	for _, row := range rows {
		key := row.CauseKey + "/" + string(row.Status)
		at := slices.IndexFunc(groups, func(g CauseGroup) bool { return g.Key == key })
		if at >= 0 {
			groups[at].Entries = append(groups[at].Entries, row.Entry())
		}
	}
	return nil
}

// Trouble is why most of an environment can't be checked; empty when it can.
func (s Store) Trouble(ctx context.Context, scope access.Scope, environment string) (string, error) {
	var causes []string
	err := s.listed(scope, Filter{Environment: environment, Status: []health.Status{health.Unknown}}).
		Column("cause").Where("cause <> ''").Group("cause").OrderExpr("COUNT(*) DESC, cause").Limit(1).Scan(ctx, &causes)
	if err != nil {
		return "", fmt.Errorf("read the environment's trouble: %w", err)
	}
	if len(causes) == 0 {
		return "", nil
	}
	return causes[0], nil
}

func (s Store) recordsOf(scope access.Scope, environment, name string) *bun.SelectQuery {
	return s.db.Read().NewSelect().Model((*RecordRow)(nil)).Where("project = ?", scope.Project()).
		Where("environment = ?", environment).Where("asset = ?", name)
}

// History reads the last 90 records without their documents, oldest first.
func (s Store) History(ctx context.Context, scope access.Scope, environment, name string) ([]Record, error) {
	records, _, err := s.Records(ctx, scope, environment, name, "", mostStrip)
	slices.Reverse(records)
	return records, err
}

// Records reads a page of records without their documents, newest first.
func (s Store) Records(
	ctx context.Context, scope access.Scope, environment, name, cursor string, limit int,
) (records []Record, next string, err error) {
	query := s.recordsOf(scope, environment, name).Column(shortColumns()...)
	if cursor != "" {
		at, id, err := keyset.Decode(cursor)
		if err != nil {
			return nil, "", err
		}
		query = query.Where("(finished_at, id) < (?, ?)", sqldb.At(at), id)
	}
	var rows []RecordRow
	if err := query.OrderExpr("finished_at DESC, id DESC").Limit(int64(limit)+1).Scan(ctx, &rows); err != nil {
		return nil, "", fmt.Errorf("read validation records: %w", err)
	}
	if len(rows) > limit {
		rows = rows[:limit]
		next = keyset.Encode(rows[limit-1].FinishedAt.Time, rows[limit-1].ID)
	}
	for _, row := range rows {
		record, err := row.record()
		if err != nil {
			return nil, "", err
		}
		records = append(records, record)
	}
	return records, next, nil
}

// Record reads one record. Kinds: not_found.
func (s Store) Record(ctx context.Context, scope access.Scope, environment, name, id string) (Record, error) {
	var row RecordRow
	err := s.recordsOf(scope, environment, name).Where("id = ?", id).Scan(ctx, &row)
	if errors.Is(err, sql.ErrNoRows) {
		return Record{}, apperror.New(apperror.NotFound, "There is no such record of this dashboard")
	}
	if err != nil {
		return Record{}, fmt.Errorf("read validation record: %w", err)
	}
	return row.record()
}

// checkedSince lists the assets that a policy has checked since an instant.
func (s Store) checkedSince(
	ctx context.Context, scope access.Scope, policyID string, since time.Time,
) (names []string, err error) {
	err = s.db.Read().NewSelect().Model((*RecordRow)(nil)).Distinct().Column("asset").
		Where("policy_id = ?", policyID).Where("policy_id <> ''").Where("finished_at >= ?", sqldb.At(since)).
		Where("project = ?", scope.Project()).OrderExpr("asset").Limit(100_000).Scan(ctx, &names)
	if err != nil {
		return nil, fmt.Errorf("read what a policy has checked: %w", err)
	}
	return names, nil
}
