package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/health"
)

// Findings are what came of asking a plan's questions.
type Findings struct {
	// Answers stand in the order of the plan's questions.
	Answers []Answer
	// Variables are the lists whose choices were asked for in vain.
	Variables []Unanswered
	// Probes are the answers to a trivial query, by datasource, for the doubtful ones.
	Probes map[string]Answer
	// Missing are the metrics, by datasource, that do not exist.
	Missing map[string][]string
}

// Suspects lists the metrics, by datasource, whose existence should be asked:
// those of queries that answered without any series.
func Suspects(p Plan, answers []Answer) map[string][]string {
	suspects := map[string][]string{}
	for i, q := range p.Questions {
		if answers[i].Failure != "" || answers[i].Series > 0 {
			continue
		}
		for _, metric := range q.Metrics {
			if !slices.Contains(suspects[q.Datasource], metric) {
				suspects[q.Datasource] = append(suspects[q.Datasource], metric)
			}
		}
	}
	return suspects
}

// Doubtful lists the datasources that should be probed: those with a failure that
// may be their own or the query's.
func Doubtful(p Plan, f Findings) []string {
	var doubtful []string
	add := func(source string, failure Failure) {
		if failure.doubtful() && !slices.Contains(doubtful, source) {
			doubtful = append(doubtful, source)
		}
	}
	for i, q := range p.Questions {
		add(q.Datasource, f.Answers[i].Failure)
	}
	for _, v := range f.Variables {
		add(v.Datasource, v.Failure)
	}
	return doubtful
}

// Judge makes the report. What the datasource is to blame for is one UNKNOWN
// issue for each datasource.
func Judge(p Plan, f Findings) Report {
	j := judge{plan: p, findings: f, issues: slices.Clone(p.Issues)}
	j.sources()
	j.soften()
	for i := range j.questions() {
		j.question(i)
	}
	j.variables()
	j.emptyVariables()
	j.unasked()
	report := Report{Status: health.Pass, Issues: j.ordered(), Attempts: 1}
	for _, issue := range report.Issues {
		if issue.Severity.Worse(report.Status) {
			report.Status = issue.Severity
		}
	}
	for _, answer := range f.Answers {
		report.Attempts = max(report.Attempts, answer.Attempts)
	}
	report.Panels = j.panels()
	report.Steps = j.steps(report.Panels)
	report.Summary = summary(report, len(p.Board.Panels), len(p.Unjudged))
	report.Cause = mainCause(report, p.Rules)
	return report
}

// Unreadable is the report of a document that could not be read.
func Unreadable(reason string) Report {
	issue := Issue{Severity: health.Fail, Code: InvalidDocument, Message: "The dashboard can't be read: " + reason}
	report := Report{Status: health.Fail, Summary: issue.Message, Issues: []Issue{issue}, Attempts: 1}
	report.Steps = []Step{{Name: stepStructure, State: "fail", Text: issue.Message}}
	report.Cause = mainCause(report, DefaultRules())
	return report
}

type judge struct {
	plan     Plan
	findings Findings
	issues   []Issue
	// down are the datasources that could not be asked.
	down []string
	// told are the variables about which something is said already.
	told []string
}

// questions are those that were asked; with queries switched off there are none.
func (j *judge) questions() []Question {
	return j.plan.Questions[:min(len(j.plan.Questions), len(j.findings.Answers))]
}

// sources finds the datasources that are to blame themselves.
func (j *judge) sources() {
	for i, q := range j.questions() {
		j.blame(q.Datasource, j.findings.Answers[i].Failure)
	}
	for _, v := range j.findings.Variables {
		j.blame(v.Datasource, v.Failure)
	}
}

// blame adds the issue of a datasource that is to blame itself for a failure.
func (j *judge) blame(source string, failure Failure) {
	if slices.Contains(j.down, source) {
		return
	}
	if failure.doubtful() {
		failure = j.findings.Probes[source].Failure
	}
	code, message := sourceTrouble(failure, source)
	if code == "" {
		return
	}
	j.down = append(j.down, source)
	j.issues = append(j.issues, Issue{
		Severity: health.Unknown, Code: code, Subject: source, Message: message, Location: Location{Datasource: source},
	})
}

