package validation

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/checkplan"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
	"github.com/dashkeep/dashkeep/internal/feature/validation/outcome"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Producer does dashboard.validate runs.
type Producer struct{ service *Service }

// Producer gives the run engine what it needs.
func (s *Service) Producer() *Producer { return &Producer{service: s} }

// Kind is dashboard.validate.
func (p *Producer) Kind() run.Kind { return Kind() }

// Page is the run's page, with the way back to the health of the project.
func (p *Producer) Page(r run.Run) string {
	return "/p/" + r.Project + "/runs/" + r.ID + "?from=health"
}

// itemParams is what one check needs to know.
type itemParams struct {
	Environment string               `json:"environment"`
	Thresholds  checkplan.Thresholds `json:"thresholds"`
	PolicyID    string               `json:"policy_id,omitempty"`
	PolicyName  string               `json:"policy_name,omitempty"`
}

// checking is what a check may do in a project: read what it checks and by which
// policy, and ask.
func checking(project string) access.Scope {
	return access.System(project, "validation",
		access.DashboardRead, access.DatasourceRead, access.PolicyRead, access.QueryRun)
}

// Plan lists the dashboards to check: those of the policy's window, those that
// were named, or all.
func (p *Producer) Plan(ctx context.Context, r run.Run) ([]run.NewItem, error) {
	s := p.service
	var target checkplan.Target
	if err := json.Unmarshal(r.Target, &target); err != nil {
		return nil, fmt.Errorf("decode target: %w", err)
	}
	scope := checking(r.Project)
	in, err := s.needs.Environments.Get(ctx, scope, target.Environment)
	if err != nil {
		return nil, fmt.Errorf("find environment: %w", err)
	}
	known, err := s.needs.Environments.Assets(ctx, scope, in.ID)
	if err != nil {
		return nil, fmt.Errorf("list dashboards: %w", err)
	}
	planned, err := s.planned(ctx, scope, target, known)
	if err != nil {
		return nil, err
	}
	params := outcome.Encode(itemParams{
		Environment: target.Environment, Thresholds: planned.Thresholds,
		PolicyID: planned.PolicyID, PolicyName: planned.PolicyName,
	})
	titles := make(map[string]string, len(known))
	for _, a := range known {
		titles[a.Key] = a.Title
	}
	items := make([]run.NewItem, 0, len(planned.Checks))
	for _, c := range planned.Checks {
		title := titles[c.Asset]
		if title == "" {
			title = c.Asset
		}
		items = append(items, run.NewItem{
			Key: c.Asset, Title: title, Link: reportLink(r.Project, target.Environment, c.Asset), Params: params,
			NotBefore: c.NotBefore, NotAfter: c.NotAfter, Lane: laneOf(in),
		})
	}
	return items, nil
}

// laneOf is where the checks of an environment take their places.
func laneOf(in asset.Environment) run.Lane {
	return run.Lane{ID: "environment/" + in.ID, Ceiling: in.Ceiling}
}

func (s *Service) planned(
	ctx context.Context, scope access.Scope, target checkplan.Target, known []asset.Asset,
) (checkplan.Planned, error) {
	if target.Policy != "" {
		if s.needs.Schedule == nil {
			return checkplan.Planned{}, apperror.New(apperror.Internal, "There are no policies here")
		}
		return s.needs.Schedule.Planned(ctx, scope, target)
	}
	planned := checkplan.Planned{Thresholds: checkplan.DefaultThresholds()}
	names := target.Assets
	if len(names) == 0 {
		for _, a := range known {
			names = append(names, a.Key)
		}
	}
	for _, name := range names {
		planned.Checks = append(planned.Checks, checkplan.Check{Asset: name})
	}
	return planned, nil
}

// reportLink is the report's page in the interface.
func reportLink(project, environment, name string) string {
	return "/p/" + project + "/health/" + environment + "/" + url.PathEscape(name)
}

// Finished tells the policies that one of their runs has ended.
func (p *Producer) Finished(ctx context.Context, tx *sqldb.Tx, r run.Run) error {
	var target checkplan.Target
	if err := json.Unmarshal(r.Target, &target); err != nil {
		return fmt.Errorf("decode target: %w", err)
	}
	if target.Window == "" || p.service.needs.Schedule == nil {
		return nil
	}
	return p.service.needs.Schedule.Finished(ctx, tx, target, r)
}

// Do checks one dashboard.
func (p *Producer) Do(ctx context.Context, w *run.Work) run.Outcome {
	s := p.service
	var params itemParams
	if err := json.Unmarshal(w.Item.Params, &params); err != nil {
		return run.Outcome{Status: run.ItemFailed, Reason: run.Internal, Message: "The item can't be read"}
	}
	return s.do(ctx, w, params)
}

