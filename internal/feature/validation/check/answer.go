package check

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
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

// Answer is what came back for one question.
type Answer struct {
	Failure Failure
	// Message is a sanitized sentence about the failure; it may be empty.
	Message string
	// Series and Points count the answer; Numbers are the points that are numbers.
	Series, Points, Numbers int
	Took                    time.Duration
	// Attempts is how often it was asked, at least 1.
	Attempts int
}

// Count reads a Prometheus answer's data ({"resultType", "result"}) or a whole
// answer ({"status", "data"}) and counts it. With a label it also collects that
// label's distinct values, sorted, at most 1 000.
func Count(body []byte, label string) (Answer, []string, error) {
	var outer struct {
		Data       json.RawMessage `json:"data"`
		ResultType string          `json:"resultType"`
	}
	if err := json.Unmarshal(body, &outer); err != nil {
		return Answer{}, nil, fmt.Errorf("decode answer: %w", err)
	}
	if outer.ResultType == "" && len(outer.Data) > 0 {
		body = outer.Data
	}
	var data result
	if err := json.Unmarshal(body, &data); err != nil {
		return Answer{}, nil, fmt.Errorf("decode answer: %w", err)
	}
	return data.count(label)
}

type result struct {
	Type   string          `json:"resultType"`
	Result json.RawMessage `json:"result"`
}

type seriesOf struct {
	Metric     map[string]string `json:"metric"`
	Value      *sample           `json:"value"`
	Values     []sample          `json:"values"`
	Histogram  json.RawMessage   `json:"histogram"`
	Histograms []json.RawMessage `json:"histograms"`
}

// sample is [seconds, "number"]; only whether it is a number matters.
type sample struct{ number bool }

// UnmarshalJSON reads a pair.
func (s *sample) UnmarshalJSON(raw []byte) error {
	var seconds json.Number
	var text string
	if err := json.Unmarshal(raw, &[2]any{&seconds, &text}); err != nil {
		return err
	}
	value, err := strconv.ParseFloat(text, 64)
	s.number = err == nil && !math.IsNaN(value)
	return nil
}

func (r result) count(label string) (Answer, []string, error) {
	if r.Type == "scalar" || r.Type == "string" {
		return Answer{Series: 1, Points: 1, Numbers: 1}, nil, nil
	}
	var all []seriesOf
	if len(r.Result) > 0 {
		if err := json.Unmarshal(r.Result, &all); err != nil {
			return Answer{}, nil, fmt.Errorf("decode series: %w", err)
		}
	}
	answer := Answer{Series: len(all)}
	var values []string
	for _, one := range all {
		one.addTo(&answer)
		if value, ok := one.Metric[label]; ok && label != "" {
			values = append(values, value)
		}
	}
	slices.Sort(values)
	values = slices.Compact(values)
	return answer, values[:min(len(values), mostValues)], nil
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
	}
	histograms := len(s.Histograms)
	if len(s.Histogram) > 0 {
		histograms++
	}
	a.Points += len(points) + histograms
	a.Numbers += histograms
}
