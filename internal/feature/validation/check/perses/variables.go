package perses

import (
	"context"
	"fmt"
	"slices"

	"github.com/dashkeep/dashkeep/internal/core/perses/fill"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

func (c *checker) outerVariables(d Document) []fill.Variable {
	var outer []fill.Variable
	for _, raw := range d.Variables {
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
			asked, resolved = variable.Ask.Filled(sources, values, board.Builtins(c.now()))
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
	answered, err := c.choicesOnce(ctx, board, asked)
	if err == nil || !failureOf(err).MayPass() || slices.Contains(c.unsteady, asked.Datasource) {
		return answered, err
	}
	if err := clock.Pause(ctx, c.cfg.RetryPause); err != nil {
		return nil, err //nolint:wrapcheck // the check itself is over
	}
	answered, err = c.choicesOnce(ctx, board, asked)
	if err != nil && failureOf(err).MayPass() {
		c.unsteady = append(c.unsteady, asked.Datasource)
	}
	return answered, err
}

func (c *checker) choicesOnce(ctx context.Context, board check.Board, asked fill.Asked) ([]string, error) {
	end := c.now()
	if asked.Kind != fill.PromQLVariable {
		return c.labelValues(ctx, LabelQuery{
			Dashboard: c.home(asked.Datasource), Datasource: asked.Datasource, Label: asked.Label,
			Matchers: asked.Matchers, Start: end.Add(-board.Range), End: end,
		})
	}
	ctx, cancel := context.WithTimeout(ctx, c.rules.QueryTime)
	defer cancel()
	answer, err := c.querier.Query(ctx, c.scope, Query{
		Dashboard: c.home(asked.Datasource), Datasource: asked.Datasource, Expression: asked.Expression,
		Start: end, End: end,
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
