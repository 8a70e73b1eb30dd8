package validation

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/checkplan"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
	"github.com/dashkeep/dashkeep/internal/feature/validation/outcome"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Kind is what checks are among the runs.
func Kind() run.Kind { return run.Kind{Resource: "dashboard", Action: "validate"} }

// Runs is what checks want of the run engine.
type Runs interface {
	Start(ctx context.Context, scope access.Scope, req run.Request) (run.Run, bool, error)
	Cancel(ctx context.Context, scope access.Scope, kind run.Kind, id string) error
	SetCeiling(ctx context.Context, project string, lane run.Lane) error
}

// RunReader reads runs.
type RunReader interface {
	Active(ctx context.Context, scope access.Scope) (read.Tally, error)
}

// Environments are where a project's assets are.
type Environments interface {
	// List gives all, at least one; the first is meant where none is named.
	List(ctx context.Context, scope access.Scope) ([]asset.Environment, error)
	// Get gives one by its id; kind not_found, and the message says which there are.
	Get(ctx context.Context, scope access.Scope, id string) (asset.Environment, error)
	// Assets gives every asset that is present in one.
	Assets(ctx context.Context, scope access.Scope, id string) ([]asset.Asset, error)
	// Page gives those behind a key, by key as the database orders texts, at most so many.
	Page(ctx context.Context, scope access.Scope, id, after string, limit int) ([]asset.Asset, error)
	// Asset gives one of them; kind not_found.
	Asset(ctx context.Context, scope access.Scope, id, key string) (asset.Asset, error)
}

// Checker checks the assets of environments of one kind.
type Checker interface {
	// Check asks and judges one asset, and logs what it does. An error means that the
	// check itself could not go on, never that the asset is bad; kind not_found when it is
	// not there any more.
	Check(ctx context.Context, scope access.Scope, job check.Job) (check.Report, error)
}

// Schedule knows what policies want.
type Schedule interface {
	// Planned gives the checks of a run of a policy.
	Planned(ctx context.Context, scope access.Scope, target checkplan.Target) (checkplan.Planned, error)
	// Finished is told of the end of a run of a policy, in its transaction.
	Finished(ctx context.Context, tx *sqldb.Tx, target checkplan.Target, r run.Run) error
	// NextChecks tells when the assets of an environment are due next.
	NextChecks(ctx context.Context, scope access.Scope, environment string) (map[string]checkplan.Next, error)
}

// Config are the feature's figures. Zero values take the defaults.
type Config struct {
	// Budget is how long one check may take: 45 s.
	Budget time.Duration
	// MostSeries is how many series a query may give: 500.
	MostSeries int
	// KeepRecords is how long records are kept; the latest of an asset stays: 90 days.
	KeepRecords time.Duration
}

func (c Config) withDefaults() Config {
	c.Budget = cmp.Or(c.Budget, 45*time.Second)
	c.MostSeries = cmp.Or(c.MostSeries, 500)
	c.KeepRecords = cmp.Or(c.KeepRecords, 90*24*time.Hour)
	return c
}

// Needs are what the service is made of. All are required but Schedule.
type Needs struct {
	DB           *sqldb.DB
	Clock        clock.Clock
	Log          *slog.Logger
	Runs         Runs
	Reader       RunReader
	Environments Environments
	// Checkers has one for every kind of environment.
	Checkers map[asset.Kind]Checker
	Schedule Schedule
}

// Service checks dashboards and knows their health.
type Service struct {
	needs Needs
	cfg   Config
	Store outcome.Store
}

// New makes the service. Register its Producer with the run engine.
func New(needs Needs, cfg Config) *Service {
	return &Service{needs: needs, cfg: cfg.withDefaults(), Store: outcome.NewStore(needs.DB)}
}

// Choice says what to check now.
type Choice struct {
	Environment string
	// Assets are names; with none, all that have one of the statuses, or all.
	Assets []string
	Status []health.Status
}

