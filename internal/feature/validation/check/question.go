package check

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// Question is one query to ask.
type Question struct {
	// Panel is the index of the panel in the board; Number counts its queries from 1.
	Panel, Number int
	Datasource    string
	Expression    string
	Start, End    time.Time
	Step          time.Duration
	// Metrics are the names of the metrics that the expression selects.
	Metrics []string
	// RestsAsNaN is true when the expression gives NaN while nothing happens: a
	// quantile of no observations, a share of nothing.
	RestsAsNaN bool
}

// Surroundings are what a dashboard finds around itself.
type Surroundings struct {
	// Datasources are the project's and the global ones.
	Datasources []Datasource
	// Variables are the project's and the global ones, nearest first.
	Variables []Variable
}

// Plan is what to ask about a dashboard, and what is wrong before asking.
type Plan struct {
	Board     Board
	Rules     Rules
	Questions []Question
	// Issues are the findings without asking.
	Issues []Issue
	// Datasources and Variables count what was resolved.
	Datasources, Variables int
}

// Prepare resolves variables, datasources and syntax. Values are the variables'
// values by name; a variable without any is absent from them.
func Prepare(board Board, around Surroundings, values map[string]Value, rules Rules, now time.Time) Plan {
	p := Plan{Board: board, Rules: rules, Variables: len(board.Variables)}
	p.structure(values)
	filled := builtins(board, now)
	for name, value := range values {
		filled[name] = value
	}
	used := map[string]bool{}
	for i, panel := range board.Panels {
		for number, query := range panel.Queries {
			source, ok := p.source(panel, query, around)
			if !ok {
				continue
			}
			used[source] = true
			p.ask(question{panel: i, number: number + 1, query: query, source: source}, filled, now)
		}
	}
	p.Datasources = len(used)
	return p
}

func (p *Plan) structure(values map[string]Value) {
	if !p.Rules.Structure {
		return
	}
	for _, key := range p.Board.Dangling {
		p.add(Issue{
			Severity: Fail, Code: PanelMissing, Subject: key, Location: Location{PanelKey: key},
			Message: fmt.Sprintf("The layout shows panel `%s`, which does not exist", key),
		})
	}
	for _, variable := range p.Board.Variables {
		if _, ok := values[variable.Name]; !ok {
			p.add(Issue{
				Severity: Warn, Code: VariableEmpty, Subject: variable.Name,
				Location: Location{Variable: variable.Name},
				Message:  fmt.Sprintf("Variable `%s` has no values", variable.Name),
			})
		}
	}
}

func (p *Plan) add(issue Issue) { p.Issues = append(p.Issues, issue) }

// source finds the datasource of a query; when there is none it is an issue.
func (p *Plan) source(panel Panel, query Query, around Surroundings) (string, bool) {
	place := Location{Panel: panel.Title, PanelKey: panel.Key, Query: query.Expression, Datasource: query.Datasource}
	if query.Kind != PrometheusQuery {
		p.add(Issue{
			Severity: Warn, Code: UnsupportedQuery, Subject: query.Kind, Location: place,
			Message: fmt.Sprintf("Panel '%s' has a query of kind %s, which can't be checked", panel.Title, query.Kind),
		})
		return "", false
	}
	all := slices.Concat(p.Board.Datasources, around.Datasources)
	found := slices.IndexFunc(all, func(d Datasource) bool {
		return d.Kind == PrometheusKind && (d.Name == query.Datasource || query.Datasource == "" && d.Default)
	})
	if found >= 0 {
		return all[found].Name, true
	}
	message := fmt.Sprintf("Panel '%s' asks datasource `%s`, which does not exist", panel.Title, query.Datasource)
	if query.Datasource == "" {
		message = fmt.Sprintf("Panel '%s' names no datasource, and there is no default one", panel.Title)
	}
	p.add(Issue{Severity: Fail, Code: DatasourceMissing, Subject: query.Datasource, Location: place, Message: message})
	return "", false
}

type question struct {
	panel, number int
	query         Query
	source        string
}

