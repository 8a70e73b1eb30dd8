package policy

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/checkplan"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/feature/policy/window"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// PlanEvery is how often Plan is to be called.
const PlanEvery = 30 * time.Second

const (
	// planAhead is how long before it opens a window becomes a run.
	planAhead = 2 * time.Minute
	// lookBack is how far back a missed window is still recorded.
	lookBack = 48 * time.Hour
	// downAfter is how long the scheduler must not have looked for the program to
	// have been down.
	downAfter = 4 * PlanEvery
	// overdueAfter is how late an unchecked slot is before the rest is spread anew.
	overdueAfter = time.Minute
	planPage     = 200
)

// Plan makes runs of the windows that open soon, records those that were missed,
// and after a time of being down spreads what is overdue. It is to be called every
// PlanEvery, on one replica at a time.
func (s *Service) Plan(ctx context.Context) error {
	now := s.needs.Clock.Now()
	before, err := s.store.lastTick(ctx)
	if err != nil {
		return err
	}
	var failures []error
	if !before.IsZero() && now.Sub(before) > downAfter {
		failures = append(failures, s.spreadOverdue(ctx))
	}
	if errors.Join(failures...) == nil { // else the next look spreads what is left
		failures = append(failures, s.store.tick(ctx, now))
	}
	for after := ""; ; {
		due, err := s.store.due(ctx, now.Add(planAhead), after, planPage)
		if err != nil {
			return errors.Join(append(failures, err)...)
		}
		for _, p := range due {
			after = p.ID
			if err := s.planOne(ctx, p); err != nil {
				failures = append(failures, fmt.Errorf("plan policy %s: %w", p.ID, err))
			}
		}
		if len(due) < planPage {
			return errors.Join(failures...)
		}
	}
}

// planOne plans the windows of one policy that open soon or have opened.
func (s *Service) planOne(ctx context.Context, p Policy) error {
	for p.Active && !p.nextOpensAt.After(s.needs.Clock.Now().Add(planAhead)) {
		w, ok := windowAt(p)
		if !ok {
			return nil
		}
		next := nextOpening(p, w)
		if err := s.planWindow(ctx, p, w, next); err != nil {
			return err
		}
		p.nextOpensAt = next
	}
	return nil
}

// windowAt is the window that next_opens_at means.
func windowAt(p Policy) (window.Window, bool) {
	date := window.DateOf(p.nextOpensAt, p.rule.Zone)
	for _, near := range []window.Date{date, date.Add(-1), date.Add(1)} {
		if w, ok := p.rule.On(near); ok && w.Opens.Equal(p.nextOpensAt) {
			return w, true
		}
	}
	return window.Window{}, false
}

func nextOpening(p Policy, w window.Window) time.Time {
	for _, next := range p.rule.Next(w.Opens, 3) {
		if next.Opens.After(w.Opens) {
			return next.Opens
		}
	}
	return never()
}

// planning is the scheduler in a project: it reads what is to be checked and what
// was, and starts and cancels the runs.
func planning(project string) access.Scope {
	return access.System(project, "policies",
		access.DashboardRead, access.HealthRead, access.PolicyRead, access.RunRead, access.ValidationStart)
}

// planWindow makes a run of one window and moves the policy on to the next.
func (s *Service) planWindow(ctx context.Context, p Policy, w window.Window, next time.Time) error {
	now := s.needs.Clock.Now()
	if !w.Closes.After(p.effectiveFrom) || w.Closes.Before(now.Add(-lookBack)) {
		return s.pass(ctx, p, next)
	}
	scope := planning(p.Project)
	row := windowRow{
		PolicyID: p.ID, Date: w.Date.String(), Project: p.Project, Generation: 1, State: Planned,
		OpensAt: sqldb.At(w.Opens), ClosesAt: sqldb.At(w.Closes), SpreadFrom: sqldb.At(later(w.Opens, p.effectiveFrom)),
	}
	names, err := s.uncheckedOf(ctx, scope, p, w)
	if err != nil {
		return err
	}
	s.judge(&row, w, now)
	row.Assets, row.Checks = encode(names), len(names)
	if len(names) == 0 && row.State == Planned {
		row.State, row.Note = Done, "No dashboard was to be checked"
	}
	if row.State == Planned {
		if row.Late, err = s.lateOf(ctx, scope, p, w, names); err != nil {
			return err
		}
	}
	return s.needs.DB.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		mine, err := s.store.advance(ctx, tx, p, next)
		if err != nil || !mine {
			return err
		}
		return s.startWindow(ctx, tx, scope, p, row)
	})
}

