package app

import (
	"context"
	"fmt"
	"time"

	"github.com/dashkeep/dashkeep/internal/feature/policy"
)

// periodic is work that is done at the start and then again and again, on one replica at a time.
type periodic struct {
	name  string
	every time.Duration
	// does says what it does, for docs/operations/periodic-work.md.
	does string
	work func(ctx context.Context) error
}

// periodicWork is all of it. A call may be late or left out, so each looks at what is due.
func (p *program) periodicWork() []periodic {
	f := p.features
	return []periodic{
		{
			"policy.plan", policy.PlanEvery,
			"plans the windows of validation policies that open soon, and notes those that were missed",
			f.policy.Plan,
		},
		{
			"run.sweep", time.Minute,
			"gives runs and items that have lost their job, or the process that worked on them, back to the queue",
			p.runs.Sweep,
		},
		{
			"event.prune", time.Minute, "deletes events that are older than a day, and the oldest above 200 000",
			p.hub.Prune,
		},
		{
			"run.retention", 10 * time.Minute, "after 02:00 UTC starts the nightly clean-up of old runs in each project, " +
				"by `retention_days` and `retention_limit`",
			p.inProjects(func(ctx context.Context, names []string) error { return f.retention.Nightly(ctx, p.runs, names) }),
		},
		{
			"health.compare", time.Hour, "makes the list of what is checked equal to the dashboards that there are",
			p.inProjects(f.validation.Compare),
		},
		{
			"health.prune", time.Hour, "deletes check records that are older than 90 days, except the latest of each dashboard",
			f.validation.Prune,
		},
		{
			"account.expired", time.Hour, "deletes sessions and one-time links whose time is over",
			f.account.DeleteExpired,
		},
		{
			"dashboard.bin", time.Hour,
			"drops dashboards that were in the bin for 30 days, and counts of views that nobody sums up any more",
			f.dashboard.PurgeExpired,
		},
	}
}

// inProjects makes work on the names of all projects work without arguments.
func (p *program) inProjects(work func(ctx context.Context, names []string) error) func(ctx context.Context) error {
	return func(ctx context.Context) error {
		names, err := p.features.project.Names(ctx)
		if err != nil {
			return fmt.Errorf("list projects: %w", err)
		}
		return work(ctx, names)
	}
}

// registerPeriodic adds the periodic work to the jobs. Every service that does some must
// be there.
func (p *program) registerPeriodic() {
	for _, each := range p.periodicWork() {
		p.jobs.Every(each.name, each.every, each.work)
	}
}