// mostAssets is how many assets may be named.
const mostAssets = 5000

// Start checks what was chosen. created is false when the same check is already
// under way. Kinds: invalid, with the names that are unknown.
func (s *Service) Start(ctx context.Context, scope access.Scope, c Choice) (r run.Run, created bool, err error) {
	target, title, err := s.target(ctx, scope, c)
	if err != nil {
		return run.Run{}, false, err
	}
	trigger := run.Manual
	if scope.Principal().Method == access.ByToken {
		trigger = run.API
	}
	return s.needs.Runs.Start(ctx, scope, run.Request{
		Kind: Kind(), Title: title, Trigger: trigger, Target: outcome.Encode(target),
	})
}

// Cancel ends a run of checks. Kinds: not_found, conflict.
func (s *Service) Cancel(ctx context.Context, scope access.Scope, id string) error {
	return s.needs.Runs.Cancel(ctx, scope, Kind(), id)
}

func (s *Service) target(ctx context.Context, scope access.Scope, c Choice) (checkplan.Target, string, error) {
	if len(c.Assets) > mostAssets {
		return checkplan.Target{}, "", apperror.InvalidField("assets", "at most %d names", mostAssets)
	}
	in, err := s.chosen(ctx, scope, c.Environment)
	if err != nil {
		return checkplan.Target{}, "", err
	}
	known, err := s.needs.Environments.Assets(ctx, scope, in.ID)
	if err != nil {
		return checkplan.Target{}, "", err
	}
	target := checkplan.Target{Environment: in.ID}
	switch {
	case len(c.Assets) > 0:
		target.Assets = slices.Compact(slices.Sorted(slices.Values(c.Assets)))
		err = refuseUnknown("assets", target.Assets, known)
	case len(c.Status) > 0:
		target.Assets, err = s.withStatus(ctx, scope, in.ID, c.Status)
	case len(known) == 0:
		err = apperror.New(apperror.Invalid, "The project has no dashboard to check").WithCode("nothing_to_check")
	}
	return target, titleOf(target, in, known), err
}

// chosen is the environment of an id, or without one the project's own. Kind: invalid.
func (s *Service) chosen(ctx context.Context, scope access.Scope, id string) (asset.Environment, error) {
	if id == "" {
		all, err := s.needs.Environments.List(ctx, scope)
		if err != nil {
			return asset.Environment{}, err
		}
		return all[0], nil
	}
	in, err := s.needs.Environments.Get(ctx, scope, id)
	if apperror.Is(err, apperror.NotFound) {
		return asset.Environment{}, apperror.InvalidField("environment", "%s", err)
	}
	return in, err
}

func (s *Service) withStatus(
	ctx context.Context, scope access.Scope, environment string, statuses []health.Status,
) ([]string, error) {
	names, err := s.Store.Names(ctx, scope, outcome.Filter{Environment: environment, Status: statuses})
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, apperror.New(apperror.Invalid, "No dashboard is in this state now").WithCode("nothing_to_check")
	}
	return names[:min(len(names), mostAssets)], nil
}

func titleOf(target checkplan.Target, in asset.Environment, known []asset.Asset) string {
	switch len(target.Assets) {
	case 0:
		return "Check " + in.Name
	case 1:
		at := slices.IndexFunc(known, func(a asset.Asset) bool { return a.Key == target.Assets[0] })
		if at >= 0 && known[at].Title != "" {
			return "Check " + known[at].Title
		}
		return "Check " + target.Assets[0]
	default:
		return fmt.Sprintf("Check %d dashboards of %s", len(target.Assets), in.Name)
	}
}

func refuseUnknown(field string, names []string, known []asset.Asset) error {
	unknown := asset.Unknown(names, known)
	if len(unknown) == 0 {
		return nil
	}
	shown := unknown[:min(len(unknown), 20)]
	return apperror.InvalidField(field, "these dashboards do not exist: %s", strings.Join(shown, ", ")).
		WithDetail("unknown", shown)
}
