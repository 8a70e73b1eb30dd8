package outcome

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// RecordRow is a row of validation_record.
type RecordRow struct {
	bun.BaseModel `bun:"table:validation_record,alias:validation_record"`

	ID               string        `bun:"id,pk"`
	Project          string        `bun:"project"`
	Environment      string        `bun:"environment"`
	Asset            string        `bun:"asset"`
	Status           health.Status `bun:"status"`
	Summary          string        `bun:"summary"`
	RunID            string        `bun:"run_id"`
	PolicyID         string        `bun:"policy_id"`
	PolicyName       string        `bun:"policy_name"`
	DashboardVersion int64         `bun:"dashboard_version"`
	Attempts         int           `bun:"attempts"`
	BrokenSeconds    int64         `bun:"broken_seconds"`
	StartedAt        sqldb.Time    `bun:"started_at"`
	FinishedAt       sqldb.Time    `bun:"finished_at"`
	Issues           sqldb.JSON    `bun:"issues"`
	Panels           sqldb.JSON    `bun:"panels"`
	Steps            sqldb.JSON    `bun:"steps"`
}

// shortColumns are those that lists show.
func shortColumns() []string {
	return []string{
		"id", "environment", "asset", "status", "summary", "run_id", "policy_id", "policy_name",
		"dashboard_version", "attempts", "broken_seconds", "started_at", "finished_at",
	}
}

func (r RecordRow) record() (Record, error) {
	record := Record{
		ID: r.ID, Environment: r.Environment, Asset: r.Asset, Status: r.Status, Summary: r.Summary, RunID: r.RunID,
		PolicyID: r.PolicyID, PolicyName: r.PolicyName, DashboardVersion: r.DashboardVersion, Attempts: r.Attempts,
		BrokenFor: time.Duration(r.BrokenSeconds) * time.Second,
		StartedAt: r.StartedAt.Time, FinishedAt: r.FinishedAt.Time,
	}
	for _, part := range []struct {
		from sqldb.JSON
		to   any
	}{{r.Issues, &record.Issues}, {r.Panels, &record.Panels}, {r.Steps, &record.Steps}} {
		if len(part.from) == 0 {
			continue
		}
		if err := json.Unmarshal(part.from, part.to); err != nil {
			return Record{}, fmt.Errorf("decode validation record %s: %w", r.ID, err)
		}
	}
	return record, nil
}

// HealthRow is a row of asset_health.
type HealthRow struct {
	bun.BaseModel `bun:"table:asset_health,alias:asset_health"`

	Project          string        `bun:"project,pk"`
	Environment      string        `bun:"environment,pk"`
	Asset            string        `bun:"asset,pk"`
	Title            string        `bun:"title"`
	TitleKey         string        `bun:"title_key"`
	Owners           owners        `bun:"owners"`
	OwnerKeys        string        `bun:"owner_keys"`
	Tags             string        `bun:"tags"`
	Listed           bool          `bun:"listed"`
	Status           health.Status `bun:"status"`
	Rank             int           `bun:"status_rank"`
	Summary          string        `bun:"summary"`
	CauseKey         string        `bun:"cause_key"`
	CauseCode        string        `bun:"cause_code"`
	CauseSubject     string        `bun:"cause_subject"`
	Cause            string        `bun:"cause"`
	RecordID         string        `bun:"record_id"`
	CheckedAt        sqldb.Time    `bun:"checked_at"`
	Since            sqldb.Time    `bun:"since"`
	LastGoodAt       *sqldb.Time   `bun:"last_good_at"`
	LastGoodVersion  int64         `bun:"last_good_version"`
	BrokenSince      *sqldb.Time   `bun:"broken_since"`
	RecoveredAt      *sqldb.Time   `bun:"recovered_at"`
	BrokenSeconds    int64         `bun:"broken_seconds"`
	Strip            string        `bun:"strip"`
	Panels           int           `bun:"panels"`
	PanelsFailing    int           `bun:"panels_failing"`
	PolicyID         string        `bun:"policy_id"`
	PolicyName       string        `bun:"policy_name"`
	DurationMS       int64         `bun:"duration_ms"`
	DashboardVersion int64         `bun:"dashboard_version"`
}

func healthType() reflect.Type { return reflect.TypeFor[HealthRow]() }

const neverChecked = "Never checked"

// newHealthRow is the row of an asset that was never checked.
func newHealthRow(project, environment string, a asset.Asset) HealthRow {
	row := HealthRow{Project: project, Environment: environment, Asset: a.Key}
	row.describe(a)
	row.forget()
	return row
}

// forget makes the asset one that was never checked.
func (r *HealthRow) forget() {
	*r = HealthRow{
		Project: r.Project, Environment: r.Environment, Asset: r.Asset, Title: r.Title, TitleKey: r.TitleKey,
		Owners: r.Owners, OwnerKeys: r.OwnerKeys, Tags: r.Tags, Listed: r.Listed,
		Status: health.Unknown, Rank: rank(health.Unknown), Summary: neverChecked,
	}
}

