package run

import "slices"

// CauseCode refines a reason: metric_missing is one way in which a query fails.
// The list is closed, and each belongs to one reason.
type CauseCode string

// Cause is what items with the same reason can have in common besides.
type Cause struct {
	// Key tells causes apart: the code with the name of what is wrong.
	Key  string
	Code CauseCode
	// Sentence says it for people, with the name between backquotes.
	Sentence string
}

// CauseWords is what people read about a cause.
type CauseWords struct {
	Code CauseCode
	// Reason is what it refines.
	Reason ReasonCode
	// Sentence says what is wrong; … stands for its name or a limit.
	Sentence string
	// NextAction says what to do about it.
	NextAction string
}

// Causes lists every cause with its words, in the order of the documentation.
func Causes() []CauseWords {
	return []CauseWords{
		{"invalid_document", InvalidInput, "The dashboard can't be read", "Correct what the message names in its JSON"},
		{"empty_dashboard", EmptyResult, "The dashboard shows no panels", "Add a panel to it, or delete it"},
		{"panel_missing", DependencyMissing, "Panel `…` does not exist", "Add the panel, or take its place out of the layout"},
		{
			"variable_missing", DependencyMissing, "Variable `…` does not exist",
			"Add the variable, or take it out of what uses it",
		},
		{
			"variable_empty", EmptyResult, "Variable `…` has no values",
			"Check what the variable asks for, and whether that data still arrives",
		},
		{
			"datasource_missing", DependencyMissing, "Datasource `…` does not exist",
			"Add the datasource, or choose another one in the panels",
		},
		{
			"unsupported_query", UnsupportedByTarget, "Queries of kind `…` can't be checked",
			"Look at these panels yourself, or ask in PromQL",
		},
		{"syntax_error", QueryFailed, "Syntax error in a query", "Edit the panel and correct the query"},
		{
			"metric_missing", QueryFailed, "Metric `…` is absent",
			"Correct the metric's name in the query, or bring back what exports it",
		},
		{
			"no_query", EmptyResult, "A panel has no query that it draws",
			"Add a query to the panel, or choose a kind of panel that draws it",
		},
		{
			"no_data", EmptyResult, "No data in the default range",
			"Check the filters of the query, and whether its data still arrives",
		},
		{"too_many_series", QueryFailed, "Queries give more than … series", "Aggregate or filter in the query"},
		{
			"query_timeout", Timeout, "Queries run into the … limit",
			"Make the query smaller, or allow it more time in the policy",
		},
		{"query_failed", QueryFailed, "Queries end in an error", "Read the error in the report, then correct the query"},
		{"slow", Timeout, "Slower than …", "Make the query smaller, or raise the limit in the policy"},
		{
			"source_unreachable", UpstreamUnavailable, "Datasource `…` does not answer",
			"Check that its server is up and can be reached from here",
		},
		{
			"source_refused", AuthFailed, "Datasource `…` refuses the sign-in",
			"Renew the credentials of the datasource",
		},
		{
			"source_limited", RateLimited, "Datasource `…` asks for fewer requests",
			"Wait a little, or check fewer dashboards at the same time",
		},
		{
			"source_warns", UpstreamUnavailable, "Datasource `…` warns of its answers",
			"Read the warning in the report, then look at what the datasource asks itself",
		},
	}
}

// Words gives the words of a cause; false when it is not in the list.
func (c CauseCode) Words() (CauseWords, bool) {
	all := Causes()
	at := slices.IndexFunc(all, func(w CauseWords) bool { return w.Code == c })
	if at < 0 {
		return CauseWords{}, false
	}
	return all[at], true
}