// pass leaves out a window that is none of the policy, or too long ago to record.
func (s *Service) pass(ctx context.Context, p Policy, next time.Time) error {
	return s.needs.DB.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := s.store.advance(ctx, tx, p, next)
		return err
	})
}

// judge tells whether a window can still be kept. A window that was reached late
// is spread over what is left of it.
func (s *Service) judge(row *windowRow, w window.Window, now time.Time) {
	switch {
	case w.Length() <= 0:
		row.State, row.Note = Missed, "The clocks jump over the whole window"
	case !w.Closes.After(now):
		row.State, row.Note = Missed, "The program was not running in the window"
	case now.After(row.SpreadFrom.Add(overdueAfter)):
		row.SpreadFrom = sqldb.At(now)
		row.Note = "Planned late, spread over the rest of the window"
	}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// uncheckedOf are the dashboards of a window that the policy has not checked in it.
func (s *Service) uncheckedOf(ctx context.Context, scope access.Scope, p Policy, w window.Window) ([]string, error) {
	known, err := s.needs.Environments.Assets(ctx, scope, p.Environment)
	if err != nil {
		return nil, fmt.Errorf("list dashboards: %w", err)
	}
	checked, err := s.needs.Checks.CheckedSince(ctx, scope, p.ID, w.Opens)
	if err != nil {
		return nil, err
	}
	return without(p.Assets.Choose(known), checked), nil
}

func (s *Service) lateOf(
	ctx context.Context, scope access.Scope, p Policy, w window.Window, names []string,
) (int, error) {
	others, ceiling, err := s.around(ctx, scope, p)
	if err != nil {
		return 0, err
	}
	looked := window.Look(window.Policy{Rule: p.rule, Assets: names}, others, ceiling, w.Opens, 1)
	if len(looked.Windows) == 0 {
		return 0, nil
	}
	return looked.Windows[0].Late + looked.Windows[0].Missed, nil
}

// startWindow writes the window's row and starts its run. A window that was
// cancelled before goes on as the next generation. So does one that was over on
// this day before the policy was changed, when the change left something to check.
func (s *Service) startWindow(ctx context.Context, tx *sqldb.Tx, scope access.Scope, p Policy, row windowRow) error {
	old, found, err := s.store.window(ctx, tx, p.ID, row.Date)
	if err != nil {
		return err
	}
	if found && (old.State == Planned || old.State != Cancelled && row.Checks == 0) {
		return nil
	}
	row.Generation = old.Generation + 1
	if row.Checks > 0 {
		if row.RunID, err = s.startRun(ctx, tx, scope, p, row); err != nil {
			return err
		}
	}
	if err := s.store.putWindow(ctx, tx, row); err != nil {
		return err
	}
	publish(tx, p.Project, p.ID, "window")
	return nil
}

func (s *Service) startRun(
	ctx context.Context, tx *sqldb.Tx, scope access.Scope, p Policy, row windowRow,
) (string, error) {
	target, _ := json.Marshal(checkplan.Target{
		Environment: p.Environment, Policy: p.ID, Window: row.Date, Generation: row.Generation,
	})
	r, _, err := s.needs.Runs.StartIn(ctx, tx, scope, run.Request{
		Kind: kind(), Title: runTitle(p), Trigger: run.Schedule, Target: target,
		Initiator: run.Initiator{Kind: run.ByPolicy, ID: p.ID, Name: p.Name},
	})
	return r.ID, err
}

// runTitle is what the checks of a policy are called.
func runTitle(p Policy) string { return "Check · " + p.Name }

// spreadOverdue spreads what open windows have not checked over their rest.
func (s *Service) spreadOverdue(ctx context.Context) error {
	rows, err := s.store.open(ctx, s.needs.DB.Read(), "", "", s.needs.Clock.Now())
	if err != nil {
		return err
	}
	var failures []error
	for _, row := range rows {
		if err := s.spreadRest(ctx, row); err != nil {
			failures = append(failures, fmt.Errorf("spread window %s of policy %s: %w", row.Date, row.PolicyID, err))
		}
	}
	return errors.Join(failures...)
}

func (s *Service) spreadRest(ctx context.Context, row windowRow) error {
	now, scope := s.needs.Clock.Now(), planning(row.Project)
	checked, err := s.needs.Checks.CheckedSince(ctx, scope, row.PolicyID, row.OpensAt.Time)
	if err != nil {
		return err
	}
	names, err := row.names()
	if err != nil {
		return err
	}
	rest := without(names, checked)
	slots, err := row.slots()
	if err != nil || !overdue(slots, rest, now) {
		return err
	}
	return s.needs.DB.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		fresh, found, err := s.store.window(ctx, tx, row.PolicyID, row.Date)
		if err != nil || !found || fresh.Generation != row.Generation || fresh.State != Planned {
			return err
		}
		p, err := s.store.get(ctx, tx, scope, row.PolicyID)
		if err != nil {
			return err
		}
		// The run before its window: whoever ends a run takes the locks in this order.
		if err := s.cancelRun(ctx, tx, scope, row.RunID); err != nil {
			return err
		}
		row.State = Cancelled
		if err := s.store.putWindow(ctx, tx, row); err != nil {
			return err
		}
		row.State, row.SpreadFrom, row.Assets = Planned, sqldb.At(now), encode(rest)
		row.Note = fmt.Sprintf("The program was down: %d checks are spread over the rest of the window", len(rest))
		s.needs.Log.InfoContext(ctx, "window spread anew", slog.String("policy", p.ID), slog.Int("checks", len(rest)))
		return s.startWindow(ctx, tx, scope, p, row)
	})
}

