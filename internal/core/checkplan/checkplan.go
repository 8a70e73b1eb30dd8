package checkplan

import "time"

// Target is the target of a run that checks dashboards: what identical
// starts have in common.
type Target struct {
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
	Checks     []Check
	Thresholds Thresholds
	PolicyID   string
	PolicyName string
}

// Check is one check that is due.
type Check struct {
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

// Next is when an asset is checked next, and by which policy.
type Next struct {
	At                   time.Time
	PolicyID, PolicyName string
}
