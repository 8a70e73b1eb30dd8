package schema

import (
	"time"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/promql"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// duration checks a duration; the empty text means the default.
func duration() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if !expect(f, path, value, jsonstrict.String) || value.Text() == "" {
			return
		}
		if _, ok := perses.ParseDuration(value.Text()); !ok {
			f.Fault(path, "must be a duration such as 30s, 1h or 7d, at most 10 years")
		}
	}
}

// span checks a positive duration, which may be a variable.
func span() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if value.Is(jsonstrict.String) && promql.HasVariable(value.Text()) {
			return
		}
		duration()(f, path, value)
	}
}

// refreshInterval checks how often a dashboard asks again: nothing and 0s mean the default.
func refreshInterval() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if !expect(f, path, value, jsonstrict.String) || value.Text() == "" {
			return
		}
		interval, ok := perses.ParseDuration(value.Text())
		if !ok || interval != 0 && (interval < 5*time.Second || interval > 300*time.Second) {
			f.Fault(path, "must be a duration between 5s and 300s, such as 15s, or 0s for the default")
		}
	}
}