// describe takes over what the inventory says; it reports whether that is new.
func (r *HealthRow) describe(a asset.Asset) bool {
	before := *r
	r.Title, r.Owners, r.Tags, r.Listed = a.Title, a.Owners, joinTags(a.Tags), a.State.Present()
	r.OwnerKeys = r.Owners.keys()
	if r.Title == "" {
		r.Title = a.Key
	}
	r.TitleKey = strings.ToLower(r.Title)
	return before.Title != r.Title || !slices.Equal(before.Owners, r.Owners) || before.OwnerKeys != r.OwnerKeys ||
		before.Tags != r.Tags || before.Listed != r.Listed
}

// mostStrip is how many outcomes the strip keeps.
const mostStrip = 90

// take moves the row on to a new outcome, and tells the record how long the
// asset had been broken when this is its recovery.
func (r *HealthRow) take(record *RecordRow, report check.Report) {
	now := record.FinishedAt
	if r.RecordID == "" || r.Status != record.Status {
		r.Since = now
	}
	r.recover(record, now)
	if record.Status == health.Pass {
		r.LastGoodAt, r.LastGoodVersion = &now, record.DashboardVersion
	}
	r.Status, r.Rank, r.Summary = record.Status, rank(record.Status), record.Summary
	r.CauseKey, r.CauseCode = report.Cause.Key, string(report.Cause.Code)
	r.CauseSubject, r.Cause = report.Cause.Subject, report.Cause.Sentence
	r.RecordID, r.CheckedAt, r.DashboardVersion = record.ID, now, record.DashboardVersion
	r.Strip += letter(record.Status)
	r.Strip = r.Strip[max(0, len(r.Strip)-mostStrip):]
	r.Panels, r.PanelsFailing = len(report.Panels), report.PanelsFailing()
	r.PolicyID, r.PolicyName = record.PolicyID, record.PolicyName
	r.DurationMS = max(1, record.FinishedAt.Sub(record.StartedAt.Time).Milliseconds())
}

// recover keeps the time of being broken: from the first FAIL to the next PASS
// or WARN. UNKNOWN changes nothing.
func (r *HealthRow) recover(record *RecordRow, now sqldb.Time) {
	switch {
	case record.Status == health.Fail:
		r.RecoveredAt, r.BrokenSeconds = nil, 0
		if r.BrokenSince == nil {
			r.BrokenSince = &now
		}
	case record.Status != health.Unknown && r.BrokenSince != nil:
		r.BrokenSeconds = max(1, int64(now.Sub(r.BrokenSince.Time)/time.Second))
		r.RecoveredAt, r.BrokenSince = &now, nil
		record.BrokenSeconds = r.BrokenSeconds
	}
}

// Entry is the row as everybody else sees it.
func (r HealthRow) Entry() Entry {
	return Entry{
		Environment: r.Environment, Asset: r.Asset, Title: r.Title, Owners: r.Owners, Tags: splitTags(r.Tags),
		Status: r.Status, Summary: r.Summary, Brief: r.brief(), Cause: r.Cause, CauseKey: r.CauseKey, RecordID: r.RecordID,
		CheckedAt: r.CheckedAt.Time, Since: r.Since.Time, LastGoodAt: instant(r.LastGoodAt),
		LastGoodVersion: r.LastGoodVersion, DashboardVersion: r.DashboardVersion, RecoveredAt: instant(r.RecoveredAt),
		BrokenFor: time.Duration(r.BrokenSeconds) * time.Second, Panels: r.Panels, PanelsFailing: r.PanelsFailing,
		PolicyID: r.PolicyID, PolicyName: r.PolicyName, Strip: statuses(r.Strip),
	}
}

// brief counts the panels when several could fail, and else tells the cause.
func (r HealthRow) brief() string {
	switch {
	case r.Status == health.Pass:
		return ""
	case r.Status == health.Fail && r.Panels > 1 && r.PanelsFailing > 0:
		return fmt.Sprintf("%d of %d panels", r.PanelsFailing, r.Panels)
	default:
		return check.Code(r.CauseCode).Brief()
	}
}

func instant(t *sqldb.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.Time
}

// rank is the place of a status where the worst comes first.
func rank(status health.Status) int { return strings.Index("FWUP", letter(status)) }

func letter(status health.Status) string { return string(status[0]) }

func statuses(strip string) []health.Status {
	all := make([]health.Status, 0, len(strip))
	for _, one := range strip {
		for _, status := range health.Statuses() {
			if letter(status) == string(one) {
				all = append(all, status)
			}
		}
	}
	return all
}

func joinTags(tags []string) string {
	if len(tags) == 0 {
		return ""
	}
	return "|" + strings.ToLower(strings.Join(tags, "|")) + "|"
}

func splitTags(joined string) []string {
	if joined == "" {
		return nil
	}
	return strings.Split(strings.Trim(joined, "|"), "|")
}

// Known makes the year 1 of the tables the zero time.
func Known(at time.Time) time.Time {
	if at.Year() <= 1 {
		return time.Time{}
	}
	return at
}

// EntriesOf makes entries of rows.
func EntriesOf(rows []HealthRow) []Entry {
	entries := make([]Entry, 0, len(rows))
	for _, row := range rows {
		entries = append(entries, row.Entry())
	}
	return entries
}
