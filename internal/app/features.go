package app

import (
	"context"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/app/adapter"
	"github.com/dashkeep/dashkeep/internal/app/edge"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/core/run/retention"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/feature/auditlog"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/catalog"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/imports"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/usage"
	"github.com/dashkeep/dashkeep/internal/feature/datasource"
	"github.com/dashkeep/dashkeep/internal/feature/environment"
	"github.com/dashkeep/dashkeep/internal/feature/environment/connect"
	"github.com/dashkeep/dashkeep/internal/feature/inbox"
	"github.com/dashkeep/dashkeep/internal/feature/policy"
	"github.com/dashkeep/dashkeep/internal/feature/project"
	"github.com/dashkeep/dashkeep/internal/feature/query"
	"github.com/dashkeep/dashkeep/internal/feature/runhub"
	"github.com/dashkeep/dashkeep/internal/feature/validation"
	persescheck "github.com/dashkeep/dashkeep/internal/feature/validation/check/perses"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// features are the services that others need after the wiring.
type features struct {
	account     *account.Service
	project     *project.Service
	datasource  *datasource.Service
	dashboard   *dashboard.Service
	environment *environment.Service
	registry    *environment.Registry
	servers     *connect.Clients
	validation  *validation.Service
	checker     *persescheck.Checker
	query       *query.Service
	policy      *policy.Service
	retention   *retention.Cleaner
	handlers    *handlers
	streams     *runhub.Streams
}

// The aliases give each feature's handlers a name of their own within handlers.
type (
	accountHTTP     = account.HTTP
	projectHTTP     = project.HTTP
	auditHTTP       = auditlog.HTTP
	runHTTP         = runhub.HTTP
	environmentHTTP = environment.HTTP
	validationHTTP  = validation.HTTP
	dashboardHTTP   = dashboard.HTTP
	catalogHTTP     = catalog.HTTP
	importsHTTP     = imports.HTTP
	datasourceHTTP  = datasource.HTTP
	usageHTTP       = usage.HTTP
	policyHTTP      = policy.HTTP
	inboxHTTP       = inbox.HTTP
	probeHTTP       = query.ProbeHTTP
)

// handlers answer every operation of the contract: each feature its own.
type handlers struct {
	*accountHTTP
	*projectHTTP
	*auditHTTP
	*runHTTP
	*environmentHTTP
	*validationHTTP
	*dashboardHTTP
	*catalogHTTP
	*importsHTTP
	*datasourceHTTP
	*usageHTTP
	*probeHTTP
	*policyHTTP
	*inboxHTTP
	*system
}

var _ api.StrictServerInterface = (*handlers)(nil)

// openFeatures makes every feature with what it needs.
func (p *program) openFeatures(ctx context.Context, address net.Addr) error {
	secure := strings.HasPrefix(baseURL(p.settings, address), "https://")
	p.features.handlers = &handlers{
		system: &system{program: p}, auditHTTP: auditlog.NewHTTP(auditlog.NewService(p.db)),
	}
	steps := []func() error{
		p.wireProject, func() error { return p.wireAccount(secure) }, p.wireDatasource, p.wireDashboard, p.wireQuery,
		p.wireServers, p.wireEnvironment, p.wirePolicy, p.wireValidation,
		func() error { return p.wireRuns(ctx) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	p.registerPeriodic()
	return nil
}

func (p *program) wireRuns(ctx context.Context) error {
	reader := read.New(p.db)
	p.features.retention = retention.New(p.db, p.clock, retention.Keep{
		Days: p.settings.RetentionDays, Limit: p.settings.RetentionRuns,
	})
	p.runs.Register(p.features.retention)
	hub := runhub.NewService(reader, p.clock, p.runs.Page)
	p.features.streams = runhub.NewStreams(ctx, reader, runhub.FromHub(p.hub), p.mayStillWatch, p.log)
	p.onClose(p.features.streams.Close)
	p.features.handlers.runHTTP = runhub.NewHTTP(hub, p.features.streams)
	waiting, err := inbox.New(inbox.Needs{Engine: p.runs, Runs: reader, People: adapter.People{Projects: p.features.project}})
	if err != nil {
		return err
	}
	p.features.handlers.inboxHTTP = inbox.NewHTTP(waiting)
	return nil
}

// mayStillWatch asks again who of some watchers is signed in and has the role.
func (p *program) mayStillWatch(ctx context.Context, scopes []access.Scope) ([]bool, error) {
	watchers := make([]access.Principal, len(scopes))
	for i, scope := range scopes {
		watchers[i] = scope.Principal()
	}
	now, err := p.features.account.AgainAll(ctx, watchers)
	if err != nil {
		return nil, err
	}
	allowed := make([]bool, len(scopes))
	for i, scope := range scopes {
		if now[i].Nobody() {
			continue
		}
		_, refused := now[i].Require(scope.Project(), scope.Permission())
		allowed[i] = refused == nil
	}
	return allowed, nil
}

// openEdge puts the routes behind their gate.
func (p *program) openEdge(_ context.Context, address net.Addr) error {
	server, err := httpserver.New(httpserver.Options{
		Log: p.log, Clock: p.clock, Metrics: p.registry, TrustedProxies: p.settings.TrustedProxies,
		Secure: strings.HasPrefix(baseURL(p.settings, address), "https://"), Grace: p.settings.StopGrace,
		Tracer: p.tracing.Tracer, Outage: sqldb.Outage,
	})
	if err != nil {
		return err
	}
	p.http = server
	const requestsAMinute, denialsAMinute = 6000, 30
	perUser, err := httpserver.NewLimiter(p.clock, requestsAMinute, time.Minute)
	if err != nil {
		return err
	}
	denials, err := httpserver.NewLimiter(p.clock, denialsAMinute, time.Minute)
	if err != nil {
		return err
	}
	large, err := httpserver.NewTurns(httpserver.TurnLimits{
		AtOnce: 2, EachAtOnce: 1, Waiting: 100, EachWaiting: 6, Patience: 30 * time.Second,
		Longest: 20 * time.Second,
	})
	if err != nil {
		return err
	}
	spec, err := api.GetSpec()
	if err != nil {
		return fmt.Errorf("read the contract: %w", err)
	}
	guard := edge.NewGate(edge.GateNeeds{
		People: p.features.handlers.accountHTTP, DB: p.db, Log: p.log, PerUser: perUser, Denials: denials, Large: large,
	})
	p.features.handlers.OnRefusal(guard.NoteUnwatched)
	p.recaller = edge.NewRecaller(p.features.handlers.accountHTTP, p.clock)
	p.forgetWithChanges()
	return edge.Mount(edge.Mounting{
		Server: p.http, Gate: guard, Recalling: p.recaller, Contract: spec,
		Handlers: api.NewStrictHandler(p.features.handlers, nil), Others: p.rawRoutes,
	})
}

// purgeProject deletes what every room keeps of a project, in the transaction that
// deletes it. Each room that has a table with a project stands here, once. Kind:
// conflict while runs are active.
func (p *program) purgeProject(ctx context.Context, tx *sqldb.Tx, project string) error {
	for _, purge := range []func(ctx context.Context, tx *sqldb.Tx, project string) error{
		p.runs.PurgeProject, p.features.validation.PurgeProject, p.features.policy.PurgeProject,
		p.features.dashboard.PurgeProject, p.features.datasource.PurgeProject, p.features.registry.PurgeProject,
		p.features.account.PurgeProject,
		event.PurgeProject,
	} {
		if err := purge(ctx, tx, project); err != nil {
			return err
		}
	}
	return nil
}
