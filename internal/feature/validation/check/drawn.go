package check

import (
	"fmt"
	"slices"

	"github.com/dashkeep/dashkeep/internal/core/health"
)

// draws reports whether copies of a panel all draw something: at least one query
// of each has series, whatever the others gave. What draws is not accused.
func (j *judge) draws(panel int, copies []int) bool {
	for _, one := range copies {
		answered := func(i int) bool {
			q := j.plan.Questions[i]
			return q.Panel == panel && slices.Contains(q.Copies, one) && j.answers(i)
		}
		if !slices.ContainsFunc(j.indices(), answered) {
			return false
		}
	}
	return len(copies) > 0
}

// wrongKind adds the issue of a query whose answer its chart does not draw.
func (j *judge) wrongKind(issue Issue, q Question, why string) {
	if j.plan.Rules.Content == "" {
		return
	}
	issue.Severity, issue.Code = j.plan.Rules.Content, NoData
	if j.draws(q.Panel, q.Copies) {
		issue.Severity = Info
	}
	issue.Message = fmt.Sprintf("Panel '%s' %s", issue.Location.Panel, why)
	j.issues = append(j.issues, issue)
}

// indices are those of the questions that were asked.
func (j *judge) indices() []int {
	all := make([]int, len(j.questions()))
	for i := range all {
		all[i] = i
	}
	return all
}

// answers reports whether a question has series for an answer.
func (j *judge) answers(i int) bool {
	answer := j.findings.Answers[i]
	return answer.Failure == "" && answer.Series > 0 && !slices.Contains(j.down, j.plan.Questions[i].Datasource) &&
		j.unfit(i) == ""
}

// unfit says why a chart draws nothing of an answer that has series: two kinds of
// charts draw native histograms only, a heat map those of one series, and what is
// negative has no share of a pie. Empty when it does. A pie of zeros is at rest.
func (j *judge) unfit(i int) string {
	panel, answer := j.plan.Board.Panels[j.plan.Questions[i].Panel], j.findings.Answers[i]
	if panel.Kind == "PieChart" && answer.Positive == 0 && answer.Negative > 0 {
		return "draws shares of what is above zero, and its query gives nothing above zero"
	}
	switch {
	case answer.Series == 0 || panel.Kind != "HeatMapChart" && panel.Kind != "HistogramChart":
		return ""
	case answer.Histograms == 0:
		return "draws native histograms only, and its query gives none"
	case panel.Kind == "HeatMapChart" && (answer.Series > 1 || len(panel.Queries) > 1):
		return "draws the histograms of one series only, and its queries give more"
	default:
		return ""
	}
}

// drawnNumbers counts the points that a panel draws: what has no end has no place on
// an axis and no share of a whole.
func drawnNumbers(panel Panel, answer Answer) int {
	if slices.Contains([]string{"TimeSeriesChart", "BarChart", "PieChart"}, panel.Kind) {
		return answer.Numbers - answer.Infinite
	}
	return answer.Numbers
}

// insteadOfNumbers says what an answer consists of that has points and no numbers.
func (a Answer) insteadOfNumbers() string {
	switch a.Infinite {
	case 0:
		return "NaN"
	case a.Points:
		return "infinity"
	default:
		return "NaN and infinity"
	}
}

// soften makes warnings of what is wrong with one query of a panel that draws by
// another one: the panel shows a mark, not an error.
func (j *judge) soften() {
	for i, issue := range j.issues {
		at := slices.IndexFunc(j.plan.Board.Panels, func(p Panel) bool { return p.Key == issue.Location.PanelKey })
		if at < 0 || issue.Severity != health.Fail || !j.draws(at, upTo(j.plan.Copies[at])) {
			continue
		}
		j.issues[i].Severity = health.Warn
	}
}

func upTo(count int) []int {
	all := make([]int, count)
	for i := range all {
		all[i] = i
	}
	return all
}

// unknownVariable adds the issue of a query with a variable that does not exist:
// its name stands in the query as it is written. It is at fault when nothing is drawn.
func (j *judge) unknownVariable(panel Panel, issue Issue, q Question, answer Answer) {
	found := missingVariable(panel, issue.Location, q.Missing[0])
	if answer.Series > 0 || j.draws(q.Panel, q.Copies) {
		found.Severity = Info
	}
	j.issues = append(j.issues, found)
}

// emptyVariables adds the issues of variables that have nothing to choose from. Such
// a variable is at fault when a panel that uses it draws nothing.
func (j *judge) emptyVariables() {
	for _, name := range j.plan.Empty {
		if slices.Contains(j.told, name) {
			continue // why it has none is said
		}
		issue := Issue{
			Severity: Info, Code: VariableEmpty, Subject: name, Location: Location{Variable: name},
			Message: fmt.Sprintf("Variable `%s` has no values", name),
		}
		for _, q := range j.questions() {
			if slices.Contains(q.Empty, name) && !j.draws(q.Panel, q.Copies) {
				issue.Severity = health.Warn
			}
		}
		j.issues = append(j.issues, issue)
	}
}

// unasked adds the variables that do not exist where no query is asked: whether
// the panels draw all the same is not known.
func (j *judge) unasked() {
	if j.plan.Rules.Queries {
		return
	}
	for _, q := range j.plan.Questions {
		if len(q.Missing) == 0 {
			continue
		}
		panel := j.plan.Board.Panels[q.Panel]
		found := missingVariable(panel, Location{
			Panel: panel.Title, PanelKey: panel.Key, Query: q.Expression, Datasource: q.Datasource,
		}, q.Missing[0])
		found.Severity = health.Warn
		j.issues = append(j.issues, found)
	}
}
