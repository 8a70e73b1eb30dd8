package runtest

import (
	"context"

	"github.com/dashkeep/dashkeep/internal/core/run"
)

// Producer is a producer whose behaviour a test gives. It has one item, which succeeds,
// where the test says nothing.
type Producer struct {
	For  run.Kind
	List func(ctx context.Context, r run.Run) ([]run.NewItem, error)
	Each func(ctx context.Context, w *run.Work) run.Outcome
}

// Kind is the one kind that it produces.
func (p *Producer) Kind() run.Kind { return p.For }

// Plan lists what the test lists.
func (p *Producer) Plan(ctx context.Context, r run.Run) ([]run.NewItem, error) {
	if p.List == nil {
		return []run.NewItem{{Key: "asset", Title: "Asset"}}, nil
	}
	return p.List(ctx, r)
}

// Do does what the test does.
func (p *Producer) Do(ctx context.Context, w *run.Work) run.Outcome {
	if p.Each == nil {
		return run.Outcome{Status: run.ItemSucceeded}
	}
	return p.Each(ctx, w)
}
