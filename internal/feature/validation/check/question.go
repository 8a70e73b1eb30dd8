package check

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/fill"
	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

// Question is one query to ask.
type Question struct {
	// Panel is the index of the panel in the board; Number counts its queries from 1.
	Panel, Number int
	// Copies are the copies of the panel that it is asked for: a panel of a
	// repeated group stands once for each value.
	Copies     []int
	Datasource string
	Expression string
	// Start and End are one instant, and Step is zero, for a panel that shows a moment.
	Start, End time.Time
	// Latest is the moment that a range should reach; its last whole step is a little
	// earlier. What began to exist since is there at that moment only.
	Latest time.Time
	Step   time.Duration
	// Metrics are the names of the metrics that the expression selects.
	Metrics []string
	// RestsAsNaN is true when the expression gives NaN while nothing happens: a
	// quantile of no observations, a share of nothing.
	RestsAsNaN bool
	// Quiet says what it means when the expression gives nothing while all is well:
	// 'no alert'. Empty for one that should give something.
	Quiet string
	// Uses are the variables of the query and of the groups that repeat its panel;
	// Missing are those that do not exist, Empty those that have nothing to choose from.
	Uses, Missing, Empty []string
}

// Surroundings are what a dashboard finds around itself.
type Surroundings struct {
	// Datasources are the project's and the global ones.
	Datasources []fill.Datasource
	// Variables are the project's and the global ones, nearest first.
	Variables []fill.Variable
	// Read remembers expressions; nil for nobody.
	Read *Expressions
}

// SourcesOf are all datasources that a dashboard reaches.
func SourcesOf(board Board, around Surroundings) fill.Sources {
	return slices.Concat(board.Datasources, around.Datasources)
}

// Plan is what to ask about a dashboard, and what is wrong before asking.
type Plan struct {
	Board     Board
	Rules     Rules
	Questions []Question
	// Issues are the findings without asking.
	Issues []Issue
	// Empty are the dashboard's variables that have nothing to choose from.
	Empty []string
	// unresolved are the variables whose choices can't even be asked for.
	unresolved []unresolved
	// Copies is how often each panel stands on the dashboard.
	Copies []int
	// Unjudged are the indices of panels that no rule can judge.
	Unjudged []int
	// Datasources and Variables count what was resolved.
	Datasources, Variables int
	sources                fill.Sources
	expressions            *Expressions
}

// Prepare resolves variables, datasources and syntax. Values are the variables'
// values by name.
func Prepare(board Board, around Surroundings, values map[string]fill.Value, rules Rules, now time.Time) Plan {
	p := Plan{
		Board: board, Rules: rules, Variables: len(board.Variables), sources: SourcesOf(board, around),
		expressions: around.Read, Copies: make([]int, len(board.Panels)),
	}
	p.structure()
	filled := board.Builtins(now)
	for name, value := range values {
		filled[name] = value
	}
	for _, variable := range board.Variables {
		if rules.Structure && values[variable.Name].Empty {
			p.Empty = append(p.Empty, variable.Name)
		}
	}
	p.resolve(fill.Effective(board.Variables, around.Variables, board.Uses()), filled)
	used := map[string]bool{}
	for i, panel := range board.Panels {
		if !p.judged(i) {
			continue
		}
		if p.drawsNothing(panel) {
			continue
		}
		copies := copiesOf(panel, filled)
		p.Copies[i] = len(copies)
		for number, query := range panel.Queries {
			for nth, own := range copies {
				p.ask(question{panel: i, number: number + 1, query: query, nth: nth}, own, now)
			}
		}
	}
	for _, q := range p.Questions {
		used[q.Datasource] = true
	}
	p.Datasources = len(used)
	return p
}

// mostCopies bounds how many copies of a repeated panel are looked at.
const mostCopies = 20

