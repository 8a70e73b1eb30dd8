package samples

import (
	"fmt"
	"maps"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"
)

// Samples are the metrics of the documents that were added. It answers a scrape.
type Samples struct {
	metrics map[string]*metric
	joined  [][]string
	began   time.Time
	now     func() time.Time
}

// Absent begins the names of metrics that are never there: with them documents of
// our own show what a panel without data looks like.
const Absent = "absent_"

// New makes samples of nothing yet.
func New() *Samples {
	return &Samples{metrics: map[string]*metric{}, began: time.Now(), now: time.Now}
}

// Add reads a document. The problems are queries that can't be read.
func (s *Samples) Add(document []byte) (problems []error) {
	d, err := read(document)
	if err != nil {
		return []error{err}
	}
	for _, list := range d.lists {
		if err := s.query(d, list.query, list.label); err != nil {
			problems = append(problems, err)
		}
	}
	for _, query := range d.queries {
		if strings.TrimSpace(query) == "" {
			continue
		}
		if err := s.query(d, query, ""); err != nil {
			problems = append(problems, err)
		}
	}
	return problems
}

func (s *Samples) query(d dashboard, query, label string) error {
	parsed, err := d.parse(query)
	if err != nil {
		return err
	}
	found := factsOf(parsed)
	for _, selector := range found.selectors {
		name := nameOf(selector)
		if name == "" || strings.HasPrefix(name, Absent) || !model.LegacyValidation.IsValidMetricName(name) {
			continue
		}
		known := s.metric(name)
		known.add(selector, d)
		for _, each := range append(found.labels, label) {
			if each != "" && each != model.BucketLabel {
				known.labels[each] = true
			}
		}
		known.counter = known.counter || slices.Contains(found.counters, name)
		if wanted, compared := found.wanted[name]; compared {
			known.wanted = &wanted
		}
	}
	s.joined = append(s.joined, found.joined...)
	return nil
}

func (s *Samples) metric(name string) *metric {
	known := s.metrics[name]
	if known == nil {
		known = &metric{name: name, labels: map[string]bool{"job": true, "instance": true}}
		for _, end := range []string{"_total", "_count", "_sum", "_bucket"} {
			known.counter = known.counter || strings.HasSuffix(name, end)
		}
		s.metrics[name] = known
	}
	return known
}

// join gives metrics that are matched with each other the same labels.
func (s *Samples) join() {
	for changed := true; changed; {
		changed = false
		for _, names := range s.joined {
			all := map[string]bool{}
			for _, name := range names {
				if known := s.metrics[name]; known != nil {
					maps.Copy(all, known.labels)
				}
			}
			for _, name := range names {
				if known := s.metrics[name]; known != nil && len(known.labels) < len(all) {
					known.labels, changed = maps.Clone(all), true
				}
			}
		}
	}
	s.joined = nil
}

// Names lists the metrics.
func (s *Samples) Names() []string { return slices.Sorted(maps.Keys(s.metrics)) }

// ServeHTTP answers a scrape with the values of this moment.
func (s *Samples) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4")
	_, _ = w.Write([]byte(s.text())) // a scrape that went away has no reader
}

func (s *Samples) text() string {
	s.join()
	var out strings.Builder
	for _, name := range s.Names() {
		known := s.metrics[name]
		for nth, set := range known.sets() {
			s.write(&out, known, set, nth)
		}
	}
	return out.String()
}

func (s *Samples) write(out *strings.Builder, m *metric, set map[string]string, nth int) {
	value := m.value(s.now().Sub(s.began).Seconds(), nth)
	if !strings.HasSuffix(m.name, "_bucket") {
		line(out, m.name, set, value)
		return
	}
	limits := append(slices.Clone(m.buckets), "0.1", "1", "10", "+Inf")
	slices.SortFunc(limits, func(a, b string) int { return int(math.Copysign(1, bound(a)-bound(b))) })
	limits = slices.Compact(limits)
	for i, limit := range limits {
		own := maps.Clone(set)
		own[model.BucketLabel] = limit
		line(out, m.name, own, value*float64(i+1)/float64(len(limits)))
	}
}

func bound(text string) float64 {
	number, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0
	}
	return number
}

func line(out *strings.Builder, name string, set map[string]string, value float64) {
	out.WriteString(name)
	out.WriteByte('{')
	for _, label := range slices.Sorted(maps.Keys(set)) {
		fmt.Fprintf(out, "%s=%q,", label, set[label])
	}
	fmt.Fprintf(out, "} %g\n", value)
}

// value moves with time: a counter grows, anything else swings around one, or
// around what a comparison lets through.
func (m *metric) value(seconds float64, nth int) float64 {
	swing := 0.4 * math.Sin(seconds/20+float64(nth))
	if m.counter {
		return 1000 + seconds*(2+float64(nth)) + 5*swing
	}
	if m.wanted == nil {
		return 1 + swing + float64(nth)/2
	}
	switch number := m.wanted.number; m.wanted.op {
	case parser.EQLC:
		return number
	case parser.GTR, parser.GTE:
		return number + 1 + swing
	case parser.LSS, parser.LTE:
		return number - 1 + swing
	default:
		return number + 2 + swing
	}
}