func (s *Service) do(ctx context.Context, w *run.Work, params itemParams) run.Outcome {
	ctx, cancel := context.WithTimeout(ctx, s.cfg.Budget)
	defer cancel()
	scope := checking(w.Run.Project)
	started := s.needs.Clock.Now()
	a, report, err := s.check(ctx, scope, w, params)
	switch {
	case apperror.Is(err, apperror.NotFound):
		return s.gone(w, params)
	case err != nil && ctx.Err() != nil:
		return run.Outcome{Retry: err, Reason: run.Timeout, Message: "The check took longer than " + s.cfg.Budget.String()}
	case err != nil:
		return run.Outcome{Retry: err, Reason: run.Internal, Message: "The dashboard can't be loaded"}
	}
	finished := s.needs.Clock.Now()
	return s.outcome(w, outcome.Checked{
		Environment: params.Environment, Asset: a, Report: report,
		Record: outcome.RecordRow{
			Status: report.Status, Summary: report.Summary, RunID: w.Run.ID, PolicyID: params.PolicyID,
			PolicyName: params.PolicyName, DashboardVersion: report.Version, Attempts: report.Attempts,
			StartedAt: sqldb.At(started), FinishedAt: sqldb.At(finished),
		},
	})
}

// check finds the item's asset and has it checked by the checker of its environment.
func (s *Service) check(
	ctx context.Context, scope access.Scope, w *run.Work, params itemParams,
) (asset.Asset, check.Report, error) {
	in, err := s.needs.Environments.Get(ctx, scope, params.Environment)
	if err != nil {
		return asset.Asset{}, check.Report{}, err
	}
	checker, known := s.needs.Checkers[in.Kind]
	if !known {
		return asset.Asset{}, check.Report{}, fmt.Errorf("environments of the kind %s can't be checked", in.Kind)
	}
	a, err := s.needs.Environments.Asset(ctx, scope, in.ID, w.Item.Key)
	if err != nil {
		return asset.Asset{}, check.Report{}, err
	}
	job := check.Job{Run: w.Run.ID, Asset: a, Rules: rulesOf(params.Thresholds, s.cfg), Log: w.Log}
	if w.Attempt > 1 { // another try asks for itself
		job.Run = ""
	}
	report, err := checker.Check(ctx, scope, job)
	return a, report, err
}

// gone is the outcome for a dashboard that was archived or deleted meanwhile.
func (s *Service) gone(w *run.Work, params itemParams) run.Outcome {
	return run.Outcome{
		Status: run.ItemSkipped, Reason: run.NotFound, Message: "The dashboard is not there any more",
		Apply: func(ctx context.Context, tx *sqldb.Tx) error {
			return s.Store.Unlist(ctx, tx, w.Run.Project, params.Environment, w.Item.Key)
		},
	}
}

// Outcome is the verdict as the run's words have it: it was reached, whatever it
// says, or the dashboard could not be checked.
func (s *Service) outcome(w *run.Work, o outcome.Checked) run.Outcome {
	result := run.Outcome{
		Status: run.ItemSucceeded, Message: o.Report.Summary,
		Apply: func(ctx context.Context, tx *sqldb.Tx) error {
			return s.Store.Save(ctx, tx, w.Run.Project, o)
		},
	}
	switch o.Report.Status {
	case health.Pass:
		result.Finding = run.FindingPass
		return result
	case health.Warn:
		result.Finding = run.FindingWarn
	case health.Fail:
		result.Finding = run.FindingFail
	default:
		result.Status = run.ItemFailed
	}
	cause := o.Report.Cause
	result.Cause = run.Cause{Key: cause.Key, Code: run.CauseCode(cause.Code), Sentence: cause.Sentence}
	result.Reason = reasonOf(cause.Code)
	return result
}

// FailedWord is what a check that came to no verdict is called.
func (p *Producer) FailedWord() string { return "could not be checked" }

// reasonOf is what a cause refines.
func reasonOf(code check.Code) run.ReasonCode {
	words, known := run.CauseCode(code).Words()
	if !known {
		return run.QueryFailed
	}
	return words.Reason
}

// rulesOf turns the thresholds of a policy into the rules of a check.
func rulesOf(t checkplan.Thresholds, cfg Config) check.Rules {
	rules := check.Rules{
		Queries: t.Queries, QueryTime: time.Duration(t.QuerySeconds) * time.Second, Structure: t.Structure,
		Speed: t.Speed, Slow: time.Duration(t.SlowSeconds) * time.Second, MostSeries: cfg.MostSeries,
	}
	switch t.Content {
	case "warn":
		rules.Content = health.Warn
	case "fail":
		rules.Content = health.Fail
	}
	return rules
}