// copiesOf are the values with which a panel stands on the dashboard: one set for
// each value of the variable that repeats its group.
func copiesOf(panel Panel, values map[string]fill.Value) []map[string]fill.Value {
	var copies []map[string]fill.Value
	for _, repeat := range panel.Repeats {
		many := values[repeat].Many
		if len(many) == 0 {
			copies = append(copies, values)
		}
		for _, one := range many[:min(len(many), mostCopies)] {
			own := maps.Clone(values)
			own[repeat] = fill.Value{One: one, Found: values[repeat].Found}
			copies = append(copies, own)
		}
	}
	return copies
}

func (p *Plan) structure() {
	if p.Rules.Structure {
		for _, key := range p.Board.Dangling {
			p.add(Issue{
				Severity: health.Fail, Code: PanelMissing, Subject: key, Location: Location{PanelKey: key},
				Message: fmt.Sprintf("The layout shows panel `%s`, which does not exist", key),
			})
		}
	}
	if len(p.Board.Panels) > 0 || len(p.Issues) > 0 {
		return
	}
	message := "The dashboard has no panels"
	if p.Board.Unplaced > 0 {
		message = fmt.Sprintf("The layout shows none of the dashboard's %s", plural(p.Board.Unplaced, "panel", "panels"))
	}
	p.add(Issue{Severity: health.Warn, Code: EmptyDashboard, Message: message})
}

func (p *Plan) add(issue Issue) {
	same := func(other Issue) bool { return other == issue } // a repeated panel finds the same in each copy
	if !slices.ContainsFunc(p.Issues, same) {
		p.Issues = append(p.Issues, issue)
	}
}

// judged reports whether a panel can be judged. One that the charts can't draw, or
// whose queries are all of kinds that only others can ask, can't.
func (p *Plan) judged(index int) bool {
	panel := p.Board.Panels[index]
	unknown := func(query perses.Query) bool { return query.Kind != perses.PrometheusQuery }
	message := fmt.Sprintf("Panel '%s' is of kind %s, which can't be checked", panel.Title, panel.Kind)
	subject := panel.Kind
	if at := slices.IndexFunc(panel.Queries, unknown); at >= 0 {
		subject = panel.Queries[at].Kind
		message = fmt.Sprintf("Panel '%s' has a query of kind %s, which can't be checked", panel.Title, subject)
	} else if Drawn(panel.Kind) {
		return true
	}
	p.add(Issue{
		Severity: Info, Code: UnsupportedQuery, Subject: subject, Message: message,
		Location: Location{Panel: panel.Title, PanelKey: panel.Key},
	})
	p.Unjudged = append(p.Unjudged, index)
	return false
}

// drawsNothing reports whether a panel has no query that it draws, and adds the issue.
func (p *Plan) drawsNothing(panel Panel) bool {
	text := func(query perses.Query) bool { return query.Text != "" }
	var why string
	switch {
	case len(panel.Queries) == 0 && panel.Kind != wordsKind:
		why = "has no query"
	case len(panel.Queries) == 0:
		return false
	case !slices.ContainsFunc(panel.Queries, text):
		why = "has no data: its query is empty"
	case panel.Kind == tracesKind:
		why = "draws traces only, and its query gives none"
	default:
		return false
	}
	if p.Rules.Content != "" {
		p.add(Issue{
			Severity: p.Rules.Content, Code: NoQuery, Location: Location{Panel: panel.Title, PanelKey: panel.Key},
			Message: fmt.Sprintf("Panel '%s' %s", panel.Title, why),
		})
	}
	return true
}

type question struct {
	panel, number, nth int
	query              perses.Query
}

