package policy

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/checkplan"
	"github.com/dashkeep/dashkeep/internal/feature/policy/window"
)

// List gives the project's policies by name, each with its last and next window.
func (s *Service) List(ctx context.Context, scope access.Scope) ([]View, error) {
	policies, err := s.store.list(ctx, scope)
	if err != nil {
		return nil, err
	}
	known := s.inventories(scope)
	views := make([]View, 0, len(policies))
	for _, p := range policies {
		assets, err := known.of(ctx, p.Environment)
		if err != nil {
			return nil, err
		}
		view, err := s.view(ctx, scope, p, assets)
		if err != nil {
			return nil, err
		}
		views = append(views, view)
	}
	return views, nil
}

// inventories are the assets of the environments of a project, each read once.
type inventories struct {
	from  Environments
	scope access.Scope
	read  map[string][]asset.Asset
}

func (s *Service) inventories(scope access.Scope) inventories {
	return inventories{from: s.needs.Environments, scope: scope, read: map[string][]asset.Asset{}}
}

func (i inventories) of(ctx context.Context, environment string) ([]asset.Asset, error) {
	if assets, found := i.read[environment]; found {
		return assets, nil
	}
	assets, err := i.from.Assets(ctx, i.scope, environment)
	if err != nil {
		return nil, err
	}
	i.read[environment] = assets
	return assets, nil
}

// Get gives one policy, also with its warnings. Kinds: not_found.
func (s *Service) Get(ctx context.Context, scope access.Scope, id string) (View, error) {
	p, err := s.store.get(ctx, s.needs.DB.Read(), scope, id)
	if err != nil {
		return View{}, err
	}
	known, err := s.needs.Environments.Assets(ctx, scope, p.Environment)
	if err != nil {
		return View{}, err
	}
	view, err := s.view(ctx, scope, p, known)
	if err != nil {
		return View{}, err
	}
	preview, _, err := s.look(ctx, scope, p, known, 1)
	view.Warnings = preview.Warnings
	return view, err
}

func (s *Service) view(ctx context.Context, scope access.Scope, p Policy, known []asset.Asset) (View, error) {
	view := View{Policy: p, Coverage: len(p.Assets.Choose(known)), CoverageTotal: len(known)}
	rows, err := s.store.windows(ctx, scope, p.ID, 2)
	if err != nil {
		return View{}, err
	}
	now := s.needs.Clock.Now()
	for _, row := range rows {
		if row.OpensAt.After(now) {
			continue
		}
		last, err := s.past(row, now)
		if err != nil {
			return View{}, err
		}
		view.LastWindow = &last
		break
	}
	if next := p.rule.Next(now, 2); p.Active {
		for _, w := range next {
			if w.Opens.After(now) {
				coming := comingWindow(w, window.Spread(p.ID, p.Assets.Choose(known), w.Opens, w.Closes))
				view.NextWindow = &coming
				break
			}
		}
	}
	return view, nil
}

// past shows a window that has a row.
func (s *Service) past(row windowRow, now time.Time) (Window, error) {
	slots, err := row.slots()
	if err != nil {
		return Window{}, err
	}
	shown := Window{
		Date: row.Date, StartsAt: row.OpensAt.Time, EndsAt: row.ClosesAt.Time, Checks: row.Checks, Late: row.Late,
		Spacing: window.Spacing(row.ClosesAt.Sub(row.SpreadFrom.Time), len(slots)),
		State:   row.State, RunID: row.RunID, Note: row.Note,
	}
	if len(slots) > 0 {
		shown.FirstAt, shown.LastAt = slots[0].At, slots[len(slots)-1].At
	}
	if row.State == Planned && !row.OpensAt.After(now) {
		shown.State = Running
	}
	return shown, nil
}