// overdue reports whether a slot of the rest is long past.
func overdue(slots []window.Slot, rest []string, now time.Time) bool {
	left := make(map[string]bool, len(rest))
	for _, name := range rest {
		left[name] = true
	}
	for _, slot := range slots {
		if left[slot.Asset] && slot.At.Add(overdueAfter).Before(now) {
			return true
		}
	}
	return false
}

// Planned gives the checks of a run of a policy, with their times.
func (s *Service) Planned(ctx context.Context, scope access.Scope, target checkplan.Target) (checkplan.Planned, error) {
	p, err := s.store.get(ctx, s.needs.DB.Read(), scope, target.Policy)
	if err != nil {
		return checkplan.Planned{}, err
	}
	planned := checkplan.Planned{Thresholds: p.Checks, PolicyID: p.ID, PolicyName: p.Name}
	if target.Window == "" {
		for _, name := range target.Assets {
			planned.Checks = append(planned.Checks, checkplan.Check{Asset: name})
		}
		return planned, nil
	}
	row, found, err := s.store.window(ctx, s.needs.DB.Read(), p.ID, target.Window)
	if err != nil || !found || row.Generation != target.Generation {
		return planned, err // a newer generation has taken over
	}
	slots, err := row.slots()
	if err != nil {
		return checkplan.Planned{}, err
	}
	for _, slot := range slots {
		planned.Checks = append(planned.Checks, checkplan.Check{
			Asset: slot.Asset, NotBefore: slot.At, NotAfter: row.ClosesAt.Time,
		})
	}
	if row.ClosesAt.Equal(row.OpensAt.Time) {
		planned.Checks, err = gone(row)
	}
	return planned, err
}

// gone are the checks of a window that the clocks jump over: all are too late.
func gone(row windowRow) ([]checkplan.Check, error) {
	names, err := row.names()
	checks := make([]checkplan.Check, 0, len(names))
	for _, name := range names {
		checks = append(checks, checkplan.Check{Asset: name, NotBefore: row.OpensAt.Time, NotAfter: row.ClosesAt.Time})
	}
	return checks, err
}

// Finished marks a window as done when its run has ended.
func (s *Service) Finished(ctx context.Context, tx *sqldb.Tx, target checkplan.Target, r run.Run) error {
	row, found, err := s.store.window(ctx, tx, target.Policy, target.Window)
	if err != nil || !found || row.RunID != r.ID || row.State != Planned {
		return err
	}
	row.State = Done
	if r.Status == run.Cancelled {
		row.State, row.Note = Cancelled, "The run was cancelled"
	} else if r.Counts.Skipped > 0 {
		row.Note = fmt.Sprintf("%d of %d checks did not start in the window", r.Counts.Skipped, r.Counts.Total)
	}
	if err := s.store.putWindow(ctx, tx, row); err != nil {
		return err
	}
	publish(tx, row.Project, row.PolicyID, "window")
	return nil
}
