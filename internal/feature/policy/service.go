package policy

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/core/checkplan"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/feature/policy/window"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Environments are where a project's assets are.
type Environments interface {
	// Get gives one by its id; kind not_found, and the message says which there are.
	Get(ctx context.Context, scope access.Scope, id string) (asset.Environment, error)
	// Assets gives every asset that is present in one; kind not_found as Get.
	Assets(ctx context.Context, scope access.Scope, id string) ([]asset.Asset, error)
}

// Checks knows what checks cost and which were done.
type Checks interface {
	UsualCheck(ctx context.Context, scope access.Scope, environment string) (time.Duration, error)
	CheckedSince(ctx context.Context, scope access.Scope, policyID string, since time.Time) ([]string, error)
}

// Runs starts and cancels runs.
type Runs interface {
	StartIn(ctx context.Context, tx *sqldb.Tx, scope access.Scope, req run.Request) (run.Run, bool, error)
	CancelIn(ctx context.Context, tx *sqldb.Tx, scope access.Scope, id string) error
}

// Needs are what the service is made of. All are required.
type Needs struct {
	DB           *sqldb.DB
	Clock        clock.Clock
	Log          *slog.Logger
	Environments Environments
	Checks       Checks
	Runs         Runs
}

// Service keeps policies and plans their windows.
type Service struct {
	needs Needs
	store store

	mu   sync.Mutex
	next map[nextKey]nextChecks
}

// New makes the service.
func New(needs Needs) *Service {
	return &Service{needs: needs, store: store{db: needs.DB}, next: map[nextKey]nextChecks{}}
}

// kind is what a policy starts.
func kind() run.Kind { return run.Kind{Resource: "dashboard", Action: "validate"} }

// Create adds a policy. Kinds: invalid, conflict.
func (s *Service) Create(ctx context.Context, scope access.Scope, in Input) (View, error) {
	p, err := s.prepare(ctx, scope, in)
	if err != nil {
		return View{}, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return View{}, fmt.Errorf("make policy id: %w", err)
	}
	now := s.needs.Clock.Now()
	p.ID, p.rule.PolicyID, p.Revision, p.CreatedAt = id.String(), id.String(), 1, now
	p.touch(scope, now)
	err = s.needs.DB.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if err := s.store.insert(ctx, tx, p); err != nil {
			return err
		}
		return record(ctx, tx, scope, p, audit.PolicyCreate)
	})
	if err != nil {
		return View{}, err
	}
	return s.changed(ctx, scope, p)
}

// prepare makes a policy of an input.
func (s *Service) prepare(ctx context.Context, scope access.Scope, in Input) (Policy, error) {
	known, err := s.needs.Environments.Assets(ctx, scope, in.Environment)
	if apperror.Is(err, apperror.NotFound) {
		return Policy{}, refuseEnvironment(in, err)
	}
	if err != nil {
		return Policy{}, err
	}
	in, rule, err := clean(in, known)
	if err != nil {
		return Policy{}, err
	}
	return Policy{Project: scope.Project(), Input: in, rule: rule}, nil
}

// touch marks a policy as changed: from now on its windows are those of its rule.
func (p *Policy) touch(scope access.Scope, now time.Time) {
	p.UpdatedAt, p.UpdatedBy, p.effectiveFrom = now, scope.Principal().Login, now
	p.nextOpensAt = never()
	if windows := p.rule.Next(now, 1); len(windows) > 0 {
		p.nextOpensAt = windows[0].Opens
	}
}

// never is later than any window.
func never() time.Time { return time.Date(9000, 1, 1, 0, 0, 0, 0, time.UTC) }

// Update changes a policy. Kinds: invalid, not_found, conflict.
func (s *Service) Update(ctx context.Context, scope access.Scope, id string, in Input) (View, error) {
	p, err := s.prepare(ctx, scope, in)
	if err != nil {
		return View{}, err
	}
	return s.change(ctx, scope, id, audit.PolicyUpdate, func(old Policy) (Policy, error) {
		if in.Revision != 0 && in.Revision != old.Revision {
			return Policy{}, stale()
		}
		p.ID, p.rule.PolicyID, p.CreatedAt = old.ID, old.ID, old.CreatedAt
		return p, nil
	})
}

// SetActive pauses or resumes a policy. Kinds: not_found, conflict.
func (s *Service) SetActive(ctx context.Context, scope access.Scope, id string, active bool) (View, error) {
	action := map[bool]audit.Action{true: audit.PolicyResume, false: audit.PolicyPause}[active]
	return s.change(ctx, scope, id, action, func(old Policy) (Policy, error) {
		old.Active = active
		return old, nil
	})
}

// change replaces a policy, and cancels what its open windows had not checked.
func (s *Service) change(
	ctx context.Context, scope access.Scope, id string, action audit.Action, to func(old Policy) (Policy, error),
) (View, error) {
	var p Policy
	err := s.needs.DB.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		old, err := s.store.get(ctx, tx, scope, id)
		if err != nil {
			return err
		}
		if p, err = to(old); err != nil {
			return err
		}
		p.Revision = old.Revision + 1
		p.touch(scope, s.needs.Clock.Now())
		if err := s.store.update(ctx, tx, p, old.Revision); err != nil {
			return err
		}
		if err := s.cancelOpen(ctx, tx, scope, p, "The policy was changed"); err != nil {
			return err
		}
		return record(ctx, tx, scope, p, action)
	})
	if err != nil {
		return View{}, err
	}
	return s.changed(ctx, scope, p)
}

