package check

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Failure says why a query has no answer. The list is closed.
type Failure string

// The failures. The empty one means that there is an answer.
const (
	// TimedOut: no answer within the rules' QueryTime. May pass.
	TimedOut Failure = "timed_out"
	// Unreachable: the datasource can't be reached, or only an old answer is
	// kept. May pass.
	Unreachable Failure = "unreachable"
	// Broken: the datasource answers with an error of its own (5xx). May pass.
	Broken Failure = "broken"
	// Limited: the datasource asks for fewer requests. May pass.
	Limited Failure = "limited"
	// Refused: the datasource refuses the sign-in.
	Refused Failure = "refused"
	// Rejected: the datasource can't execute the query.
	Rejected Failure = "rejected"
	// Gone: the datasource does not exist.
	Gone Failure = "gone"
	// TooMany: the answer has more series than are allowed.
	TooMany Failure = "too_many"
)

// MayPass reports whether another try after a pause may go better.
func (f Failure) MayPass() bool {
	return f == TimedOut || f == Unreachable || f == Broken || f == Limited
}

// doubtful reports whether a failure may be the source's or the query's: only
// another query tells.
func (f Failure) doubtful() bool { return f.MayPass() || f == Refused }

// Answer is what came back for one question.
type Answer struct {
	Failure Failure
	// Message is a sanitized sentence about the failure; it may be empty.
	Message string
	// Series and Points count the answer; Numbers are the points that are numbers,
	// Infinite those of them without an end, Positive and Negative those above and
	// below zero, Histograms those that are native histograms.
	Series, Points, Numbers, Infinite, Positive, Negative, Histograms int
	// Longest are the points of the series with most of them; LastAt is the newest
	// point of all, zero when there is none.
	Longest int
	LastAt  time.Time
	// Warning is the first of the source's own about the answer; empty without one.
	Warning string
	// Took is how long the source took; Shared says that another dashboard had asked it.
	Took   time.Duration
	Shared bool
	// Attempts is how often it was asked, at least 1.
	Attempts int
}

// Count reads a Prometheus answer's data ({"resultType", "result"}) or a whole
// answer ({"status", "data"}) and counts it.
func Count(body []byte) (Answer, error) {
	data, err := readResult(body)
	if err != nil {
		return Answer{}, err
	}
	answer, err := data.count()
	answer.Warning = data.warning
	return answer, err
}

// LabelOf gives a label's distinct values in an answer, in its order, at most 1 000.
func LabelOf(body []byte, label string) ([]string, error) {
	data, err := readResult(body)
	if err != nil {
		return nil, err
	}
	all, err := data.series()
	if err != nil {
		return nil, err
	}
	var values []string
	seen := map[string]bool{}
	for _, one := range all {
		if value, ok := one.Metric[label]; ok && !seen[value] && len(values) < mostValues {
			seen[value] = true
			values = append(values, value)
		}
	}
	return values, nil
}

func readResult(body []byte) (result, error) {
	var outer struct {
		Data       json.RawMessage `json:"data"`
		ResultType string          `json:"resultType"`
		Warnings   json.RawMessage `json:"warnings"`
	}
	if err := json.Unmarshal(body, &outer); err != nil {
		return result{}, fmt.Errorf("decode answer: %w", err)
	}
	if outer.ResultType == "" && len(outer.Data) > 0 {
		body = outer.Data
	}
	var data result
	if err := json.Unmarshal(body, &data); err != nil {
		return result{}, fmt.Errorf("decode answer: %w", err)
	}
	data.warning = firstWarning(outer.Warnings)
	return data, nil
}

// firstWarning is in one line, and bounded. Warnings of another form are none.
func firstWarning(raw json.RawMessage) string {
	var warnings []string
	if json.Unmarshal(raw, &warnings) != nil || len(warnings) == 0 {
		return ""
	}
	return cut(strings.Join(strings.Fields(warnings[0]), " "), longestFailure)
}

