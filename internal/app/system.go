package app

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/platform/machine"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// system answers the contract's operations about the server itself.
type system struct{ program *program }

// GetSystemHealth tells whether the server is well.
func (s *system) GetSystemHealth(
	ctx context.Context, _ api.GetSystemHealthRequestObject,
) (api.GetSystemHealthResponseObject, error) {
	build := s.program.build
	health := api.SystemHealth{
		Version: build.Version, Commit: build.Commit, BuildTime: build.Time, Database: true, Status: api.SystemHealthStatusOk,
		Checks: s.program.checks(ctx),
	}
	for _, check := range health.Checks {
		if check.State == api.SystemCheckStateFailed && check.Name == storeCheck {
			health.Database, health.Status = false, api.SystemHealthStatusDown
			return api.GetSystemHealth503JSONResponse(health), nil
		}
		if check.State == api.SystemCheckStateFailed {
			health.Status = api.SystemHealthStatusDegraded
		}
	}
	if pending, err := s.program.features.account.SetupPending(ctx); err == nil && pending {
		health.SetupPending = &pending
	}
	// Who is not signed in learns whether the server is well, not where it keeps what.
	for index := range health.Checks {
		health.Checks[index].Text = ""
	}
	return api.GetSystemHealth200JSONResponse(health), nil
}

// GetClientConfig answers what a Perses client asks first.
func (s *system) GetClientConfig(context.Context, api.GetClientConfigRequestObject) (api.GetClientConfigResponseObject, error) {
	document, err := json.Marshal(map[string]any{
		"security": map[string]any{
			"readonly": false, "enable_auth": true,
			"authentication": map[string]any{"providers": map[string]any{"enable_native": true}},
		},
		"ephemeral_dashboard": map[string]any{"enable": false},
	})
	if err != nil {
		return nil, fmt.Errorf("encode client configuration: %w", err)
	}
	return clientConfig(document), nil
}

// clientConfig is the answer as it is; the generated one would write base64.
type clientConfig []byte

// VisitGetClientConfigResponse writes the answer.
func (c clientConfig) VisitGetClientConfigResponse(w http.ResponseWriter) error {
	w.Header().Set("Content-Type", "application/json")
	_, err := w.Write(c)
	return err
}

// GetAbout tells about this server.
func (s *system) GetAbout(ctx context.Context, _ api.GetAboutRequestObject) (api.GetAboutResponseObject, error) {
	build := s.program.build
	return api.GetAbout200JSONResponse{
		Version: build.Version, Commit: build.Commit, BuildTime: build.Time, GoVersion: runtime.Version(),
		StartedAt: s.program.startedAt, Storage: api.AboutStorage(s.program.db.Engine()), Checks: s.program.checks(ctx),
	}, nil
}

const (
	storeCheck = "Store"
	// clockSlack is how far this machine's clock may be from the database's.
	clockSlack = 2 * time.Second
)

// checks looks at the parts of the server, for the set-up page and for About.
func (p *program) checks(ctx context.Context) []api.SystemCheck {
	all := []api.SystemCheck{
		p.checkStore(ctx), p.checkDisk(), p.checkClock(ctx), p.checkMetrics(), p.checkQueue(ctx), p.checkTrail(ctx),
	}
	if len(p.doubleNames) > 0 {
		all = append(all, api.SystemCheck{
			Name: "Names", State: api.SystemCheckStateWarning,
			Text: "kept with capitals, as another differs by them only: " + strings.Join(p.doubleNames, ", "),
		})
	}
	return append(all, p.checkEmails(ctx)...)
}

// checkEmails tells of users whose address another one has. Everybody who is signed in
// reads this, so that who they are is left to the log.
func (p *program) checkEmails(ctx context.Context) []api.SystemCheck {
	logins, err := p.features.account.WithoutOwnEmail(ctx)
	if err != nil || len(logins) == 0 {
		return nil // the check of the store says when it can't be read
	}
	return []api.SystemCheck{{
		Name: "Emails", State: api.SystemCheckStateWarning,
		Text: fmt.Sprintf("of users who can't sign in by email, as another one has their address: %d. The log names them", len(logins)),
	}}
}