// ask adds the question of one query in one copy of its panel.
func (p *Plan) ask(q question, values map[string]fill.Value, now time.Time) {
	if q.query.Text == "" {
		return // the charts ask nothing and draw nothing
	}
	panel := p.Board.Panels[q.panel]
	place := Location{Panel: panel.Title, PanelKey: panel.Key, Query: q.query.Text, Datasource: q.query.Datasource.Words()}
	source, found := p.sources.Find(q.query.Datasource, values)
	if !found {
		p.sourceless(panel, q.query, place)
		return
	}
	place.Datasource = source.Name
	times := fill.TimesOf(fill.Drawing{
		Range: p.Board.Range, Instant: panel.Instant, Columns: panel.Columns, MinStep: q.query.MinStep,
	}, source, values)
	text, missing := fill.Substitute(times.Fill(q.query.Text), values)
	said, err := p.expressions.read(text, panel.Instant)
	if err != nil {
		p.unreadable(panel, place, missing, err)
		return
	}
	asked := Question{
		Panel: q.panel, Number: q.number, Copies: []int{q.nth}, Datasource: source.Name,
		Expression: text, Metrics: said.metrics, RestsAsNaN: said.restsAsNaN,
		Quiet: said.quiet, Missing: missing,
	}
	written := fill.NamesIn(q.query.Text)
	asked.Uses = slices.Concat(written, panel.Repeats)
	for _, name := range written {
		if values[name].Empty {
			asked.Empty = append(asked.Empty, name)
		}
	}
	asked.Start, asked.End, asked.Latest, asked.Step = times.Window(now)
	p.question(asked)
}

// question adds a question, or only a copy to one that asks the same.
func (p *Plan) question(asked Question) {
	for i, q := range p.Questions {
		same := q.Panel == asked.Panel && q.Number == asked.Number && q.Datasource == asked.Datasource
		if same && q.Expression == asked.Expression {
			p.Questions[i].Copies = append(q.Copies, asked.Copies...)
			return
		}
	}
	p.Questions = append(p.Questions, asked)
}

// sourceless adds the issue of a query whose datasource does not exist.
func (p *Plan) sourceless(panel Panel, query perses.Query, place Location) {
	p.add(sourceMissing(fmt.Sprintf("Panel '%s'", panel.Title), query.Datasource, place))
}

// sourceMissing is the issue of who asks a datasource that does not exist.
func sourceMissing(who string, ref perses.DatasourceRef, place Location) Issue {
	issue := Issue{Severity: health.Fail, Code: DatasourceMissing, Subject: ref.Name, Location: place}
	switch {
	case strings.HasPrefix(ref.Name, "$"):
		issue.Message = fmt.Sprintf("%s asks datasource `%s`, which does not exist; a variable stands as the "+
			"text \"%s\" in place of the whole reference", who, ref.Name, ref.Name)
	case ref.Name != "":
		issue.Message = fmt.Sprintf("%s asks datasource `%s`, which does not exist", who, ref.Name)
	case ref.Variable != "":
		issue.Message = fmt.Sprintf("%s asks datasource `%s`, which chooses none, and there is no default one",
			who, ref.Variable)
	default:
		issue.Message = who + " names no datasource, and there is no default one"
	}
	return issue
}

// unreadable adds the issue of a query that is not PromQL, or not without its
// variables, or of a type that nothing draws.
func (p *Plan) unreadable(panel Panel, place Location, missing []string, err error) {
	if len(missing) > 0 {
		p.add(missingVariable(panel, place, missing[0]))
		return
	}
	message := fmt.Sprintf("Panel '%s' has a syntax error in its query at %s", panel.Title, faultOf(err))
	if _, isTooComplex := errors.AsType[*promexpr.TooComplex](err); isTooComplex {
		message = fmt.Sprintf("Panel '%s' has a query that can't be asked: %s", panel.Title, err)
	}
	p.add(Issue{Severity: health.Fail, Code: SyntaxError, Location: place, Message: message})
}

func missingVariable(panel Panel, place Location, name string) Issue {
	place.Variable = name
	return Issue{
		Severity: health.Fail, Code: VariableMissing, Subject: name, Location: place,
		Message: fmt.Sprintf("Panel '%s' uses variable `%s`, which does not exist", panel.Title, name),
	}
}

// faultOf is the place and the words of a syntax error.
func faultOf(err error) string {
	faults, ok := errors.AsType[parser.ParseErrors](err)
	if !ok || len(faults) == 0 {
		return err.Error()
	}
	first := faults[0]
	return fmt.Sprintf("%s: %s", first.PositionRange.StartPosInput(first.Query, 0), first.Err)
}