type result struct {
	Type    string          `json:"resultType"`
	Result  json.RawMessage `json:"result"`
	warning string
}

type seriesOf struct {
	Metric     map[string]string `json:"metric"`
	Value      *sample           `json:"value"`
	Values     []sample          `json:"values"`
	Histogram  *histogram        `json:"histogram"`
	Histograms []histogram       `json:"histograms"`
}

// sample is [seconds, "number"]; of the number only whether it is one matters, and
// whether it has an end.
type sample struct {
	at               time.Time
	number, infinite bool
	// sign is -1, 0 or 1.
	sign int
}

// UnmarshalJSON reads a pair.
func (s *sample) UnmarshalJSON(raw []byte) error {
	var seconds json.Number
	var text string
	if err := json.Unmarshal(raw, &[2]any{&seconds, &text}); err != nil {
		return err
	}
	value, err := strconv.ParseFloat(text, 64)
	s.number = err == nil && !math.IsNaN(value)
	s.infinite = s.number && math.IsInf(value, 0)
	s.sign = cmp.Compare(value, 0)
	s.at = momentOf(seconds)
	return nil
}

// histogram is [seconds, a native histogram]; only when it was matters.
type histogram struct{ at time.Time }

// UnmarshalJSON reads a pair.
func (h *histogram) UnmarshalJSON(raw []byte) error {
	var seconds json.Number
	if err := json.Unmarshal(raw, &[2]any{&seconds, new(json.RawMessage)}); err != nil {
		return err
	}
	h.at = momentOf(seconds)
	return nil
}

// momentOf is the zero time for what is no time.
func momentOf(seconds json.Number) time.Time {
	at, err := seconds.Float64()
	if err != nil || at <= 0 || at >= latestSecond {
		return time.Time{}
	}
	return time.UnixMilli(int64(at * 1000)).UTC()
}

// latestSecond is the end of the year 9999: what lies behind it is no time.
const latestSecond = 253_402_300_800

func (r result) series() ([]seriesOf, error) {
	var all []seriesOf
	if r.Type == "scalar" || r.Type == "string" || len(r.Result) == 0 {
		return nil, nil
	}
	if err := json.Unmarshal(r.Result, &all); err != nil {
		return nil, fmt.Errorf("decode series: %w", err)
	}
	return all, nil
}

func (r result) count() (Answer, error) {
	switch r.Type {
	case "string":
		return Answer{}, nil // nothing draws it
	case "scalar":
		return Answer{Series: 1, Points: 1, Numbers: 1, Longest: 1}, nil
	}
	all, err := r.series()
	if err != nil {
		return Answer{}, err
	}
	answer := Answer{Series: len(all)}
	for _, one := range all {
		one.addTo(&answer)
	}
	return answer, nil
}

// mostValues is how many values of a variable are looked at.
const mostValues = 1000

func (s seriesOf) addTo(a *Answer) {
	points := s.Values
	if s.Value != nil {
		points = append(points, *s.Value)
	}
	for _, point := range points {
		if point.number {
			a.Numbers++
		}
		if point.infinite {
			a.Infinite++
		}
		a.signed(point)
		a.reaches(point.at)
	}
	histograms := s.Histograms
	if s.Histogram != nil {
		histograms = append(histograms, *s.Histogram)
	}
	for _, one := range histograms {
		a.reaches(one.at)
	}
	a.Points += len(points) + len(histograms)
	a.Longest = max(a.Longest, len(points)+len(histograms))
	a.Numbers += len(histograms)
	a.Histograms += len(histograms)
}

func (a *Answer) signed(point sample) {
	switch {
	case !point.number:
	case point.sign > 0:
		a.Positive++
	case point.sign < 0:
		a.Negative++
	}
}

func (a *Answer) reaches(at time.Time) {
	if at.After(a.LastAt) {
		a.LastAt = at
	}
}
