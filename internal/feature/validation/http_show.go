package validation

import (
	"time"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
	"github.com/dashkeep/dashkeep/internal/feature/validation/outcome"
	"github.com/dashkeep/dashkeep/internal/platform/optional"
)

// shown turns a list; it is never null.
func shown[A, B any](all []A, show func(A) B) []B {
	list := make([]B, 0, len(all))
	for _, one := range all {
		list = append(list, show(one))
	}
	return list
}

func showStatus(status health.Status) api.HealthStatus { return api.HealthStatus(status) }

func showCounts(c health.Counts) api.HealthCounts {
	return api.HealthCounts{Pass: c.Pass, Warn: c.Warn, Fail: c.Fail, Unknown: c.Unknown}
}

func showEnvironment(e outcome.Environment) api.Environment {
	return api.Environment{
		Id: e.ID, DisplayName: e.Name, Kind: api.EnvironmentKind(e.Kind), Concurrency: e.Ceiling, Counts: showCounts(e.Counts),
		LastCheckedAt: optional.Of(e.LastCheckedAt), Trouble: optional.Of(e.Trouble),
		UsualCheckSeconds: optional.Of(float32(e.UsualCheck.Seconds())),
	}
}

func showFacet(f outcome.Facet) api.Facet { return api.Facet{Value: f.Value, Count: f.Count} }

func showEntry(e outcome.Entry) api.HealthEntry {
	entry := api.HealthEntry{
		Environment: e.Environment, Asset: e.Asset, Title: e.Title, Status: api.HealthStatus(e.Status), Summary: e.Summary,
		Cause: optional.Of(e.Cause), Since: optional.Of(outcome.Known(e.Since)), CheckedAt: optional.Of(outcome.Known(e.CheckedAt)),
		NextCheckAt: optional.Of(e.NextCheckAt), Policy: optional.Of(e.PolicyName), PolicyId: optional.Of(e.PolicyID),
		Owner: optional.Of(asset.Names(e.Owners)), RecordId: optional.Of(e.RecordID),
		RecoveredAt: optional.Of(e.RecoveredAt), BrokenForSeconds: optional.Of(int64(e.BrokenFor / time.Second)),
		Strip: shown(health.ShortStrip(e.Strip), showStatus),
	}
	tags := append([]string{}, e.Tags...)
	entry.Tags = &tags
	if !e.NeverChecked() {
		entry.Panels, entry.PanelsFailing = &e.Panels, &e.PanelsFailing
	}
	return entry
}

func showPage(p outcome.Page) api.HealthPage {
	page := api.HealthPage{
		Items: shown(p.Entries, showEntry), NextCursor: optional.Of(p.Next), Counts: showCounts(p.Counts), Total: p.Total,
		NewFailing: &p.NewFailing, LastCheckedAt: optional.Of(p.LastCheckedAt), NextCheckAt: optional.Of(p.NextCheckAt),
	}
	if p.Environments != nil {
		environments := shown(p.Environments, showEnvironment)
		owners, tags := shown(p.Owners, showFacet), shown(p.Tags, showFacet)
		page.Environments, page.Owners, page.Tags = &environments, &owners, &tags
	}
	return page
}

func showCause(g outcome.CauseGroup) api.HealthCause {
	cause := api.HealthCause{
		Key: g.Key, Status: api.HealthStatus(g.Status), Code: api.CauseCode(g.Code), Subject: g.Subject, Sentence: g.Sentence,
		Environments: g.Environments, Count: g.Count, Since: g.Since, IsNew: g.IsNew, Assets: shown(g.Entries, showEntry),
	}
	if words, known := run.CauseCode(g.Code).Words(); known {
		reason := api.ReasonCode(words.Reason)
		cause.ReasonCode, cause.NextAction = &reason, &words.NextAction
	}
	return cause
}

func showReport(r outcome.Report) api.HealthReport {
	report := api.HealthReport{
		Entry: showEntry(r.Entry), History: shown(r.History, showRecordEntry), HistoryCounts: showCounts(r.HistoryCounts),
		LastGoodAt: optional.Of(r.Entry.LastGoodAt), SameCause: shown(r.SameCause, showEntry),
	}
	if r.Record != nil {
		record := showRecord(*r.Record)
		report.Record = &record
	}
	if r.Changed != nil {
		changed := shown(r.Changed, showChange)
		report.Changed = &changed
	}
	return report
}

func showChange(c outcome.Change) api.ReportChange {
	return api.ReportChange{
		What: c.What, Text: c.Text, FromVersion: optional.Of(c.FromVersion), ToVersion: optional.Of(c.ToVersion),
	}
}

func showRecordEntry(r outcome.Record) api.RecordEntry {
	return api.RecordEntry{
		Id: r.ID, Status: api.HealthStatus(r.Status), Summary: r.Summary, RunId: optional.Of(r.RunID),
		DashboardVersion: optional.Of(r.DashboardVersion), StartedAt: r.StartedAt, FinishedAt: r.FinishedAt,
		BrokenForSeconds: optional.Of(int64(r.BrokenFor / time.Second)),
	}
}

func showRecord(r outcome.Record) api.ValidationRecord {
	return api.ValidationRecord{
		Id: r.ID, Environment: r.Environment, Asset: r.Asset, Status: api.HealthStatus(r.Status), Summary: r.Summary,
		Issues: shown(r.Issues, showIssue), Panels: shown(r.Panels, showPanel), Steps: shown(r.Steps, showStep),
		Policy: optional.Of(r.PolicyName), PolicyId: optional.Of(r.PolicyID), RunId: optional.Of(r.RunID),
		DashboardVersion: optional.Of(r.DashboardVersion), StartedAt: r.StartedAt, FinishedAt: r.FinishedAt,
		Attempts: r.Attempts, BrokenForSeconds: optional.Of(int64(r.BrokenFor / time.Second)),
	}
}

func showIssue(i check.Issue) api.ValidationIssue {
	issue := api.ValidationIssue{
		Severity: api.ValidationIssueSeverity(i.Severity), Code: api.CauseCode(i.Code), Message: i.Message,
	}
	issue.Location.Panel, issue.Location.PanelKey = optional.Of(i.Location.Panel), optional.Of(i.Location.PanelKey)
	issue.Location.Query, issue.Location.Datasource = optional.Of(i.Location.Query), optional.Of(i.Location.Datasource)
	issue.Location.Variable = optional.Of(i.Location.Variable)
	return issue
}

func showPanel(p check.PanelResult) api.PanelResult {
	var took *int
	if p.DurationMS != nil {
		took = new(int)
		*took = int(*p.DurationMS)
	}
	panel := api.PanelResult{
		Key: p.Key, Title: p.Title, Kind: p.Kind, Status: api.HealthStatus(p.Status), Result: p.Result,
		DurationMs: took, Series: optional.Of(p.Series), LastGoodAt: p.LastGoodAt,
	}
	if len(p.Queries) > 0 {
		queries := shown(p.Queries, showQuery)
		panel.Queries = &queries
	}
	return panel
}

func showQuery(q check.QueryResult) api.PanelQuery {
	query := api.PanelQuery{
		Expression: q.Expression, Datasource: q.Datasource, LastAt: q.LastAt, Failure: optional.Of(q.Failure),
		DurationMs: int(q.DurationMS), Attempts: q.Attempts,
	}
	if q.Failure == "" {
		query.Series, query.Points = &q.Series, &q.Points
	}
	return query
}

func showStep(s check.Step) api.CheckStep {
	return api.CheckStep{Name: s.Name, State: api.CheckStepState(s.State), Text: s.Text}
}