func (p *Plan) ask(q question, values map[string]Value, now time.Time) {
	panel := p.Board.Panels[q.panel]
	place := Location{Panel: panel.Title, PanelKey: panel.Key, Query: q.query.Expression, Datasource: q.source}
	step := StepFor(p.Board.Range, q.query.MinStep)
	text, missing := Substitute(q.query.Expression, withStep(values, step))
	for _, name := range missing {
		if p.emptyVariable(name) {
			continue
		}
		where := place
		where.Variable = name
		p.add(Issue{
			Severity: Fail, Code: VariableMissing, Subject: name, Location: where,
			Message: fmt.Sprintf("Panel '%s' uses variable `%s`, which does not exist", panel.Title, name),
		})
	}
	if len(missing) > 0 {
		return
	}
	parsed, err := Parser().ParseExpr(text)
	if err != nil {
		p.add(Issue{
			Severity: Fail, Code: SyntaxError, Location: place,
			Message: fmt.Sprintf("Panel '%s' has a syntax error in its query at %s", panel.Title, faultOf(err)),
		})
		return
	}
	end := now.Truncate(min(step, grain))
	p.Questions = append(p.Questions, Question{
		Panel: q.panel, Number: q.number, Datasource: q.source, Expression: text,
		// A range is asked at steps from its start: whole ones end at its end.
		Start: end.Add(-p.Board.Range.Truncate(step)), End: end, Step: step, Metrics: metricsOf(parsed),
		RestsAsNaN: restsAsNaN(parsed),
	})
}

// emptyVariable reports whether the name is a list of the dashboard that has no
// values, which is an issue of its own.
func (p *Plan) emptyVariable(name string) bool {
	return slices.ContainsFunc(p.Issues, func(i Issue) bool { return i.Code == VariableEmpty && i.Subject == name })
}

// Parser is the parser by which queries are judged.
func Parser() parser.Parser { return parser.NewParser(parser.Options{}) }

// faultOf is the place and the words of a syntax error.
func faultOf(err error) string {
	faults, ok := errors.AsType[parser.ParseErrors](err)
	if !ok || len(faults) == 0 {
		return err.Error()
	}
	first := faults[0]
	return fmt.Sprintf("%s: %s", first.PositionRange.StartPosInput(first.Query, 0), first.Err)
}

// restsAsNaN looks for a quantile of a histogram or a division by a measured value.
func restsAsNaN(expression parser.Expr) bool {
	rests := false
	parser.Inspect(expression, func(node parser.Node, _ []parser.Node) error {
		switch typed := node.(type) {
		case *parser.Call:
			rests = rests || typed.Func.Name == "histogram_quantile"
		case *parser.BinaryExpr:
			_, fixed := typed.RHS.(*parser.NumberLiteral)
			rests = rests || (typed.Op == parser.DIV && !fixed)
		}
		return nil
	})
	return rests
}

func metricsOf(expression parser.Expr) []string {
	var names []string
	parser.Inspect(expression, func(node parser.Node, _ []parser.Node) error {
		selector, ok := node.(*parser.VectorSelector)
		if !ok {
			return nil
		}
		if name := selected(selector); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
		return nil
	})
	return names
}

func selected(selector *parser.VectorSelector) string {
	if selector.Name != "" {
		return selector.Name
	}
	for _, matcher := range selector.LabelMatchers {
		if matcher.Name == model.MetricNameLabel && matcher.Type == labels.MatchEqual {
			return matcher.Value
		}
	}
	return ""
}

// grain is to what the end of a range is rounded down, so that checks that ask the
// same at nearly the same time share an answer. It is not the step: a range of
// weeks is asked at steps of hours, and what began to exist since would be absent.
const grain = 15 * time.Second

// StepFor is the step at which a range is asked: fine for short ranges, coarse for
// long ones, never finer than the query's own minimum.
func StepFor(span, minimum time.Duration) time.Duration {
	step := 2 * time.Hour
	switch {
	case span <= time.Hour:
		step = 15 * time.Second
	case span <= 6*time.Hour:
		step = time.Minute
	case span <= 24*time.Hour:
		step = 5 * time.Minute
	case span <= 7*24*time.Hour:
		step = 30 * time.Minute
	}
	return max(step, minimum, (span / 10_000).Round(time.Second))
}

// scrapeInterval is what Perses takes a datasource's interval for when the
// datasource names none.
const scrapeInterval = 15 * time.Second

func builtins(board Board, now time.Time) map[string]Value {
	span := board.Range
	return map[string]Value{
		"__dashboard": {One: board.Name},
		"__project":   {One: board.Project},
		"__range":     {One: promDuration(span)},
		"__range_s":   {One: strconv.FormatInt(int64(span/time.Second), 10)},
		"__range_ms":  {One: strconv.FormatInt(span.Milliseconds(), 10)},
		"__from":      {One: strconv.FormatInt(now.Add(-span).UnixMilli(), 10)},
		"__to":        {One: strconv.FormatInt(now.UnixMilli(), 10)},
	}
}

func withStep(values map[string]Value, step time.Duration) map[string]Value {
	with := map[string]Value{
		"__interval":      {One: promDuration(step)},
		"__interval_ms":   {One: strconv.FormatInt(step.Milliseconds(), 10)},
		"__rate_interval": {One: promDuration(max(step+scrapeInterval, 4*scrapeInterval))},
	}
	for name, value := range values {
		with[name] = value
	}
	return with
}

func promDuration(span time.Duration) string { return model.Duration(span).String() }
