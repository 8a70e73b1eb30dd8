package superset

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/dashkeep/dashkeep/internal/client/superset/object"
	"github.com/dashkeep/dashkeep/internal/client/superset/refusal"
)

// StepName is one thing that Probe tries.
type StepName string

// The steps, in their order.
const (
	StepReachable StepName = "reachable"
	StepVersion   StepName = "version"
	StepSignedIn  StepName = "signed_in"
	StepList      StepName = "list"
	StepExport    StepName = "export"
	StepCSRF      StepName = "csrf"
	StepImport    StepName = "import"
	StepDrivers   StepName = "drivers"
)

// StepState is how a step went.
type StepState string

// The states.
const (
	StepOK       StepState = "ok"
	StepFailed   StepState = "failed"
	StepNotTried StepState = "not_tried" // an earlier one failed that it needs
)

// Step is what one step found.
type Step struct {
	Name  StepName
	State StepState
	// Reason is set when it failed.
	Reason Reason
	// Sentence says it to people.
	Sentence string
}

// Report is what Probe found.
type Report struct {
	Steps []Step
	// Version is what the server says of itself; empty when it does not tell.
	Version string
	// Account is whom it takes us for, as far as it tells.
	Account Account
	// Capabilities are Unknown where their step was not reached.
	Capabilities Capabilities
}

// Account is a user of the server. ID is zero where it is not told.
type Account struct {
	ID                    int64
	Username, Name, Email string
}

// OK reports whether every step went well.
func (r Report) OK() bool {
	for _, each := range r.Steps {
		if each.State != StepOK {
			return false
		}
	}
	return true
}

// Probe tries what the connection needs, step by step, and changes nothing. A step that fails
// leaves those that need it untried. Whatever fails is in the report.
func (c *Client) Probe(ctx context.Context) Report {
	p := prober{c: c, report: Report{Capabilities: capabilitiesOf(info{})}}
	if p.reach(ctx) && p.signIn(ctx) {
		p.list(ctx)
		if p.protect(ctx) {
			p.imports(ctx)
		}
		p.drivers(ctx)
	}
	return p.finish()
}

type prober struct {
	c      *Client
	report Report
	steps  map[StepName]Step
}

func (p *prober) ok(name StepName, format string, args ...any) {
	p.set(Step{Name: name, State: StepOK, Sentence: fmt.Sprintf(format, args...)})
}

func (p *prober) fail(name StepName, err error) {
	step := Step{Name: name, State: StepFailed, Reason: Failed, Sentence: "It failed."}
	if failure, ok := errors.AsType[*Error](err); ok {
		step.Reason, step.Sentence = failure.Reason, sentence(failure)
	}
	p.set(step)
}

func (p *prober) set(step Step) {
	if p.steps == nil {
		p.steps = map[StepName]Step{}
	}
	p.steps[step.Name] = step
}

func (p *prober) finish() Report {
	for _, name := range []StepName{
		StepReachable, StepVersion, StepSignedIn, StepList, StepExport, StepCSRF, StepImport, StepDrivers,
	} {
		step, tried := p.steps[name]
		if !tried {
			step = Step{Name: name, State: StepNotTried, Sentence: "Not tried: an earlier step did not succeed."}
		}
		p.report.Steps = append(p.report.Steps, step)
	}
	return p.report
}

// reach asks for the version, which needs no sign-in. Whatever answers is reachable.
func (p *prober) reach(ctx context.Context) bool {
	a, err := p.c.ask(ctx, call{
		op: "ask for the version", path: "/static/version_info.json", open: true, repeat: true, limit: 1 << 20,
	})
	failure, failed := errors.AsType[*Error](err)
	if failed && failure.Status == 0 {
		p.fail(StepReachable, err)
		return false
	}
	p.ok(StepReachable, "The server answers.")
	var said struct {
		Version object.Word `json:"version"`
	}
	if !failed && json.Unmarshal(a.body, &said) == nil {
		p.report.Version = string(said.Version)
	}
	if p.report.Version == "" {
		p.ok(StepVersion, "The server does not tell its version.")
	} else {
		p.ok(StepVersion, "The server is a Superset %.40s.", p.report.Version)
	}
	return true
}