func sourceTrouble(failure Failure, source string) (Code, string) {
	switch failure {
	case Refused:
		return SourceRefused, fmt.Sprintf("Datasource `%s` refuses the sign-in", source)
	case Limited:
		return SourceLimited, fmt.Sprintf("Datasource `%s` asks for fewer requests", source)
	case TimedOut, Unreachable, Broken:
		return SourceUnreachable, fmt.Sprintf("Datasource `%s` does not answer", source)
	default:
		return "", ""
	}
}

// downWords say of a datasource that is to blame what it does, for its panels.
func (j *judge) downWords(source string) string {
	at := slices.IndexFunc(j.issues, func(issue Issue) bool {
		return issue.Severity == health.Unknown && issue.Subject == source
	})
	return strings.TrimPrefix(j.issues[at].Message, "Datasource ")
}

func (j *judge) question(i int) {
	q, answer := j.plan.Questions[i], j.findings.Answers[i]
	if slices.Contains(j.down, q.Datasource) {
		return
	}
	panel := j.plan.Board.Panels[q.Panel]
	issue := Issue{Location: Location{
		Panel: panel.Title, PanelKey: panel.Key, Query: q.Expression, Datasource: q.Datasource,
	}}
	if answer.Failure != "" {
		j.failed(issue, q, answer)
		return
	}
	j.warned(issue, q, answer)
	if len(q.Missing) > 0 {
		j.unknownVariable(panel, issue, q, answer)
	}
	if why := j.unfit(i); why != "" {
		j.wrongKind(issue, q, why)
	} else if drawnNumbers(panel, answer) == 0 && (len(q.Missing) == 0 || answer.Series > 0) {
		j.empty(issue, panel.Title, q, answer)
	}
	if rules := j.plan.Rules; rules.Speed && answer.Took > rules.Slow {
		issue.Severity, issue.Code = health.Warn, Slow
		issue.Message = fmt.Sprintf("Panel '%s' takes %s, longer than %s",
			panel.Title, Length(answer.Took), Length(rules.Slow))
		j.issues = append(j.issues, issue)
	}
}

// warned adds the source's own warning about an answer as a remark.
func (j *judge) warned(issue Issue, q Question, answer Answer) {
	if answer.Warning == "" {
		return
	}
	issue.Severity, issue.Code, issue.Subject = Info, SourceWarns, q.Datasource
	issue.Message = fmt.Sprintf("Panel '%s': `%s` warns: %s", issue.Location.Panel, q.Datasource, answer.Warning)
	j.issues = append(j.issues, issue)
}

// failed adds the issue of a query that failed although its datasource answers.
func (j *judge) failed(issue Issue, q Question, answer Answer) {
	rules, panel := j.plan.Rules, j.plan.Board.Panels[q.Panel].Title
	issue.Severity = health.Fail
	if j.draws(q.Panel, q.Copies) {
		issue.Severity = health.Warn
	}
	switch answer.Failure {
	case TimedOut:
		issue.Code = QueryTimeout
		issue.Message = fmt.Sprintf("Panel '%s' has no answer in %s", panel, Length(rules.QueryTime))
	case TooMany:
		issue.Code = TooManySeries
		issue.Message = fmt.Sprintf("Panel '%s' asks for more than %d series; aggregate them", panel, rules.MostSeries)
	case Gone:
		issue.Code, issue.Subject = DatasourceMissing, issue.Location.Datasource
		issue.Message = fmt.Sprintf("Panel '%s' asks datasource `%s`, which does not exist", panel, issue.Subject)
	default:
		issue.Code = QueryFailed
		issue.Message = fmt.Sprintf("Panel '%s' gets an error instead of data", panel)
		if answer.Message != "" {
			issue.Message += ": " + answer.Message
		}
	}
	j.issues = append(j.issues, issue)
}

