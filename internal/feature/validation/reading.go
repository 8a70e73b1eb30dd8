package validation

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/core/checkplan"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/feature/validation/outcome"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Health gives one page of the latest outcomes. Cursor is empty for the first
// page, which alone has environments and facets. Kinds: invalid.
func (s *Service) Health(
	ctx context.Context, scope access.Scope, f outcome.Filter, by outcome.Sort, cursor string, limit int,
) (outcome.Page, error) {
	rows, next, err := s.Store.Page(ctx, scope, f, cmp.Or(by, outcome.ByStatus), cursor, limit)
	if err != nil {
		return outcome.Page{}, err
	}
	tallies, err := s.Store.Tallies(ctx, scope, f, s.dayAgo())
	if err != nil {
		return outcome.Page{}, err
	}
	page := outcome.Page{Next: next, Entries: outcome.EntriesOf(rows)}
	page.Counts, page.NewFailing, page.LastCheckedAt = sum(tallies)
	page.Total = page.Counts.Total()
	if len(f.Status) > 0 {
		page.Total = 0
		for _, status := range f.Status {
			page.Total += page.Counts.Of(status)
		}
	}
	if page.NextCheckAt, err = s.addNext(ctx, scope, page.Entries); err != nil {
		return outcome.Page{}, err
	}
	if cursor != "" {
		return page, nil
	}
	if !f.Plain() {
		if tallies, err = s.Store.Tallies(ctx, scope, outcome.Filter{}, s.dayAgo()); err != nil {
			return outcome.Page{}, err
		}
	}
	err = s.addHead(ctx, scope, &page, tallies)
	return page, err
}

func (s *Service) dayAgo() time.Time { return s.needs.Clock.Now().Add(-outcome.NewFor) }

// addHead adds what the first page shows besides: the environments by their
// counts, and the facets.
func (s *Service) addHead(ctx context.Context, scope access.Scope, page *outcome.Page, tallies []outcome.Tally) (err error) {
	if page.Environments, err = s.environments(ctx, scope, tallies); err != nil {
		return err
	}
	page.Owners, page.Tags, err = s.Store.Facets(ctx, scope)
	return err
}

func sum(tallies []outcome.Tally) (counts health.Counts, newFailing int, checked time.Time) {
	for _, t := range tallies {
		counts.Add(t.Status, t.Count)
		if t.Status == health.Fail {
			newFailing += t.New
		}
		if t.Checked.After(checked) {
			checked = t.Checked.Time
		}
	}
	return counts, newFailing, outcome.Known(checked)
}

// addNext tells the entries when they are due next, and when the first of all
// assets is.
func (s *Service) addNext(ctx context.Context, scope access.Scope, entries []outcome.Entry) (first time.Time, err error) {
	if s.needs.Schedule == nil {
		return time.Time{}, nil
	}
	environments, err := s.needs.Environments.List(ctx, scope)
	if err != nil {
		return time.Time{}, err
	}
	for _, in := range environments {
		next, err := s.needs.Schedule.NextChecks(ctx, scope, in.ID)
		if err != nil {
			return time.Time{}, err
		}
		setNext(entries, in.ID, next)
		for _, due := range next {
			if first.IsZero() || due.At.Before(first) {
				first = due.At
			}
		}
	}
	return first, nil
}

func setNext(entries []outcome.Entry, environment string, next map[string]checkplan.Next) {
	for i := range entries {
		entry := &entries[i]
		due, found := next[entry.Asset]
		if !found || entry.Environment != environment {
			continue
		}
		entry.NextCheckAt = due.At
		if entry.PolicyID == "" {
			entry.PolicyID, entry.PolicyName = due.PolicyID, due.PolicyName
		}
	}
}

// Causes groups what is not healthy by its cause: worst first, then biggest.
// Assets that were never checked are one group.
func (s *Service) Causes(ctx context.Context, scope access.Scope, f outcome.Filter) (outcome.Causes, error) {
	f.Status = nil
	groups, err := s.Store.Causes(ctx, scope, f, s.dayAgo())
	if err != nil {
		return outcome.Causes{}, err
	}
	tallies, err := s.Store.Tallies(ctx, scope, f, s.dayAgo())
	if err != nil {
		return outcome.Causes{}, err
	}
	result := outcome.Causes{Groups: groups}
	result.Counts, result.NewFailing, result.LastCheckedAt = sum(tallies)
	var all []outcome.Entry
	for i, group := range groups {
		all = append(all, group.Entries...)
		if group.Since.IsZero() {
			groups[i].Since = s.needs.Clock.Now() // what was never checked has no age
		}
	}
	if result.NextCheckAt, err = s.addNext(ctx, scope, all); err != nil {
		return outcome.Causes{}, err
	}
	for i := range groups {
		copy(groups[i].Entries, all[:len(groups[i].Entries)])
		all = all[len(groups[i].Entries):]
	}
	return result, nil
}

