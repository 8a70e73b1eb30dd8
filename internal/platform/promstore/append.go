package promstore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
)

// Sample is one value of one series.
type Sample struct {
	// Labels name the series; __name__ is the metric.
	Labels map[string]string
	At     time.Time
	Value  float64
}

// Append writes samples that no target gave: example data and tests. Samples of
// one series must come in the order of time, and none may be older than an hour
// or so before the newest sample of the store. All are written or none.
func (s *Store) Append(ctx context.Context, samples []Sample) error {
	appender := s.db.AppenderV2(ctx)
	for _, sample := range samples {
		set := labels.FromMap(sample.Labels)
		_, err := appender.Append(0, set, 0, sample.At.UnixMilli(), sample.Value, nil, nil, storage.AOptions{})
		if err != nil {
			return errors.Join(fmt.Errorf("append sample of %s: %w", set, err), appender.Rollback())
		}
	}
	if err := appender.Commit(); err != nil {
		return fmt.Errorf("commit samples: %w", err)
	}
	return nil
}