// signIn finds out who we are. A 4.1 does not tell that to a token, although it takes it: then
// a list is asked for.
func (p *prober) signIn(ctx context.Context) bool {
	a, err := p.c.ask(ctx, call{op: "ask who is signed in", path: "/api/v1/me/", repeat: true, loose401: true})
	if reason := ReasonOf(err); reason == AuthFailed || reason == NotFound || reason == Forbidden {
		if failure, ok := errors.AsType[*Error](err); ok && !failure.before {
			_, err = p.c.ask(ctx, oneDashboard())
			if ReasonOf(err) == Forbidden {
				err = nil // signed in, and may not list: the next step says so
			}
		}
	}
	if err != nil {
		p.fail(StepSignedIn, err)
		return false
	}
	var said struct {
		Result struct {
			ID       int64       `json:"id"`
			Username object.Word `json:"username"`
			First    object.Word `json:"first_name"`
			Last     object.Word `json:"last_name"`
			Email    object.Word `json:"email"`
		} `json:"result"`
	}
	if json.Unmarshal(a.body, &said) != nil || said.Result.Username == "" {
		p.report.Account.Username = p.c.signIn.Username
		p.ok(StepSignedIn, "The server takes the login. It does not tell whose it is.")
		return true
	}
	me := said.Result
	p.report.Account = Account{
		ID: me.ID, Username: string(me.Username), Name: strings.TrimSpace(string(me.First + " " + me.Last)), Email: string(me.Email),
	}
	p.ok(StepSignedIn, "Signed in as %.100s.", p.report.Account.Username)
	return true
}

// oneDashboard is the cheapest list.
func oneDashboard() call {
	return call{
		op: "list dashboards", path: "/api/v1/dashboard/", query: url.Values{"q": {"(page_size:1,columns:!(id))"}}, repeat: true,
	}
}

// list tries to list, and asks whether the account may export.
func (p *prober) list(ctx context.Context) {
	a, err := p.c.ask(ctx, oneDashboard())
	var said struct {
		Count int `json:"count"`
	}
	if err == nil {
		err = a.decode("list dashboards", &said)
	}
	if err != nil {
		p.fail(StepList, err)
		return
	}
	p.ok(StepList, "The account sees %d dashboards.", said.Count)
	told, err := p.c.dashboardInfo(ctx)
	if err != nil {
		p.fail(StepExport, err)
		return
	}
	p.report.Capabilities = capabilitiesOf(told)
	if !told.may("can_export") {
		p.set(Step{Name: StepExport, State: StepFailed, Reason: Forbidden, Sentence: "The account may not export dashboards."})
		return
	}
	p.ok(StepExport, "The account may export dashboards.")
}

// protect gets the token that changes need.
func (p *prober) protect(ctx context.Context) bool {
	fresh := func(protection) bool { return false }
	if _, _, err := p.c.forgery.get(ctx, 0, fresh, p.c.clock.Now); err != nil {
		p.fail(StepCSRF, err)
		return false
	}
	p.ok(StepCSRF, "The server gives a token for changes.")
	return true
}

// imports tries an import that is refused for two reasons of its own.
func (p *prober) imports(ctx context.Context) {
	err := p.c.tryImport(ctx, false)
	failure, ok := errors.AsType[*Error](err)
	switch {
	case ok && failure.Reason == CSRF:
		p.fail(StepCSRF, err)
		return
	case !ok || !failure.Has(refusal.WrongType) && !failure.Has(refusal.NeedsPassword):
		p.fail(StepImport, err)
		return
	}
	p.ok(StepImport, "The account may import.")
	if tunnels, err := p.c.tunnels(ctx); err == nil {
		p.report.Capabilities.Tunnels = tunnels
	}
}

func (p *prober) drivers(ctx context.Context) {
	if tags, err := p.c.tags(ctx); err == nil {
		p.report.Capabilities.Tags = tags
	}
	engines, err := p.c.engines(ctx)
	if err != nil {
		p.fail(StepDrivers, err)
		return
	}
	p.report.Capabilities.Engines = engines
	p.ok(StepDrivers, "The server has drivers for %d kinds of database.", len(engines))
}

// sentence says a failure to people.
func sentence(e *Error) string {
	words := map[Reason]string{
		AuthFailed:  "The server does not take the login",
		Forbidden:   "The account may not do that",
		NotFound:    "The server does not have what was asked for",
		RateLimited: "The server answers too many requests just now",
		Unavailable: "The server does not work just now",
		Unreachable: "The server can't be reached",
		Blocked:     "This program may not connect to the server",
		NotSuperset: "What answers is not the interface of a Superset",
		CSRF:        "The server does not take its own token for changes",
		Refused:     "The server refuses",
		Invalid:     "The server does not take the request",
		Failed:      "The server failed",
		TooLarge:    "The answer is too large",
		Unreadable:  "The answer can't be read",
		Timeout:     "The server did not answer in time",
		Cancelled:   "It was cancelled",
	}
	return fmt.Sprintf("%s: %s.", words[e.Reason], strings.TrimRight(e.Message, ". "))
}
