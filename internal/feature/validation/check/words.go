package check

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/prometheus/common/model"

	"github.com/dashkeep/dashkeep/internal/core/health"
)

// words is the cause of an issue as a sentence, with the subject between backquotes.
func (c Code) words(subject string, rules Rules) string {
	quoted := "`" + subject + "`"
	switch c {
	case InvalidDocument:
		return "The dashboard can't be read"
	case PanelMissing:
		return "Panel " + quoted + " does not exist"
	case VariableMissing:
		return "Variable " + quoted + " does not exist"
	case VariableEmpty:
		return "Variable " + quoted + " has no values"
	case DatasourceMissing:
		if subject == "" {
			return "There is no default datasource"
		}
		return "Datasource " + quoted + " does not exist"
	case UnsupportedQuery:
		return "Queries of kind " + quoted + " can't be checked"
	case MetricMissing:
		return "Metric " + quoted + " is absent"
	case SourceUnreachable:
		return "Datasource " + quoted + " does not answer"
	case SourceRefused:
		return "Datasource " + quoted + " refuses the sign-in"
	case SourceLimited:
		return "Datasource " + quoted + " asks for fewer requests"
	case SourceWarns:
		return "Datasource " + quoted + " warns of its answers"
	default:
		return c.plainWords(rules)
	}
}

// Brief is the cause in two or three words, for lists.
func (c Code) Brief() string {
	return map[Code]string{
		InvalidDocument: "can't be read", EmptyDashboard: "no panels", PanelMissing: "panel missing",
		VariableMissing: "variable missing", VariableEmpty: "variable empty", DatasourceMissing: "datasource gone",
		UnsupportedQuery: "can't be checked",
		SyntaxError:      "syntax error", MetricMissing: "metric absent", NoQuery: "no query", NoData: "no data",
		TooManySeries: "too many series",
		QueryTimeout:  "no answer in time", QueryFailed: "query error", Slow: "slow", SourceUnreachable: "no answer",
		SourceRefused: "sign-in refused", SourceLimited: "rate limited",
		SourceWarns: "source warns",
	}[c]
}

// plainWords are the causes that have no subject.
func (c Code) plainWords(rules Rules) string {
	switch c {
	case EmptyDashboard:
		return "The dashboard shows no panels"
	case SyntaxError:
		return "Syntax error in a query"
	case NoQuery:
		return "A panel has no query that it draws"
	case NoData:
		return "No data in the default range"
	case TooManySeries:
		return fmt.Sprintf("Queries give more than %d series", rules.MostSeries)
	case QueryTimeout:
		return fmt.Sprintf("Queries run into the %s limit", Length(rules.QueryTime))
	case QueryFailed:
		return "Queries end in an error"
	case Slow:
		return "Slower than " + Length(rules.Slow)
	default:
		return ""
	}
}

// spanWords writes a length of time as people read it: '15 m', '1 h 30 m'.
func spanWords(span time.Duration) string {
	var words strings.Builder
	wasDigit := true
	for i, char := range model.Duration(span).String() {
		if isDigit := unicode.IsDigit(char); i > 0 && isDigit != wasDigit {
			words.WriteByte(' ')
		}
		wasDigit = unicode.IsDigit(char)
		words.WriteRune(char)
	}
	return words.String()
}

// foremost is the issue that stands for all: of the worst, the first one of the
// cause that most of them share; of causes shared alike, the one that comes first
// in the dashboard. There is at least one issue, and the worst come first.
func foremost(issues []Issue) Issue {
	best, shares := issues[0], map[string]int{}
	for _, issue := range issues {
		if issue.Severity == issues[0].Severity {
			shares[issue.causeKey()]++
		}
	}
	for _, issue := range issues {
		if shares[issue.causeKey()] > shares[best.causeKey()] && issue.Severity == best.Severity {
			best = issue
		}
	}
	return best
}

// mainCause is the cause of the foremost issue.
func mainCause(r Report, rules Rules) Cause {
	if r.Status == health.Pass || len(r.Issues) == 0 {
		return Cause{}
	}
	lead := foremost(r.Issues)
	return Cause{
		Key: lead.causeKey(), Code: lead.Code, Subject: lead.Subject, Sentence: lead.Code.words(lead.Subject, rules),
	}
}

func (i Issue) causeKey() string { return string(i.Code) + ":" + i.Subject }