// Report gives everything about one asset. Kinds: not_found.
func (s *Service) Report(ctx context.Context, scope access.Scope, environment, name string) (outcome.Report, error) {
	row, err := s.Store.One(ctx, scope, environment, name)
	if err != nil {
		return outcome.Report{}, err
	}
	entries := []outcome.Entry{row.Entry()}
	if _, err := s.addNext(ctx, scope, entries); err != nil {
		return outcome.Report{}, err
	}
	report := outcome.Report{Entry: entries[0]}
	if report.History, err = s.Store.History(ctx, scope, environment, name); err != nil {
		return outcome.Report{}, err
	}
	for _, record := range report.History {
		report.HistoryCounts.Add(record.Status, 1)
	}
	if row.RecordID == "" {
		return report, nil
	}
	record, err := s.Store.Record(ctx, scope, environment, name, row.RecordID)
	if err != nil {
		return outcome.Report{}, err
	}
	report.Record = &record
	report.Changed = changes(report.Entry)
	report.SameCause, err = s.Store.SameCause(ctx, scope, row)
	return report, err
}

// changes tells what is otherwise than at the last good check.
func changes(e outcome.Entry) []outcome.Change {
	if e.Status == health.Pass || e.LastGoodAt.IsZero() {
		return nil
	}
	change := outcome.Change{What: "dashboard", Text: "no change", FromVersion: e.LastGoodVersion, ToVersion: e.DashboardVersion}
	if e.LastGoodVersion != e.DashboardVersion {
		change.Text = fmt.Sprintf("changed from version %d to %d", e.LastGoodVersion, e.DashboardVersion)
	}
	return []outcome.Change{change}
}

// Records lists the records of one asset, newest first. Kinds: not_found, invalid.
func (s *Service) Records(
	ctx context.Context, scope access.Scope, environment, name, cursor string, limit int,
) (records []outcome.Record, next string, err error) {
	if _, err := s.Store.One(ctx, scope, environment, name); err != nil {
		return nil, "", err
	}
	return s.Store.Records(ctx, scope, environment, name, cursor, limit)
}

// Record gives one record. Kinds: not_found.
func (s *Service) Record(ctx context.Context, scope access.Scope, environment, name, id string) (outcome.Record, error) {
	return s.Store.Record(ctx, scope, environment, name, id)
}

// Delete removes all records of an asset, which is then one that was never
// checked. Kinds: not_found.
func (s *Service) Delete(ctx context.Context, scope access.Scope, environment, name string) error {
	return s.needs.DB.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		records, found, err := s.Store.Remove(ctx, tx, scope, environment, name)
		if err != nil {
			return err
		}
		if !found {
			return outcome.NoReport()
		}
		return audit.Record(ctx, tx, scope, audit.Entry{
			Action: audit.HealthDelete, ResourceType: "health_report", ResourceID: environment + "/" + name,
			Meta: map[string]any{"records": records},
		})
	})
}

// Badges gives the numbers of the navigation.
func (s *Service) Badges(ctx context.Context, scope access.Scope) (outcome.Badges, error) {
	tallies, err := s.Store.Tallies(ctx, scope, outcome.Filter{}, s.dayAgo())
	if err != nil {
		return outcome.Badges{}, err
	}
	active, err := s.needs.Reader.Active(ctx, scope)
	if err != nil {
		return outcome.Badges{}, err
	}
	counts, _, _ := sum(tallies)
	return outcome.Badges{
		Counts: counts, Running: active[run.Running] + active[run.Queued], AwaitingInput: active[run.AwaitingInput],
	}, nil
}

// Standing tells how the assets of an environment are.
func (s *Service) Standing(ctx context.Context, scope access.Scope, environment string) (health.Standing, error) {
	tallies, err := s.Store.Tallies(ctx, scope, outcome.Filter{Environment: environment}, s.dayAgo())
	if err != nil {
		return health.Standing{}, err
	}
	return s.standing(ctx, scope, environment, tallies)
}

// standing goes by the tallies, which may be of other environments, too.
func (s *Service) standing(
	ctx context.Context, scope access.Scope, environment string, tallies []outcome.Tally,
) (how health.Standing, err error) {
	ours := make([]outcome.Tally, 0, len(tallies))
	for _, one := range tallies {
		if one.Environment == environment {
			ours = append(ours, one)
		}
	}
	how.Counts, _, how.LastCheckedAt = sum(ours)
	if how.UsualCheck, err = s.Store.Usual(ctx, scope, environment); err != nil {
		return health.Standing{}, err
	}
	how.Trouble, err = s.Store.Trouble(ctx, scope, environment)
	return how, err
}

func (s *Service) environments(ctx context.Context, scope access.Scope, tallies []outcome.Tally) ([]outcome.Environment, error) {
	all, err := s.needs.Environments.List(ctx, scope)
	if err != nil {
		return nil, err
	}
	shown := make([]outcome.Environment, 0, len(all))
	for _, in := range all {
		how, err := s.standing(ctx, scope, in.ID, tallies)
		if err != nil {
			return nil, err
		}
		shown = append(shown, outcome.Environment{Environment: in, Standing: how})
	}
	return shown, nil
}