// changed plans what the changed policy's open window has left, and shows it.
func (s *Service) changed(ctx context.Context, scope access.Scope, p Policy) (View, error) {
	s.forgetNext(p.Project)
	if err := s.planOne(ctx, p); err != nil {
		s.needs.Log.WarnContext(ctx, "policy is not planned yet", slog.String("policy", p.ID), slog.Any("error", err))
	}
	return s.Get(ctx, scope, p.ID)
}

// cancelOpen cancels the windows of a policy that have not closed.
func (s *Service) cancelOpen(ctx context.Context, tx *sqldb.Tx, scope access.Scope, p Policy, note string) error {
	rows, err := s.store.open(ctx, tx, p.Project, p.ID, s.needs.Clock.Now())
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := s.cancelRun(ctx, tx, scope, row.RunID); err != nil {
			return err
		}
		row.State, row.Note = Cancelled, note
		if err := s.store.putWindow(ctx, tx, row); err != nil {
			return err
		}
	}
	return nil
}

// cancelRun cancels a run; one that has ended is as good.
func (s *Service) cancelRun(ctx context.Context, tx *sqldb.Tx, scope access.Scope, id string) error {
	if id == "" {
		return nil
	}
	err := s.needs.Runs.CancelIn(ctx, tx, scope, id)
	if apperror.Is(err, apperror.Conflict) || apperror.Is(err, apperror.NotFound) {
		return nil
	}
	return err
}

// Delete removes a policy; its records stay. Kinds: not_found.
func (s *Service) Delete(ctx context.Context, scope access.Scope, id string) error {
	err := s.needs.DB.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if err := s.store.seize(ctx, tx, scope, id); err != nil {
			return err
		}
		p, err := s.store.get(ctx, tx, scope, id)
		if err != nil {
			return err
		}
		if err := s.cancelOpen(ctx, tx, scope, p, "The policy was deleted"); err != nil {
			return err
		}
		if err := s.store.remove(ctx, tx, p); err != nil {
			return err
		}
		return record(ctx, tx, scope, p, audit.PolicyDelete)
	})
	s.forgetNext(scope.Project())
	return err
}

// RunNow checks a policy's dashboards at once, also while it is paused. created
// is false when that is already under way. Kinds: not_found, invalid.
func (s *Service) RunNow(ctx context.Context, scope access.Scope, id string) (r run.Run, created bool, err error) {
	p, err := s.store.get(ctx, s.needs.DB.Read(), scope, id)
	if err != nil {
		return run.Run{}, false, err
	}
	known, err := s.needs.Environments.Assets(ctx, scope, p.Environment)
	if err != nil {
		return run.Run{}, false, err
	}
	names := p.Assets.Choose(known)
	if len(names) == 0 {
		return run.Run{}, false, apperror.New(apperror.Invalid, "No dashboard matches the policy now").
			WithCode("nothing_to_check")
	}
	target, _ := json.Marshal(checkplan.Target{Environment: p.Environment, Assets: names, Policy: p.ID})
	err = s.needs.DB.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		r, created, err = s.needs.Runs.StartIn(ctx, tx, scope, run.Request{
			Kind: kind(), Title: runTitle(p), Trigger: run.Manual, Target: target,
		})
		if err != nil || !created {
			return err
		}
		return record(ctx, tx, scope, p, audit.PolicyRun)
	})
	return r, created, err
}

// SeedDefault adds the policy that a new project begins with: all dashboards of its own
// environment, every day from 06:00 to 07:00 in a zone (UTC when empty). It does nothing in a
// project that has a policy already.
func (s *Service) SeedDefault(ctx context.Context, scope access.Scope, environment, zone string) error {
	policies, err := s.store.list(ctx, scope)
	if err != nil || len(policies) > 0 {
		return err
	}
	if zone == "" {
		zone = "UTC"
	}
	_, err = s.Create(ctx, scope, Input{
		Name: "Built-in, every day", Description: "Checks every dashboard of the project once a day", Active: true,
		Environment: environment, Assets: Assets{Kind: Rule}, Days: window.EveryDay.Numbers(),
		WindowStart: "06:00", WindowEnd: "07:00", TimeZone: zone,
		Checks: checkplan.DefaultThresholds(), Notify: Notify{When: "on_change", Owners: true},
	})
	if apperror.Is(err, apperror.Conflict) {
		return nil // another replica was faster
	}
	return err
}

// PurgeProject deletes everything of a project, in the transaction that deletes it.
func (s *Service) PurgeProject(ctx context.Context, tx *sqldb.Tx, project string) error {
	for _, model := range []any{(*windowRow)(nil), (*policyRow)(nil)} {
		if _, err := tx.NewDelete().Model(model).Where("project = ?", project).Exec(ctx); err != nil {
			return fmt.Errorf("purge policies of %s: %w", project, err)
		}
	}
	s.forgetNext(project)
	return nil
}

// record writes a change into the audit trail and tells the watchers.
func record(ctx context.Context, tx *sqldb.Tx, scope access.Scope, p Policy, action audit.Action) error {
	err := audit.Record(ctx, tx, scope, audit.Entry{
		Action: action, ResourceType: "policy", ResourceID: p.ID,
		Meta: map[string]any{"name": p.Name, "revision": p.Revision},
	})
	if err != nil {
		return fmt.Errorf("record audit: %w", err)
	}
	publish(tx, p.Project, p.ID, action.Change())
	return nil
}

func publish(tx *sqldb.Tx, project, id, change string) {
	data, _ := json.Marshal(map[string]string{"id": id, "change": change})
	event.Publish(tx, event.Event{Project: project, Type: event.Policy, Subject: id, Data: data})
}

// without gives the names that are not among the others.
func without(names, others []string) []string {
	done := make(map[string]bool, len(others))
	for _, name := range others {
		done[name] = true
	}
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return done[name] })
}