// summary is the one sentence: the foremost issue, and how many panels more.
func summary(r Report, panels, unjudged int) string {
	if r.Status == health.Pass {
		return passWords(panels, unjudged)
	}
	lead := foremost(r.Issues)
	var others []string
	for _, issue := range r.Issues {
		key := issue.Location.PanelKey
		if key != "" && key != lead.Location.PanelKey && issue.Severity == r.Status && !slices.Contains(others, key) {
			others = append(others, key)
		}
	}
	if len(others) == 0 {
		return lead.Message
	}
	if r.Status == health.Fail {
		return lead.Message + "; " + plural(len(others), "more panel fails", "more panels fail")
	}
	return lead.Message + "; " + plural(len(others), "more panel likewise", "more panels likewise")
}

// passWords says what a green light rests on.
func passWords(panels, unjudged int) string {
	switch unjudged {
	case 0:
		return plural(panels, "panel works", "panels work")
	case panels:
		return fmt.Sprintf("Its %s can't be judged", plural(panels, "panel", "panels"))
	default:
		return fmt.Sprintf("%s, %d can't be judged", plural(panels-unjudged, "panel works", "panels work"), unjudged)
	}
}

const (
	stepReachable = "Reachable"
	stepStructure = "Structure"
	stepQueries   = "Queries"
	stepContent   = "Content"
	stepSpeed     = "Speed"
)

// step says on which rung of the ladder a code stands.
func (c Code) step() string {
	switch c {
	case SourceUnreachable, SourceRefused, SourceLimited, SourceWarns:
		return stepReachable
	case InvalidDocument, EmptyDashboard, PanelMissing, VariableMissing, VariableEmpty, DatasourceMissing, UnsupportedQuery:
		return stepStructure
	case SyntaxError, QueryTimeout, QueryFailed, TooManySeries:
		return stepQueries
	case MetricMissing, NoQuery, NoData:
		return stepContent
	default:
		return stepSpeed
	}
}

// steps climbs the ladder: Reachable, Structure, Queries, Content, Speed.
func (j *judge) steps(panels []PanelResult) []Step {
	steps := []Step{
		{Name: stepReachable, State: "pass", Text: j.reachableText()},
		{Name: stepStructure, State: "pass", Text: j.structureText(panels)},
		{Name: stepQueries, State: "pass", Text: plural(j.answered(), "query answers", "queries answer")},
		{Name: stepContent, State: "pass", Text: "every query has data"},
		{Name: stepSpeed, State: "pass", Text: j.speedText()},
	}
	for i := range steps {
		j.skip(&steps[i])
		found := slices.DeleteFunc(slices.Clone(j.issues), func(issue Issue) bool {
			return issue.Severity == Info || issue.Code.step() != steps[i].Name
		})
		if len(found) == 0 {
			continue
		}
		lead := foremost(found)
		steps[i].State = map[health.Status]string{health.Fail: "fail", health.Warn: "warn", health.Unknown: "unknown"}[lead.Severity]
		steps[i].Text = lead.Message
		if more := len(found) - 1; more > 0 {
			steps[i].Text += fmt.Sprintf("; %d more", more)
		}
	}
	return steps
}

// skip marks a step that was not tried.
func (j *judge) skip(step *Step) {
	rules, asked := j.plan.Rules, len(j.questions())
	off := step.Name == stepStructure && !rules.Structure || step.Name == stepQueries && !rules.Queries ||
		step.Name == stepContent && rules.Content == "" || step.Name == stepSpeed && !rules.Speed
	switch {
	case off:
		step.State, step.Text = "skipped", "switched off"
	case step.Name == stepStructure:
	case asked == 0:
		step.State, step.Text = "skipped", "no query was asked"
	case j.answered() == 0 && step.Name != stepReachable:
		step.State, step.Text = "skipped", "not tried: no query has an answer"
	}
}

func (j *judge) answered() int {
	answered := 0
	for i, answer := range j.findings.Answers {
		if answer.Failure == "" && i < len(j.plan.Questions) && !slices.Contains(j.down, j.plan.Questions[i].Datasource) {
			answered++
		}
	}
	return answered
}

func (j *judge) reachableText() string {
	return plural(j.plan.Datasources, "datasource answers", "datasources answer")
}

func (j *judge) structureText(panels []PanelResult) string {
	text := fmt.Sprintf("%s, %s, %s, all found", plural(len(panels), "panel", "panels"),
		plural(j.plan.Datasources, "datasource", "datasources"), plural(j.plan.Variables, "variable", "variables"))
	if unjudged := len(j.plan.Unjudged); unjudged > 0 {
		text += "; " + plural(unjudged, "panel", "panels") + " not judged"
	}
	return text
}

func (j *judge) speedText() string {
	var slowest time.Duration
	for _, answer := range j.findings.Answers {
		slowest = max(slowest, answer.Took)
	}
	return fmt.Sprintf("slowest %s, limit %s", Length(slowest), Length(j.plan.Rules.Slow))
}
