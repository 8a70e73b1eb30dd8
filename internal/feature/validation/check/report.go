package check

import (
	"log/slog"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/core/run"
)

// Info is a severity of an issue that makes no status worse; it is never a status.
const Info health.Status = "INFO"

// Code says what an issue is about. The list is closed.
type Code string

// The codes.
const (
	InvalidDocument   Code = "invalid_document"
	EmptyDashboard    Code = "empty_dashboard"
	PanelMissing      Code = "panel_missing"
	VariableMissing   Code = "variable_missing"
	VariableEmpty     Code = "variable_empty"
	DatasourceMissing Code = "datasource_missing"
	UnsupportedQuery  Code = "unsupported_query"
	SyntaxError       Code = "syntax_error"
	MetricMissing     Code = "metric_missing"
	NoQuery           Code = "no_query"
	NoData            Code = "no_data"
	TooManySeries     Code = "too_many_series"
	QueryTimeout      Code = "query_timeout"
	QueryFailed       Code = "query_failed"
	Slow              Code = "slow"
	SourceUnreachable Code = "source_unreachable"
	SourceRefused     Code = "source_refused"
	SourceLimited     Code = "source_limited"
	SourceWarns       Code = "source_warns"
)

// Codes lists every code, in the order of the documentation.
func Codes() []Code {
	return []Code{
		InvalidDocument, EmptyDashboard, PanelMissing, VariableMissing, VariableEmpty, DatasourceMissing,
		UnsupportedQuery, SyntaxError, MetricMissing, NoQuery, NoData, TooManySeries, QueryTimeout, QueryFailed, Slow,
		SourceUnreachable, SourceRefused, SourceLimited, SourceWarns,
	}
}

// Issue is one thing that is wrong.
type Issue struct {
	Severity health.Status `json:"severity"`
	Code     Code          `json:"code"`
	Message  string        `json:"message"`
	Location Location      `json:"location"`
	// Subject is the name that issues with the same cause share, such as the
	// metric; empty when the code alone is the cause.
	Subject string `json:"subject,omitempty"`
}

// Location says where in the dashboard an issue is. Empty parts do not apply.
type Location struct {
	Panel      string `json:"panel,omitempty"`
	PanelKey   string `json:"panel_key,omitempty"`
	Query      string `json:"query,omitempty"`
	Datasource string `json:"datasource,omitempty"`
	Variable   string `json:"variable,omitempty"`
}

// PanelResult is the outcome of one panel.
type PanelResult struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	// Kind is the chart in words: time series, stat, markdown.
	Kind   string        `json:"kind"`
	Status health.Status `json:"status"`
	// Result says what came back or what is wrong: '3 series', 'no query'.
	Result string `json:"result"`
	// DurationMS is the time of its slowest query in whole milliseconds, 0 for
	// less than one; nil when none was asked.
	DurationMS *int64 `json:"duration_ms,omitempty"`
	Series     int    `json:"series,omitempty"`
	// LastGoodAt is when the panel passed last; nil when it never did.
	LastGoodAt *time.Time `json:"last_good_at,omitempty"`
	// Queries are what was asked for it and what came back, at most mostEvidence.
	Queries []QueryResult `json:"queries,omitempty"`
}

// QueryResult is the evidence of one query: what was sent, and the shape of the answer.
type QueryResult struct {
	// Expression is what was sent, with the variables put in; a long one is cut.
	Expression string `json:"expression"`
	Datasource string `json:"datasource"`
	Series     int    `json:"series,omitempty"`
	// Points are those of the series with most, LastAt is the newest of all.
	Points int        `json:"points,omitempty"`
	LastAt *time.Time `json:"last_at,omitempty"`
	// Failure says in words why there is no answer; empty when there is one.
	Failure    string `json:"failure,omitempty"`
	DurationMS int64  `json:"duration_ms"`
	Attempts   int    `json:"attempts"`
}

// Step is one rung of the ladder of checks.
type Step struct {
	Name string `json:"name"`
	// State is pass, warn, fail, unknown or skipped.
	State string `json:"state"`
	Text  string `json:"text"`
}

// Cause is what dashboards that are broken for the same reason share.
type Cause struct {
	// Key groups; it is empty for a dashboard that passes.
	Key  string
	Code Code
	// Subject is the thing that is wrong; it stands between backquotes in Sentence.
	Subject  string
	Sentence string
}

// Report is the outcome of checking one dashboard.
type Report struct {
	Status  health.Status
	Summary string
	Issues  []Issue
	Panels  []PanelResult
	Steps   []Step
	Cause   Cause
	// Attempts is how often the most asked query was asked, at least 1.
	Attempts int
	// Version is the version of the document that was checked; 0 where it has none.
	Version int64
}

// Log takes what a check does, for the log of its run.
type Log func(level run.Level, message string, attrs ...slog.Attr)

// Job is one check to do.
type Job struct {
	// Run is the id of the run that the check is of; checks of one run that look at about
	// the same time may share answers. Empty for a check that shares nothing.
	Run   string
	Asset asset.Asset
	Rules Rules
	Log   Log
}

// PanelsFailing counts the panels that fail.
func (r Report) PanelsFailing() int {
	failing := 0
	for _, panel := range r.Panels {
		if panel.Status == health.Fail {
			failing++
		}
	}
	return failing
}

// Rules say which checks run, and their thresholds.
type Rules struct {
	// Queries: every panel's queries are asked and must answer within QueryTime.
	Queries   bool
	QueryTime time.Duration
	// Structure: panels and variables that are referred to exist.
	Structure bool
	// Content is what a panel without data is: Warn, Fail, or empty for nothing.
	Content health.Status
	// Speed: a query that takes longer than Slow is a warning.
	Speed bool
	Slow  time.Duration
	// MostSeries is how many series a query may give.
	MostSeries int
}

// DefaultRules are the rules where nothing else is said.
func DefaultRules() Rules {
	return Rules{
		Queries: true, QueryTime: 10 * time.Second, Structure: true, Content: health.Warn,
		Speed: true, Slow: 8 * time.Second, MostSeries: 500,
	}
}
