package check

import (
	"cmp"
	"strings"
	"unicode/utf8"
)

// What is kept of one panel's queries, so that a record stays small.
const (
	mostEvidence   = 10
	longestQuery   = 2000
	longestFailure = 300
)

// evidence is what a question asked and what its answer was like.
func evidence(q Question, answer Answer) QueryResult {
	shown := QueryResult{
		Expression: cut(q.Expression, longestQuery), Datasource: q.Datasource,
		DurationMS: answer.Took.Milliseconds(), Attempts: answer.Attempts,
	}
	if answer.Failure != "" {
		shown.Failure = cut(cmp.Or(answer.Message, answer.Failure.words()), longestFailure)
		return shown
	}
	shown.Series, shown.Points = answer.Series, answer.Longest
	if !answer.LastAt.IsZero() {
		at := answer.LastAt
		shown.LastAt = &at
	}
	return shown
}

// words say a failure about which the datasource said nothing itself.
func (f Failure) words() string {
	if f == TooMany {
		return "more series than are allowed"
	}
	return strings.ReplaceAll(string(f), "_", " ")
}

// cut shortens a text to so many bytes, at a whole character.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	end := most - len("…")
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}
