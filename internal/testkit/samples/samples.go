package samples

import (
	"fmt"
	"maps"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"
)

// Samples are the metrics of the documents that were added. It answers a scrape.
type Samples struct {
	dashboards []dashboard
	metrics    map[string]*metric
	joined     map[string][]string
	// known are the series of the round before.
	known map[string][]map[string]string
	once  *sync.Once
	began time.Time
	now   func() time.Time
}

// Absent begins the names of metrics that are never there: with them documents of
// our own show what a panel without data looks like.
const Absent = "absent_"

// New makes samples of nothing yet.
func New() *Samples {
	return &Samples{
		metrics: map[string]*metric{}, joined: map[string][]string{}, once: new(sync.Once), began: time.Now(), now: time.Now,
	}
}

// Add reads a document. The problems are queries that can't be read.
func (s *Samples) Add(document []byte) (problems []error) {
	d, err := read(document)
	if err != nil {
		return []error{err}
	}
	s.dashboards = append(s.dashboards, d)
	s.once = new(sync.Once)
	values := s.holds(d)
	for _, query := range d.queries {
		if strings.TrimSpace(query) == "" {
			continue
		}
		if _, err := parse(query, values, 0); err != nil {
			problems = append(problems, err)
		}
	}
	return problems
}

// rounds bounds how often the values of variables and the series that they choose
// from are found from each other.
const rounds = 6

// solve finds the series. What a variable holds depends on the series that there
// are, and they on what the queries ask with it: it goes round until nothing is new.
func (s *Samples) solve() {
	before := 0
	for range rounds {
		for _, d := range s.dashboards {
			s.dashboard(d)
		}
		s.join()
		s.known = map[string][]map[string]string{}
		count := 0
		for name, each := range s.metrics {
			for _, one := range each.series() {
				s.known[name] = append(s.known[name], one.labels)
				count++
			}
		}
		if count == before {
			return
		}
		before = count
	}
}

func (s *Samples) dashboard(d dashboard) {
	values := s.holds(d)
	for _, v := range d.variables {
		for _, from := range v.from {
			s.query(from, values, v)
		}
	}
	for _, query := range d.queries {
		for _, own := range d.copies(query, values) {
			s.query(query, own, variable{})
		}
	}
}

// mostCopies bounds for how many values a repeated panel has series.
const mostCopies = 20

// copies are the values of the variables for each time that a query stands on the
// dashboard: as it is, and once for each value by which its panel may repeat.
func (d dashboard) copies(query string, values map[string]held) []map[string]held {
	all := []map[string]held{values}
	for name := range d.repeats {
		value := values[name]
		if len(value.many) == 0 || !strings.Contains(query, name) {
			continue
		}
		for i := 0; i < min(len(value.many), mostCopies); i += perMetric {
			own := maps.Clone(values)
			own[name] = held{choices: value.choices, one: pair{value.many[i], value.many[min(i+1, len(value.many)-1)]}}
			all = append(all, own)
		}
	}
	return all
}

// query adds the series that a query asks for, with the label that a variable lists.
func (s *Samples) query(query string, values map[string]held, lists variable) {
	asked, err := ask(query, values)
	if err != nil {
		return // Add has told of it
	}
	for at, selector := range asked.selectors {
		name := nameOf(selector)
		if name == "" || strings.HasPrefix(name, Absent) || !model.LegacyValidation.IsValidMetricName(name) {
			continue
		}
		profile, possible := asked.profile(at)
		if !possible {
			continue
		}
		if wanted, compared := asked.wanted[at]; compared {
			profile.wanted = []wish{wanted}
		}
		if value := lists.captured(); value != "" {
			profile.values[lists.label] = pair{value, value}
		}
		known := s.metric(name)
		known.add(selector, profile)
		for _, each := range append(slices.Clone(asked.labels), lists.label) {
			if each != "" && each != model.BucketLabel && each != metricName && !slices.Contains(asked.bare[at], each) {
				known.labels[each] = true
			}
		}
		known.counter = known.counter || asked.counts[at]
		known.ranked = known.ranked || asked.ranks[at]
	}
	for _, group := range asked.matched {
		var names []string
		for _, at := range group {
			names = append(names, nameOf(asked.selectors[at]))
		}
		slices.Sort(names)
		s.joined[strings.Join(names, " ")] = slices.Compact(names)
	}
}

func (s *Samples) metric(name string) *metric {
	known := s.metrics[name]
	if known == nil {
		known = &metric{name: name, labels: map[string]bool{"job": true, "instance": true}}
		for _, end := range []string{"_total", "_count", "_sum", "_bucket"} {
			known.counter = known.counter || strings.HasSuffix(name, end)
		}
		known.ranked = strings.HasSuffix(name, "_bucket")
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
}

// Names lists the metrics.
func (s *Samples) Names() []string {
	s.once.Do(s.solve)
	return slices.Sorted(maps.Keys(s.metrics))
}

// ServeHTTP answers a scrape with the values of this moment.
func (s *Samples) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4")
	_, _ = w.Write([]byte(s.text())) // a scrape that went away has no reader
}

func (s *Samples) text() string {
	var out strings.Builder
	for _, name := range s.Names() {
		known := s.metrics[name]
		for nth, one := range known.series() {
			s.write(&out, known, one, nth)
		}
	}
	return out.String()
}

func (s *Samples) write(out *strings.Builder, m *metric, one series, nth int) {
	value := m.value(s.now().Sub(s.began).Seconds(), nth, one.wanted)
	if !m.ranked {
		line(out, m.name, one.labels, value)
		return
	}
	limits := append(slices.Clone(m.buckets), "0.1", "1", "10", "+Inf")
	slices.SortFunc(limits, func(a, b string) int { return int(math.Copysign(1, bound(a)-bound(b))) })
	limits = slices.Compact(limits)
	for i, limit := range limits {
		own := maps.Clone(one.labels)
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
func (m *metric) value(seconds float64, nth int, wanted *wish) float64 {
	swing := 0.4 * math.Sin(seconds/20+float64(nth))
	if m.counter || m.ranked {
		return 1000 + seconds*(2+float64(nth)) + 5*swing
	}
	if wanted == nil {
		return 1 + swing + float64(nth)/2
	}
	switch number := wanted.number; wanted.op {
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
