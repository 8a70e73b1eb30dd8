package connect

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/dashkeep/dashkeep/internal/client/superset"
	"github.com/dashkeep/dashkeep/internal/client/superset/refusal"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/feature/environment"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

const (
	// mostClients is how many clients are kept.
	mostClients = 500
	// testTime is how long a test may take altogether.
	testTime = time.Minute
)

// Config is what clients are made of.
type Config struct {
	// Guard makes the connections. Required.
	Guard *netguard.Guard
	// Rules tell what refusals mean; nil is the table that comes with the program.
	Rules *refusal.Table
	Clock clock.Clock
}

// Clients keeps a client for each server. It is safe for concurrent use.
type Clients struct {
	cfg Config

	mu    sync.Mutex
	known map[string]kept
}

type kept struct {
	revision int64
	client   *superset.Client
}

// New makes an empty keeper.
func New(cfg Config) (*Clients, error) {
	if cfg.Guard == nil {
		return nil, errors.New("connect: a guard is required")
	}
	return &Clients{cfg: cfg, known: map[string]kept{}}, nil
}

// Superset gives the client of a registered server, as it is now. It must be asked for
// anew for each piece of work, so that a change of the server is seen. Kind of error:
// invalid, where the settings can't be used.
func (c *Clients) Superset(s environment.Connection) (*superset.Client, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if found, there := c.known[s.ID]; there && found.revision == s.Revision {
		return found.client, nil
	}
	made, err := c.make(s)
	if err != nil {
		return nil, err
	}
	c.drop(s.ID)
	for id := range c.known {
		if len(c.known) < mostClients {
			break
		}
		c.drop(id)
	}
	c.known[s.ID] = kept{revision: s.Revision, client: made}
	return made, nil
}

// Forget drops the client of a server that was changed or removed.
func (c *Clients) Forget(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.drop(id)
}

// drop closes a client's idle connections; calls that are under way end normally. The
// caller holds mu.
func (c *Clients) drop(id string) {
	if found, there := c.known[id]; there {
		found.client.Close()
		delete(c.known, id)
	}
}

// ForgetAll drops all.
func (c *Clients) ForgetAll() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id := range c.known {
		c.drop(id)
	}
}

func (c *Clients) make(s environment.Connection) (*superset.Client, error) {
	if s.Kind != asset.Superset {
		return nil, apperror.New(apperror.Internal, "Environments of the kind %s have no client", s.Kind)
	}
	made, err := superset.New(superset.Config{
		URL: s.URL, Guard: c.cfg.Guard, Policy: netguard.Policy{Projects: true}, CA: s.CA,
		TLS: upstream.TLS{InsecureSkipVerify: s.Insecure}, Headers: s.Headers, Places: s.Requests, Rules: c.cfg.Rules,
		Clock: c.cfg.Clock, SignIn: superset.SignIn{
			Kind: kindOf(s.SignIn), Username: s.Username, Password: s.Password, Token: s.Token, Cookie: s.Cookie,
		},
	})
	if err != nil {
		return nil, apperror.New(apperror.Invalid, "The environment can't be used: %s", err)
	}
	return made, nil
}

func kindOf(kind environment.SignInKind) superset.SignInKind {
	return map[environment.SignInKind]superset.SignInKind{
		environment.ByDatabase: superset.ByDatabase, environment.ByLDAP: superset.ByLDAP, environment.ByToken: superset.ByToken,
		environment.ByCookie: superset.ByCookie, environment.ByHeaders: superset.ByHeaders,
	}[kind]
}

// Test tries a connection with a client of its own, so that a wrong password of a draft
// is nobody else's.
func (c *Clients) Test(ctx context.Context, s environment.Connection) (environment.Report, error) {
	client, err := c.make(s)
	if err != nil {
		return environment.Report{}, err
	}
	defer client.Close()
	ctx, cancel := context.WithTimeout(ctx, testTime)
	defer cancel()
	found := client.Probe(ctx)
	report := environment.Report{Version: found.Version, Tried: tried(found.Version), Account: found.Account.Username}
	for _, step := range found.Steps {
		one := environment.Step{Name: string(step.Name), State: environment.StepState(step.State), Sentence: step.Sentence}
		if step.State == superset.StepFailed {
			one.Reason = string(ReasonOf(step.Reason))
		}
		report.Steps = append(report.Steps, one)
	}
	for _, engine := range found.Capabilities.Engines {
		report.Drivers = append(report.Drivers, string(engine.Name))
	}
	slices.Sort(report.Drivers)
	return report, nil
}

// tried reports whether this program was tried on a version: real servers of these lines
// are in its tests.
func tried(version string) bool {
	return slices.ContainsFunc([]string{"4.1", "5.0", "6.0", "6.1"}, func(line string) bool {
		return strings.HasPrefix(version, line+".")
	})
}

// ReasonOf is the reason code of why a call failed.
func ReasonOf(reason superset.Reason) run.ReasonCode {
	code, known := map[superset.Reason]run.ReasonCode{
		superset.AuthFailed: run.AuthFailed, superset.Forbidden: run.Forbidden, superset.NotFound: run.NotFound,
		superset.RateLimited: run.RateLimited, superset.Unavailable: run.UpstreamUnavailable,
		superset.Unreachable: run.UpstreamUnavailable, superset.Blocked: run.Forbidden, superset.NotSuperset: run.UpstreamError,
		superset.CSRF: run.UpstreamError, superset.Refused: run.UpstreamError, superset.Invalid: run.UpstreamError,
		superset.Failed: run.UpstreamError, superset.TooLarge: run.UpstreamError, superset.Unreadable: run.UpstreamError,
		superset.Timeout: run.Timeout, superset.Cancelled: run.CancelledByUser,
	}[reason]
	if !known {
		return run.Internal
	}
	return code
}