// empty adds the issue of a query that gave nothing to draw.
func (j *judge) empty(issue Issue, panel string, q Question, answer Answer) {
	if j.plan.Rules.Content == "" {
		return
	}
	drawn := answer.Series == 0 && j.draws(q.Panel, q.Copies)
	if metric := j.missing(q); metric != "" && answer.Series == 0 {
		issue.Severity, issue.Code, issue.Subject = health.Fail, MetricMissing, metric
		if drawn {
			issue.Severity = Info
		}
		issue.Message = fmt.Sprintf("Panel '%s' asks for metric `%s`, which does not exist", panel, metric)
		j.issues = append(j.issues, issue)
		return
	}
	if answer.Points > 0 && answer.Infinite == 0 && q.RestsAsNaN {
		return // the series are there; nothing happened in the range
	}
	issue.Severity, issue.Code = j.plan.Rules.Content, NoData
	if drawn || answer.Series == 0 && q.Quiet != "" {
		issue.Severity = Info
	}
	issue.Message = fmt.Sprintf("Panel '%s' %s", panel, emptyWords(q, answer, spanWords(j.plan.Board.Range)))
	j.issues = append(j.issues, issue)
}

func emptyWords(q Question, answer Answer, span string) string {
	switch {
	case answer.Points > 0:
		return fmt.Sprintf("has no numbers in the last %s, only %s", span, answer.insteadOfNumbers())
	case q.Quiet != "":
		return fmt.Sprintf("shows %s in the last %s", q.Quiet, span)
	default:
		return "has no data in the last " + span
	}
}

func (j *judge) missing(q Question) string {
	gone := j.findings.Missing[q.Datasource]
	for _, metric := range q.Metrics {
		if slices.Contains(gone, metric) {
			return metric
		}
	}
	return ""
}

// ordered puts the worst issues first and keeps the panels' order within.
func (j *judge) ordered() []Issue {
	place := map[string]int{}
	for i, panel := range j.plan.Board.Panels {
		place[panel.Key] = i + 1
	}
	slices.SortStableFunc(j.issues, func(a, b Issue) int {
		switch {
		case a.Severity.Worse(b.Severity):
			return -1
		case b.Severity.Worse(a.Severity):
			return 1
		}
		return place[a.Location.PanelKey] - place[b.Location.PanelKey]
	})
	return j.issues
}

func (j *judge) panels() []PanelResult {
	results := make([]PanelResult, len(j.plan.Board.Panels))
	for i, panel := range j.plan.Board.Panels {
		results[i] = j.panel(i, panel)
	}
	return results
}

func (j *judge) panel(index int, panel Panel) PanelResult {
	result := PanelResult{Key: panel.Key, Title: panel.Title, Kind: kindWords(panel.Kind), Status: health.Pass}
	asked, slowest, quiet := false, time.Duration(0), ""
	for i, q := range j.questions() {
		if q.Panel != index {
			continue
		}
		asked, quiet = true, cmp.Or(quiet, q.Quiet)
		if len(result.Queries) < mostEvidence {
			result.Queries = append(result.Queries, evidence(q, j.findings.Answers[i]))
		}
		result.Series += j.findings.Answers[i].Series
		slowest = max(slowest, j.findings.Answers[i].Took)
		if slices.Contains(j.down, q.Datasource) {
			result.Status = health.Unknown
			result.Result = j.downWords(q.Datasource)
		}
	}
	if asked {
		took := slowest.Milliseconds()
		result.DurationMS = &took
	}
	switch {
	case slices.Contains(j.plan.Unjudged, index):
		result.Result = "not judged"
	case len(panel.Queries) == 0:
		result.Result = "no query"
	case !asked:
		result.Result = "not asked"
	case result.Result == "" && result.Series == 0 && quiet != "":
		result.Result = quiet
	case result.Result == "":
		result.Result = plural(result.Series, "series", "series")
	}
	for _, issue := range j.issues {
		if issue.Location.PanelKey == panel.Key && issue.Severity.Worse(result.Status) {
			result.Status, result.Result = issue.Severity, resultWords(issue, j.plan.Rules)
		}
	}
	return result
}

func resultWords(issue Issue, rules Rules) string {
	if issue.Code == QueryTimeout {
		return "no answer in " + Length(rules.QueryTime)
	}
	if issue.Code == NoQuery {
		return "no query that it draws"
	}
	if words := issue.Code.words(issue.Subject, rules); words != "" {
		return words
	}
	return issue.Message
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Length writes a short duration for people: '<1 ms', '84 ms', '9.2 s', '10 s'.
// What was measured is never nothing.
func Length(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return "<1 ms"
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d%time.Second == 0:
		return fmt.Sprintf("%d s", d/time.Second)
	default:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
}
