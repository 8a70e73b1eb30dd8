package check

import (
	"fmt"
	"slices"

	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/core/perses/fill"
)

// Unanswered is a list whose choices were asked for in vain.
type Unanswered struct {
	Variable, Datasource string
	Failure              Failure
	// Message is a sanitized sentence about the failure; it may be empty.
	Message string
}

// unresolved is a variable that can't have choices.
type unresolved struct {
	variable string
	issue    Issue
	// starving is how bad it is when a panel that uses the variable draws nothing.
	starving health.Status
}

// resolve looks whether there is somebody who can give each list its choices.
func (p *Plan) resolve(variables []fill.Variable, values map[string]fill.Value) {
	if !p.Rules.Structure {
		return
	}
	for _, v := range variables {
		place := Location{Variable: v.Name}
		switch {
		case v.Unknown != "":
			message := fmt.Sprintf("Variable `%s` is of kind %s, which can't be checked", v.Name, v.Unknown)
			issue := Issue{Severity: Info, Code: UnsupportedQuery, Subject: v.Unknown, Message: message, Location: place}
			p.unresolved = append(p.unresolved, unresolved{v.Name, issue, health.Warn})
		case v.Ask != nil:
			if _, found := p.sources.Find(v.Ask.Datasource, values); found {
				continue
			}
			place.Datasource = v.Ask.Datasource.Words()
			issue := sourceMissing(fmt.Sprintf("Variable `%s`", v.Name), v.Ask.Datasource, place)
			issue.Severity = health.Warn
			p.unresolved = append(p.unresolved, unresolved{v.Name, issue, health.Fail})
		}
	}
}

// variables adds the issues of variables whose choices nobody gives. The page marks
// them, and panels may draw all the same: by a default.
func (j *judge) variables() {
	found := slices.Clone(j.plan.unresolved)
	for _, v := range j.findings.Variables {
		j.told = append(j.told, v.Variable)
		if !slices.Contains(j.down, v.Datasource) {
			found = append(found, unresolved{v.Variable, v.issue(j.plan.Rules), health.Warn})
		}
	}
	for _, one := range found {
		if j.starves(one.variable) {
			one.issue.Severity = one.starving
		}
		j.told = append(j.told, one.variable)
		j.issues = append(j.issues, one.issue)
	}
}

// starves reports whether a panel that uses a variable draws nothing, though its own
// datasource answers. One that may be at rest is not known to starve.
func (j *judge) starves(variable string) bool {
	return slices.ContainsFunc(j.indices(), func(i int) bool {
		q := j.plan.Questions[i]
		return slices.Contains(q.Uses, variable) && !slices.Contains(j.down, q.Datasource) && !j.rests(i) &&
			!j.draws(q.Panel, q.Copies)
	})
}

// rests reports whether a question was answered with nothing, as it is while all is well.
func (j *judge) rests(i int) bool {
	answer := j.findings.Answers[i]
	return j.plan.Questions[i].Quiet != "" && answer.Failure == "" && answer.Series == 0
}

// issue is that of a source that answers, but not this question.
func (u Unanswered) issue(rules Rules) Issue {
	issue := Issue{
		Severity: health.Warn, Code: QueryFailed, Location: Location{Variable: u.Variable, Datasource: u.Datasource},
		Message: fmt.Sprintf("Variable `%s` gets an error instead of its values", u.Variable),
	}
	switch {
	case u.Failure == TimedOut:
		issue.Code = QueryTimeout
		issue.Message = fmt.Sprintf("Variable `%s` has no answer in %s", u.Variable, Length(rules.QueryTime))
	case u.Message != "":
		issue.Message += ": " + u.Message
	}
	return issue
}