func (p *program) checkStore(ctx context.Context) api.SystemCheck {
	check := api.SystemCheck{Name: storeCheck, State: api.SystemCheckStateOk, Text: "embedded, in " + p.settings.Data}
	if p.db.Engine() == sqldb.PostgreSQL {
		check.Text = "PostgreSQL"
	}
	if err := p.db.Ping(ctx); err != nil {
		check.State, check.Text = api.SystemCheckStateFailed, "does not answer"
	}
	return check
}

func (p *program) checkClock(ctx context.Context) api.SystemCheck {
	check := api.SystemCheck{Name: "Clock", State: api.SystemCheckStateOk, Text: "the server's own"}
	if p.db.Engine() != sqldb.PostgreSQL {
		return check
	}
	var there sqldb.Time
	if err := p.db.Read().NewSelect().ColumnExpr("clock_timestamp()").Scan(ctx, &there); err != nil {
		check.State, check.Text = api.SystemCheckStateWarning, "the database's clock could not be read"
		return check
	}
	off := p.clock.Now().Sub(there.Time).Abs()
	check.Text = fmt.Sprintf("%.2f s off the database's", off.Seconds())
	if off > clockSlack {
		check.State = api.SystemCheckStateWarning
	}
	return check
}

func (p *program) checkMetrics() api.SystemCheck {
	targets := "1 target"
	if count := len(p.metrics.Targets()); count != 1 {
		targets = fmt.Sprintf("%d targets", count)
	}
	check := api.SystemCheck{
		Name: "Prometheus", State: api.SystemCheckStateOk,
		Text: fmt.Sprintf("embedded, %s, keeps %s", targets, days(p.settings.MetricsRetention)),
	}
	if since := p.metrics.SilentSince(); !since.IsZero() {
		check.State = api.SystemCheckStateFailed
		check.Text = "embedded, keeps nothing new since " + since.Format("15:04:05 UTC") + p.whyNoRoom()
	}
	return check
}

// whyNoRoom is the commonest reason for which the embedded Prometheus keeps nothing.
func (p *program) whyNoRoom() string {
	if space, err := machine.SpaceAt(p.settings.Data); err == nil && space.Full() {
		return ": the disk of " + p.settings.Data + " is full"
	}
	return ""
}

func (p *program) checkQueue(ctx context.Context) api.SystemCheck {
	check := api.SystemCheck{Name: "Queue", State: api.SystemCheckStateOk, Text: "empty"}
	stats, err := p.queue.Stats(ctx)
	if err != nil {
		check.State, check.Text = api.SystemCheckStateFailed, "can't be read"
		return check
	}
	if waiting := stats.Available + stats.Running; waiting > 0 {
		check.Text = fmt.Sprintf("%d running, %d waiting", stats.Running, stats.Available)
	}
	if stats.OldestAvailable > time.Minute {
		check.State = api.SystemCheckStateWarning
	}
	return check
}

// checkTrail looks at the head of the audit trail; the entries are for audit verify.
func (p *program) checkTrail(ctx context.Context) api.SystemCheck {
	check := api.SystemCheck{Name: "Audit trail", State: api.SystemCheckStateOk, Text: "its head is signed"}
	fault, err := audit.HeadFault(ctx, p.db)
	switch {
	case err != nil:
		check.State, check.Text = api.SystemCheckStateFailed, "can't be read"
	case fault != "":
		check.State, check.Text = api.SystemCheckStateFailed, "broken: "+fault
	}
	return check
}

func days(span time.Duration) string {
	const day = 24 * time.Hour
	if span >= day && span%day == 0 {
		return fmt.Sprintf("%d d", span/day)
	}
	return span.String()
}
