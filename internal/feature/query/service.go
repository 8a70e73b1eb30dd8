package query

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/prometheus/promql/parser"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	client "github.com/dashkeep/dashkeep/internal/client/prometheus"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/query/enforce"
	"github.com/dashkeep/dashkeep/internal/feature/query/question"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
	"github.com/dashkeep/dashkeep/internal/platform/remember"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

const (
	// questionsPerUser is how many questions of one user run at a time.
	questionsPerUser = 16
	// questionsEmbedded is how many the embedded server evaluates at a time.
	questionsEmbedded = 8
	// sourceLife is how long a datasource is remembered though nobody says that it has
	// changed, and mostSources how many are.
	sourceLife  = 5 * time.Second
	mostSources = 10_000
	// memoBytes bounds each of the two generations of remembered queries.
	memoBytes = 4 << 20
	// mostWaiting is how many wait for it.
	mostWaiting = 1000
)

// Config is what the service needs.
type Config struct {
	// Datasources finds datasources. Required.
	Datasources question.Datasources
	// Embedded answers the Prometheus HTTP API in process; nil when it is off.
	Embedded http.Handler
	// Guard makes outbound connections. Required.
	Guard *netguard.Guard
	// Clock tells the time. Required.
	Clock clock.Clock
	// Log takes what goes wrong. Required.
	Log *slog.Logger
	// Registry takes the service's metrics; nil keeps them to itself.
	Registry prometheus.Registerer
	// Limits bound each question; zero fields mean the defaults.
	Limits question.Limits
}

// Service answers questions about metrics. It is safe for concurrent use.
type Service struct {
	cfg     Config
	parser  parser.Parser
	memo    *enforce.Memo
	clients *clients
	users   *upstream.Users
	inside  *upstream.Line // of the embedded server
	sources *remember.Memory[question.Ref, question.Datasource]
	flights *flights
	metrics *metrics
}

// New makes the service. The caller closes it.
func New(cfg Config) (*Service, error) {
	if cfg.Datasources == nil || cfg.Guard == nil || cfg.Clock == nil || cfg.Log == nil {
		return nil, errors.New("query service: datasources, guard, clock and logger are required")
	}
	cfg.Limits = cfg.Limits.WithDefaults()
	s := &Service{
		cfg: cfg, parser: promexpr.NewParser(), memo: enforce.NewMemo(memoBytes),
		clients: &clients{
			guard: cfg.Guard, bytes: cfg.Limits.Bytes, clock: cfg.Clock, known: map[upstreamKey]*client.Client{},
		},
		users: upstream.NewUsers(questionsPerUser), inside: upstream.NewLine(questionsEmbedded, mostWaiting), flights: newFlights(),
		sources: remember.New[question.Ref, question.Datasource](cfg.Clock, sourceLife, mostSources),
	}
	var err error
	s.metrics, err = newMetrics(cfg.Registry, s.clients.load)
	return s, err
}

// Close closes the kept connections to metrics servers.
func (s *Service) Close() { s.clients.close() }

// Ask answers one question about a datasource. Every entrance ends here. Kinds:
// invalid, not_found, forbidden, unavailable; the codes are listed in fault.go.
func (s *Service) Ask(ctx context.Context, scope access.Scope, ref question.Ref, a question.Ask) (Answer, error) {
	if !mayAsk(scope, ref) {
		return Answer{}, apperror.New(apperror.Internal, "The question has no decision about who asks")
	}
	began := s.cfg.Clock.Now()
	// The request's own provider: without traces its tracer does nothing.
	ctx, span := trace.SpanFromContext(ctx).TracerProvider().Tracer("dashkeep/query").Start(ctx, "ask datasource",
		trace.WithAttributes(attribute.String("datasource", ref.Name), attribute.String("endpoint", string(a.Endpoint))))
	defer span.End()
	ds, err := s.resolve(ctx, scope, ref)
	if err != nil {
		return Answer{}, err //nolint:wrapcheck // already a message for people
	}
	ds = ds.SeenBy(scope)
	s.metrics.inFlight.Inc()
	defer s.metrics.inFlight.Dec()
	answer, err := s.run(ctx, scope, ds, a)
	for range ds.Shared {
		reserved, is := errors.AsType[*netguard.Reserved](err)
		if !is || reserved.Unsure {
			break
		}
		// The connection would lead to a server that projects share: the datasource
		// sees there what its project may see.
		if ds, is = ds.LimitedTo(reserved.Server); !is {
			break
		}
		answer, err = s.run(ctx, scope, ds, a)
	}
	err = question.Told(scope, ds, err)
	s.metrics.observe(ds, a, s.cfg.Clock.Now().Sub(began), err)
	if err != nil && apperror.Is(err, apperror.Internal) {
		s.cfg.Log.ErrorContext(ctx, "query failed", slog.String("datasource", ds.Name), slog.Any("error", err))
	}
	return answer, err
}

// resolve finds a datasource, or remembers it: a dashboard of twenty panels asks for the
// same one twenty times. One of a dashboard's own is looked up each time, because who
// asks must be allowed to read the document in which it stands.
func (s *Service) resolve(ctx context.Context, scope access.Scope, ref question.Ref) (question.Datasource, error) {
	find := func() (question.Datasource, error) { return s.cfg.Datasources.Resolve(ctx, scope, ref) }
	if ref.Dashboard != "" {
		return find()
	}
	return s.sources.Get(ref, find)
}

// Forget forgets the datasources that a project sees, or with an empty project all: one
// of them, or a secret, has changed.
func (s *Service) Forget(project string) {
	s.sources.Forget(func(ref question.Ref, _ question.Datasource) bool { return project == "" || ref.Project == project })
}

// mayAsk holds what is asked for against the decision about who asks.
func mayAsk(scope access.Scope, ref question.Ref) bool {
	if ref.Global {
		return scope.Allows(access.QueryRun) || scope.Allows(access.SignedIn)
	}
	return scope.Allows(access.QueryRun) && scope.Project() == ref.Project
}

func (s *Service) limits(ds question.Datasource) question.Limits { return ds.Limits.Over(s.cfg.Limits) }
