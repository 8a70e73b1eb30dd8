package query

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/dashkeep/dashkeep/internal/feature/query/enforce"
	"github.com/dashkeep/dashkeep/internal/feature/query/question"
	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

// rule and alert hold what is told of the rules of a shared server; what is not
// here is dropped.
type rule struct {
	Name           string            `json:"name"`
	Type           string            `json:"type"`
	Query          string            `json:"query"`
	Labels         map[string]string `json:"labels,omitempty"`
	Annotations    map[string]string `json:"annotations,omitempty"`
	Duration       float64           `json:"duration"`
	KeepFiringFor  float64           `json:"keepFiringFor"`
	State          string            `json:"state,omitempty"`
	Health         string            `json:"health"`
	Alerts         []alert           `json:"alerts"`
	EvaluationTime float64           `json:"evaluationTime"`
	LastEvaluation string            `json:"lastEvaluation"`
}

type alert struct {
	Labels      map[string]string `json:"labels"`
	Annotations map[string]string `json:"annotations"`
	State       string            `json:"state"`
	ActiveAt    string            `json:"activeAt,omitempty"`
	Value       string            `json:"value"`
}

type group struct {
	Name     string  `json:"name"`
	File     string  `json:"file"`
	Interval float64 `json:"interval"`
	Rules    []rule  `json:"rules"`
}

// filter leaves of a shared server's rules and alerts the tenant's own: alerts
// with one of its values, and rules that carry one and read nothing of others.
// Selectors need no filter: they were enforced before.
func filter(t enforce.Tenant, a question.Ask, answer Answer) (Answer, error) {
	if !t.Shared() {
		return answer, nil
	}
	switch a.Endpoint {
	case question.Rules:
		return filterRules(t, answer)
	case question.Alerts:
		return filterAlerts(t, answer)
	default:
		return bare(answer)
	}
}

// sharedWarning stands for the warnings of a shared server. Its own words may name
// what belongs to others: stores, series, labels.
const sharedWarning = "The metrics server warns that this answer may be incomplete; it is shared, so its words are not told"

// bare leaves of a shared server's answer its status and data. Warnings become one
// of our own words, so that an answer that lacks something is still known by it.
func bare(answer Answer) (Answer, error) {
	if !answer.extra {
		return answer, nil
	}
	said := map[string]json.RawMessage{}
	if err := json.Unmarshal(answer.Plain, &said); err != nil {
		return Answer{}, garbage(fmt.Errorf("read answer: %w", err))
	}
	kept := map[string]any{"status": "success"}
	if data, ok := said["data"]; ok {
		kept["data"] = data
	}
	if answer.Partial {
		kept["warnings"] = []string{sharedWarning}
	}
	plain, err := json.Marshal(kept)
	if err != nil {
		return Answer{}, garbage(fmt.Errorf("write answer: %w", err))
	}
	answer.Plain, answer.Packed, answer.extra = plain, nil, false
	return answer, nil
}

func filterRules(t enforce.Tenant, answer Answer) (Answer, error) {
	var said struct {
		Data struct {
			Groups []group `json:"groups"`
		} `json:"data"`
	}
	if err := json.Unmarshal(answer.Plain, &said); err != nil {
		return Answer{}, garbage(fmt.Errorf("read rules: %w", err))
	}
	groups := []group{}
	for _, g := range said.Data.Groups {
		g.Rules = slices.DeleteFunc(g.Rules, func(r rule) bool { return !ownsRule(t, r) })
		for i := range g.Rules {
			g.Rules[i].Alerts = ownAlerts(t, g.Rules[i].Alerts)
		}
		if len(g.Rules) > 0 {
			g.File = ""
			groups = append(groups, g)
		}
	}
	return success(map[string]any{"groups": groups})
}

func filterAlerts(t enforce.Tenant, answer Answer) (Answer, error) {
	var said struct {
		Data struct {
			Alerts []alert `json:"alerts"`
		} `json:"data"`
	}
	if err := json.Unmarshal(answer.Plain, &said); err != nil {
		return Answer{}, garbage(fmt.Errorf("read alerts: %w", err))
	}
	return success(map[string]any{"alerts": ownAlerts(t, said.Data.Alerts)})
}

func ownAlerts(t enforce.Tenant, all []alert) []alert {
	own := []alert{}
	for _, a := range all {
		if t.Owns(a.Labels[t.Label()]) {
			own = append(own, a)
		}
	}
	return own
}

// ownsRule wants the label on the rule, and in its query no selector that could
// read what the tenant may not see.
func ownsRule(t enforce.Tenant, r rule) bool {
	if !t.Owns(r.Labels[t.Label()]) {
		return false
	}
	expr, err := enforce.Parse(promexpr.NewParser(), r.Query)
	if err != nil {
		return false
	}
	for _, matchers := range parser.ExtractSelectors(expr) {
		if !slices.ContainsFunc(matchers, t.Pins) {
			return false
		}
	}
	return true
}
