package policy

import (
	"slices"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/checkplan"
	"github.com/dashkeep/dashkeep/internal/feature/policy/window"
)

// Input is a policy as somebody writes it.
type Input struct {
	Name, Description, Environment string
	Active                         bool
	Assets                         Assets
	// Days are weekdays, 0 is Sunday.
	Days []int
	// WindowStart and WindowEnd are local times, HH:MM.
	WindowStart, WindowEnd string
	TimeZone               string
	Checks                 checkplan.Thresholds
	Notify                 Notify
	// Revision is the one that was read; 0 changes whatever is there.
	Revision int64
}

// Assets choose dashboards: a list of names, or a rule.
type Assets struct {
	// Kind is list or rule.
	Kind    string   `json:"kind"`
	Names   []string `json:"names,omitempty"`
	States  []string `json:"states,omitempty"`
	Tags    []string `json:"tags,omitempty"`
	NotTags []string `json:"not_tags,omitempty"`
}

// The kinds of choices.
const (
	List = "list"
	Rule = "rule"
)

// The states by which a rule chooses.
const (
	draft  = "draft"
	active = "active"
)

// Choose gives the names of the known assets that are chosen, sorted.
func (a Assets) Choose(known []asset.Asset) []string {
	named := make(map[string]bool, len(a.Names))
	for _, name := range a.Names {
		named[name] = true
	}
	var chosen []string
	for _, one := range known {
		if a.Kind == List && named[one.Key] || a.Kind == Rule && a.matches(one) {
			chosen = append(chosen, one.Key)
		}
	}
	slices.Sort(chosen)
	return chosen
}

func (a Assets) matches(one asset.Asset) bool {
	has := func(tag string) bool {
		return slices.ContainsFunc(one.Tags, func(its string) bool { return strings.EqualFold(its, tag) })
	}
	state := map[bool]string{true: draft, false: active}[one.Draft]
	inState := len(a.States) == 0 || slices.Contains(a.States, state)
	tagged := len(a.Tags) == 0 || slices.ContainsFunc(a.Tags, has)
	return inState && tagged && !slices.ContainsFunc(a.NotTags, has)
}

// Notify says whom to tell, and when.
type Notify struct {
	// When is on_change, fail_only, warn_and_fail or always.
	When     string    `json:"when"`
	Owners   bool      `json:"owners"`
	Channels []Channel `json:"channels"`
}

// Channel is a way to reach somebody.
type Channel struct {
	Type   string `json:"type"`
	Target string `json:"target"`
}

// Policy is a stored policy.
type Policy struct {
	ID, Project string
	Input
	CreatedAt, UpdatedAt time.Time
	UpdatedBy            string

	rule window.Rule
	// effectiveFrom and nextOpensAt are the scheduler's.
	effectiveFrom, nextOpensAt time.Time
}

// View is a policy with what it does now.
type View struct {
	Policy
	// Coverage is how many dashboards it checks, CoverageTotal how many there are.
	Coverage, CoverageTotal int
	// NextWindow and LastWindow are nil when there is none.
	NextWindow, LastWindow *Window
	Warnings               []window.Warning
}

// WindowState is where a window stands.
type WindowState string

// The states of windows.
const (
	Planned   WindowState = "planned"
	Running   WindowState = "running"
	Done      WindowState = "done"
	Missed    WindowState = "missed"
	Cancelled WindowState = "cancelled"
)

// Window is a past, present or coming window of a policy.
type Window struct {
	Date             string
	StartsAt, EndsAt time.Time
	// FirstAt and LastAt are the first and the last slot; zero without slots.
	FirstAt, LastAt time.Time
	Checks, Late    int
	Spacing         time.Duration
	State           WindowState
	RunID, Note     string
}
