package perses

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/perses/fill"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

func (c *checker) outerVariables(around Surroundings) []fill.Variable {
	var outer []fill.Variable
	for _, raw := range around.Variables {
		variable, err := fill.ReadVariable(raw)
		if err != nil {
			c.log(run.Warning, "A variable around the dashboard can't be read: "+err.Error())
			continue
		}
		outer = append(outer, variable)
	}
	return outer
}

// values finds the value with which each variable begins, and the variables whose
// source failed.
func (c *checker) values(
	ctx context.Context, board check.Board, around check.Surroundings,
) (map[string]fill.Value, []check.Unanswered, error) {
	values, sources := map[string]fill.Value{}, check.SourcesOf(board, around)
	var failed []check.Unanswered
	for _, variable := range fill.Effective(board.Variables, around.Variables, board.Uses()) {
		var answered []string
		asked, resolved := fill.Asked{}, false
		if c.rules.Queries && variable.Ask != nil {
			asked, resolved = variable.Ask.Filled(sources, values, board.Builtins(c.moment.at))
		}
		if resolved {
			var err error
			answered, err = c.choices(ctx, board, asked)
			if ctx.Err() != nil {
				return nil, nil, ctx.Err()
			}
			if err != nil {
				c.log(run.Warning, fmt.Sprintf("Variable '%s' has no answer: %s", variable.Name, sentence(err)))
				failed = append(failed, check.Unanswered{
					Variable: variable.Name, Datasource: asked.Datasource, Failure: failureOf(err), Message: sentence(err),
				})
			}
		}
		values[variable.Name] = variable.Value(answered, sources)
	}
	return values, failed, nil
}

// choices asks for the values of a list, once more what may pass. A datasource that
// fails twice is not waited for again.
func (c *checker) choices(ctx context.Context, board check.Board, asked fill.Asked) ([]string, error) {
	answered, err := c.sharedChoices(ctx, board, asked)
	if err == nil || !failureOf(err).MayPass() || slices.Contains(c.unsteady, asked.Datasource) {
		return answered, err
	}
	if err := clock.Pause(ctx, c.cfg.RetryPause); err != nil {
		return nil, err //nolint:wrapcheck // the check itself is over
	}
	answered, err = c.choicesAlone(ctx, board, asked)
	if err != nil && failureOf(err).MayPass() {
		c.unsteady = append(c.unsteady, asked.Datasource)
	}
	return answered, err
}

// sharedChoices asks for the values of a list, or takes those that another check of the
// run has got at this moment.
func (c *checker) sharedChoices(ctx context.Context, board check.Board, asked fill.Asked) ([]string, error) {
	query := c.listQuery(board, asked, c.moment.at)
	which := query.question()
	if asked.Kind == fill.PromQLVariable {
		which.text, which.step = asked.Expression, 0
	}
	values, _, err := c.moment.lists.get(ctx, c.moment, wanted[[]string]{
		question: which, limit: c.rules.QueryTime, keepable: keepList,
		ask: func(ctx context.Context) ([]string, error) { return c.askList(ctx, query, asked) },
	})
	return values, err
}

// choicesAlone asks for them now, whoever has asked.
func (c *checker) choicesAlone(ctx context.Context, board check.Board, asked fill.Asked) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, c.rules.QueryTime)
	defer cancel()
	return c.askList(ctx, c.listQuery(board, asked, c.now()), asked)
}

func (c *checker) listQuery(board check.Board, asked fill.Asked, end time.Time) LabelQuery {
	return LabelQuery{
		Dashboard: c.home(asked.Datasource), Datasource: asked.Datasource, Label: asked.Label,
		Matchers: asked.Matchers, Start: end.Add(-board.Range), End: end,
	}
}

func (c *checker) askList(ctx context.Context, query LabelQuery, asked fill.Asked) ([]string, error) {
	if asked.Kind != fill.PromQLVariable {
		return c.querier.LabelValues(ctx, c.scope, query) //nolint:wrapcheck // already a message for people
	}
	answer, err := c.querier.Query(ctx, c.scope, Query{
		Dashboard: query.Dashboard, Datasource: query.Datasource, Expression: asked.Expression,
		Start: query.End, End: query.End,
	})
	if err != nil {
		return nil, err //nolint:wrapcheck // already a message for people
	}
	return check.LabelOf(answer.Body, asked.Label)
}

func (c *checker) labelValues(ctx context.Context, query LabelQuery) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, c.rules.QueryTime)
	defer cancel()
	return c.querier.LabelValues(ctx, c.scope, query) //nolint:wrapcheck // already a message for people
}
