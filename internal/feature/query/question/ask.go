package question

import (
	"time"
)

// Endpoint is one thing that a metrics server can be asked. The set is closed.
type Endpoint string

// The endpoints, under the names of the Prometheus HTTP API.
const (
	InstantQuery Endpoint = "query"
	RangeQuery   Endpoint = "query_range"
	Series       Endpoint = "series"
	LabelNames   Endpoint = "labels"
	LabelValues  Endpoint = "label_values"
	Metadata     Endpoint = "metadata"
	Rules        Endpoint = "rules"
	Alerts       Endpoint = "alerts"
	Exemplars    Endpoint = "query_exemplars"
	FormatQuery  Endpoint = "format_query"
	ParseQuery   Endpoint = "parse_query"
	BuildInfo    Endpoint = "status/buildinfo"
)

// Ask is one question, read from a request. Nothing else of the request goes on.
type Ask struct {
	Endpoint Endpoint
	// Query is the PromQL text of the query endpoints.
	Query string
	// Matches are the selectors of series, labels and label values.
	Matches []string
	// Label is whose values are asked for.
	Label string
	// Metric narrows metadata to one metric; may be empty.
	Metric string
	// Time is the instant of an instant query; zero means now.
	Time time.Time
	// Start and End are the window; zero where the API lets them be missing.
	Start, End time.Time
	// Step is the distance of two points of a range query.
	Step time.Duration
	// Timeout is what the client is ready to wait; zero means the default.
	Timeout time.Duration
	// Limit is how many names or series a listing shall have; zero means the most.
	Limit int
	// PerMetric is how many descriptions of one metric metadata shall have.
	PerMetric int
	// Gzip is true when the client can read a compressed answer.
	Gzip bool
}

// Evaluates is true for the endpoints with a query that reads data.
func (a Ask) Evaluates() bool {
	return a.Endpoint == InstantQuery || a.Endpoint == RangeQuery || a.Endpoint == Exemplars
}

// points is how many points one series of a range query has. The result does
// not overflow: durations saturate.
func (a Ask) points() int64 {
	if a.Step <= 0 {
		return 0
	}
	return int64(a.End.Sub(a.Start)/a.Step) + 1
}