func comingWindow(w window.Window, slots []window.Slot) Window {
	coming := Window{
		Date: w.Date.String(), StartsAt: w.Opens, EndsAt: w.Closes, Checks: len(slots), State: Planned,
		Spacing: window.Spacing(w.Length(), len(slots)),
	}
	if len(slots) > 0 {
		coming.FirstAt, coming.LastAt = slots[0].At, slots[len(slots)-1].At
	}
	if w.Length() <= 0 {
		coming.State, coming.Note = Missed, "The clocks jump over the whole window"
	}
	return coming
}

// The numbers of windows that are shown.
const (
	comingWindows = 7
	pastWindows   = 30
)

// Windows lists the past windows, newest first, and the coming ones after them,
// soonest first. Kinds: not_found.
func (s *Service) Windows(ctx context.Context, scope access.Scope, id string) ([]Window, error) {
	p, err := s.store.get(ctx, s.needs.DB.Read(), scope, id)
	if err != nil {
		return nil, err
	}
	rows, err := s.store.windows(ctx, scope, id, pastWindows)
	if err != nil {
		return nil, err
	}
	var all []Window
	for _, row := range rows {
		past, err := s.past(row, s.needs.Clock.Now())
		if err != nil {
			return nil, err
		}
		all = append(all, past)
	}
	if !p.Active {
		return all, nil
	}
	known, err := s.needs.Environments.Assets(ctx, scope, p.Environment)
	if err != nil {
		return nil, err
	}
	preview, _, err := s.look(ctx, scope, p, known, comingWindows)
	for _, outlook := range preview.Windows {
		date := outlook.Date.String()
		if !slices.ContainsFunc(rows, func(row windowRow) bool { return row.Date == date }) {
			all = append(all, expected(outlook))
		}
	}
	return all, err
}

// expected shows a window of a preview.
func expected(o window.Outlook) Window {
	coming := comingWindow(o.Window, nil)
	coming.Checks, coming.Spacing, coming.FirstAt, coming.LastAt = o.Checks, o.Spacing, o.First, o.Last
	coming.Late = o.Late + o.Missed
	return coming
}

// Preview is what a policy would do.
type Preview struct {
	window.Preview
	// Assets are the first ten dashboards by name, of Checks.
	Assets        []string
	Checks        int
	OtherPolicies int
}

const previewWindows = 4

// Preview plans the next windows of an input together with all other policies;
// nothing is saved. ID is the policy that the input would change; empty for a
// new one. Kinds: invalid, not_found.
func (s *Service) Preview(ctx context.Context, scope access.Scope, in Input, id string) (Preview, error) {
	p, err := s.prepare(ctx, scope, in)
	if err != nil {
		return Preview{}, err
	}
	if id != "" {
		if _, err := s.store.get(ctx, s.needs.DB.Read(), scope, id); err != nil {
			return Preview{}, err
		}
	}
	p.ID, p.rule.PolicyID = id, id
	known, err := s.needs.Environments.Assets(ctx, scope, p.Environment)
	if err != nil {
		return Preview{}, err
	}
	looked, others, err := s.look(ctx, scope, p, known, previewWindows)
	if err != nil {
		return Preview{}, err
	}
	names := p.Assets.Choose(known)
	return Preview{Preview: looked, Assets: names[:min(len(names), 10)], Checks: len(names), OtherPolicies: others}, nil
}

func (s *Service) look(
	ctx context.Context, scope access.Scope, p Policy, known []asset.Asset, windows int,
) (window.Preview, int, error) {
	others, ceiling, err := s.around(ctx, scope, p)
	if err != nil {
		return window.Preview{}, 0, err
	}
	mine := window.Policy{Name: p.Name, Rule: p.rule, Assets: p.Assets.Choose(known)}
	return window.Look(mine, others, ceiling, s.needs.Clock.Now(), windows), len(others), nil
}

