package promstore

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/util/annotations"

	"github.com/dashkeep/dashkeep/internal/platform/promparam"
)

// selection is what the three endpoints about series share.
type selection struct {
	limit    int
	querier  storage.Querier
	matchers [][]*labels.Matcher
	start    int64 // milliseconds
	end      int64 // milliseconds
}

func (a *api) selection(r *http.Request) (selection, *failure) {
	limit, failed := limitOf(r)
	if failed != nil {
		return selection{}, failed
	}
	start, failed := timeOr(r, "start", promparam.Earliest())
	if failed != nil {
		return selection{}, failed
	}
	end, failed := timeOr(r, "end", promparam.Latest())
	if failed != nil {
		return selection{}, failed
	}
	matchers, err := a.matchers(r.Form["match[]"])
	if err != nil {
		return selection{}, badParameter("match[]", err)
	}
	querier, err := a.store.db.Querier(start.UnixMilli(), end.UnixMilli())
	if err != nil {
		return selection{}, executionFailure(err)
	}
	return selection{
		limit: limit, querier: querier, matchers: matchers,
		start: start.UnixMilli(), end: end.UnixMilli(),
	}, nil
}

// matchers parses selectors and refuses one that selects everything.
func (a *api) matchers(texts []string) ([][]*labels.Matcher, error) {
	sets, err := a.store.parser.ParseMetricSelectors(texts)
	if err != nil {
		return nil, fmt.Errorf("read selectors: %w", err)
	}
	for _, set := range sets {
		matchesEmpty := func(m *labels.Matcher) bool { return m.Matches("") }
		if !slices.ContainsFunc(set, func(m *labels.Matcher) bool { return !matchesEmpty(m) }) {
			return nil, errors.New("match[] must contain at least one non-empty matcher")
		}
	}
	return sets, nil
}

// hint asks for one more than the limit, to see whether the answer was cut.
func (s selection) hint() int {
	if s.limit == 0 {
		return 0
	}
	return s.limit + 1
}

func (s selection) release() { _ = s.querier.Close() }

// names gathers texts of each matcher set, sorted, each once, and cut.
func (s selection) names(ask func(...*labels.Matcher) ([]string, annotations.Annotations, error)) (reply, *failure) {
	defer s.release()
	sets := s.matchers
	if len(sets) == 0 {
		sets = [][]*labels.Matcher{nil}
	}
	var names []string
	var warnings annotations.Annotations
	for _, set := range sets {
		found, warned, err := ask(set...)
		if err != nil {
			return reply{}, executionFailure(err)
		}
		names = append(names, found...)
		warnings.Merge(warned)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	if s.limit > 0 && len(names) > s.limit {
		names, warnings = names[:s.limit], warnings.Add(errTruncated)
	}
	// The names may point into the storage's memory maps: copy before release.
	text := appendStrings(nil, names)
	return reply{write: func(b []byte) []byte { return append(b, text...) }, warnings: warnings}, nil
}

func (a *api) labelNames(r *http.Request) (reply, *failure) {
	s, failed := a.selection(r)
	if failed != nil {
		return reply{}, failed
	}
	return s.names(func(m ...*labels.Matcher) ([]string, annotations.Annotations, error) {
		return s.querier.LabelNames(r.Context(), &storage.LabelHints{Limit: s.hint()}, m...)
	})
}

func (a *api) labelValues(r *http.Request) (reply, *failure) {
	name := r.PathValue("name")
	if strings.HasPrefix(name, "U__") {
		name = model.UnescapeName(name, model.ValueEncodingEscaping)
	}
	if !model.UTF8Validation.IsValidLabelName(name) {
		return reply{}, badData(fmt.Errorf("invalid label name: %q", name))
	}
	s, failed := a.selection(r)
	if failed != nil {
		return reply{}, failed
	}
	return s.names(func(m ...*labels.Matcher) ([]string, annotations.Annotations, error) {
		return s.querier.LabelValues(r.Context(), name, &storage.LabelHints{Limit: s.hint()}, m...)
	})
}

func (a *api) series(r *http.Request) (reply, *failure) {
	if len(r.Form["match[]"]) == 0 {
		return reply{}, badData(errors.New("no match[] parameter provided"))
	}
	s, failed := a.selection(r)
	if failed != nil {
		return reply{}, failed
	}
	defer s.release()
	hints := &storage.SelectHints{Start: s.start, End: s.end, Func: "series", Limit: s.hint()}
	var sets []storage.SeriesSet
	for _, set := range s.matchers {
		sets = append(sets, s.querier.Select(r.Context(), true, hints, set...))
	}
	merged := storage.NewMergeSeriesSet(sets, 0, storage.ChainedSeriesMerge)
	text, truncated := appendSet(merged, s.limit)
	if err := merged.Err(); err != nil {
		return reply{}, executionFailure(err)
	}
	warnings := merged.Warnings()
	if truncated {
		warnings = warnings.Add(errTruncated)
	}
	return reply{write: func(b []byte) []byte { return append(b, text...) }, warnings: warnings}, nil
}

func appendSet(set storage.SeriesSet, limit int) (text []byte, truncated bool) {
	text = append(text, '[')
	for count := 0; set.Next(); count++ {
		if limit > 0 && count >= limit {
			truncated = true
			break
		}
		if count > 0 {
			text = append(text, ',')
		}
		text = appendLabels(text, set.At().Labels())
	}
	return append(text, ']'), truncated
}
