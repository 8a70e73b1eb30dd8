package asset

import "time"

const (
	// Builtin is the environment of a project's own Perses dashboards.
	Builtin = "builtin"
	// BuiltinName is how the built-in environment is shown.
	BuiltinName = "Built-in"
)

// Asset is one dashboard as it is seen in an environment.
type Asset struct {
	// Name is unique in the environment; Title is shown.
	Name, Title string
	// Owner is who is told about it; empty when nobody is.
	Owner string
	Tags  []string
	// State is draft or active.
	State string
	// Version is the document's version.
	Version int64
}

// CheckTarget is the target of a run that checks dashboards: what identical
// starts have in common.
type CheckTarget struct {
	Environment string `json:"environment"`
	// Assets are the names; with neither names nor a policy, every asset is checked.
	Assets []string `json:"assets,omitempty"`
	// Policy is the id of the policy whose thresholds hold; empty for the defaults.
	Policy string `json:"policy,omitempty"`
	// Window is the local date of the policy's window, YYYY-MM-DD; empty for a
	// check that is due at once.
	Window string `json:"window,omitempty"`
	// Generation counts how often the rest of the window was planned anew.
	Generation int `json:"generation,omitempty"`
}

// Planned are the checks of one run, and by which thresholds.
type Planned struct {
	Checks     []PlannedCheck
	Thresholds Thresholds
	PolicyID   string
	PolicyName string
}

// PlannedCheck is one check that is due.
type PlannedCheck struct {
	Asset string
	// NotBefore is when it is due and NotAfter when it is too late; zero means at
	// once and never.
	NotBefore, NotAfter time.Time
}

// Thresholds say which checks run and when their results are bad.
type Thresholds struct {
	Queries      bool `json:"queries"`
	QuerySeconds int  `json:"query_seconds"`
	Structure    bool `json:"structure"`
	// Content is what a panel without data is: off, warn or fail.
	Content     string `json:"content"`
	Speed       bool   `json:"speed"`
	SlowSeconds int    `json:"slow_seconds"`
}

// DefaultThresholds hold where nothing else is said.
func DefaultThresholds() Thresholds {
	return Thresholds{Queries: true, QuerySeconds: 10, Structure: true, Content: "warn", Speed: true, SlowSeconds: 8}
}

// NextCheck is when an asset is checked next, and by which policy.
type NextCheck struct {
	At                   time.Time
	PolicyID, PolicyName string
}

// Unknown lists the names that are not among the known assets, in their order.
func Unknown(names []string, known []Asset) []string {
	exists := make(map[string]bool, len(known))
	for _, a := range known {
		exists[a.Name] = true
	}
	var unknown []string
	for _, name := range names {
		if !exists[name] {
			unknown = append(unknown, name)
		}
	}
	return unknown
}