// around are the other active policies on a policy's environment, and its ceiling.
func (s *Service) around(ctx context.Context, scope access.Scope, p Policy) ([]window.Policy, window.Ceiling, error) {
	in, err := s.needs.Environments.Get(ctx, scope, p.Environment)
	if err != nil {
		return nil, window.Ceiling{}, err
	}
	usual, err := s.needs.Checks.UsualCheck(ctx, scope, p.Environment)
	if err != nil {
		return nil, window.Ceiling{}, err
	}
	policies, err := s.store.list(ctx, scope)
	if err != nil {
		return nil, window.Ceiling{}, err
	}
	known, err := s.needs.Environments.Assets(ctx, scope, p.Environment)
	if err != nil {
		return nil, window.Ceiling{}, err
	}
	var others []window.Policy
	for _, other := range policies {
		if other.ID != p.ID && other.Active && other.Environment == p.Environment {
			others = append(others, window.Policy{Name: other.Name, Rule: other.rule, Assets: other.Assets.Choose(known)})
		}
	}
	return others, window.Ceiling{Parallel: in.Ceiling, Usual: usual}, nil
}

// nextKey is an environment of a project.
type nextKey struct{ project, environment string }

// nextChecks are the next checks of an environment's assets, kept for a moment.
type nextChecks struct {
	until  time.Time
	checks map[string]checkplan.Next
}

// keepNext is how long next checks are kept: they are read with each list.
const keepNext = 15 * time.Second

// NextChecks tells when each asset of an environment is due next, by the active
// policies. The map is shared: do not change it.
func (s *Service) NextChecks(
	ctx context.Context, scope access.Scope, environment string,
) (map[string]checkplan.Next, error) {
	now, key := s.needs.Clock.Now(), nextKey{scope.Project(), environment}
	s.mu.Lock()
	kept, found := s.next[key]
	s.mu.Unlock()
	if found && now.Before(kept.until) {
		return kept.checks, nil
	}
	checks, err := s.nextChecks(ctx, scope, environment, now)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next[key] = nextChecks{until: now.Add(keepNext), checks: checks}
	return checks, nil
}

func (s *Service) forgetNext(project string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.DeleteFunc(s.next, func(key nextKey, _ nextChecks) bool { return key.project == project })
}

func (s *Service) nextChecks(
	ctx context.Context, scope access.Scope, environment string, now time.Time,
) (map[string]checkplan.Next, error) {
	policies, err := s.store.list(ctx, scope)
	if err != nil {
		return nil, err
	}
	open, err := s.store.open(ctx, s.needs.DB.Read(), scope.Project(), "", now)
	if err != nil {
		return nil, err
	}
	known, err := s.needs.Environments.Assets(ctx, scope, environment)
	if err != nil {
		return nil, err
	}
	checks := map[string]checkplan.Next{}
	for _, p := range policies {
		if !p.Active || p.Environment != environment {
			continue
		}
		slots, err := slotsAhead(p, open, known, now)
		if err != nil {
			return nil, err
		}
		for _, slot := range slots {
			known, found := checks[slot.Asset]
			if slot.At.After(now) && (!found || slot.At.Before(known.At)) {
				checks[slot.Asset] = checkplan.Next{At: slot.At, PolicyID: p.ID, PolicyName: p.Name}
			}
		}
	}
	return checks, nil
}

// slotsAhead are the slots of a policy's open windows, as they were planned, and
// of the next one that is not planned yet.
func slotsAhead(p Policy, open []windowRow, known []asset.Asset, now time.Time) ([]window.Slot, error) {
	var slots []window.Slot
	planned := map[string]bool{}
	for _, row := range open {
		if row.PolicyID != p.ID {
			continue
		}
		planned[row.Date] = true
		more, err := row.slots()
		if err != nil {
			return nil, err
		}
		slots = append(slots, more...)
	}
	for _, w := range p.rule.Next(now, 3) {
		if !planned[w.Date.String()] && w.Opens.After(now) {
			return append(slots, window.Spread(p.ID, p.Assets.Choose(known), w.Opens, w.Closes)...), nil
		}
	}
	return slots, nil
}
