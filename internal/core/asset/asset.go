package asset

import "strings"

// Environment is a place where a project has dashboards.
type Environment struct {
	// ID is unique in the project; Name is shown.
	ID, Project, Name string
	Kind              Kind
	// Ceiling is how many of its assets are checked at the same time.
	Ceiling int
	// Stage, URL and Protected are of servers; empty for the built-in environment.
	Stage Stage
	URL   string
	// Protected wants its name to be typed before something is written there.
	Protected bool
}

// Stage is what a server is for.
type Stage string

// The stages.
const (
	Dev        Stage = "dev"
	Test       Stage = "test"
	Prod       Stage = "prod"
	OtherStage Stage = "other"
)

// Valid reports whether the stage is one of the four.
func (s Stage) Valid() bool { return s == Dev || s == Test || s == Prod || s == OtherStage }

// Kind is what an environment is, in the words of the contract.
type Kind string

// The kinds: the dashboards that a project keeps here, and those of a Superset.
const (
	Perses   Kind = "builtin"
	Superset Kind = "superset"
)

// Asset is one dashboard as it is seen in an environment.
type Asset struct {
	// Environment is its environment's id; Key is unique in there and never changes.
	Environment, Key string
	// Title is shown; empty when it has none.
	Title string
	// Owners are who is told about it, the first first; empty when nobody is.
	Owners []Subject
	Tags   []string
	State  State
	// Draft is true until it is published.
	Draft bool
	// Version is the document's version; 0 where documents have none.
	Version int64
}

// State is whether an asset is there.
type State string

// The states.
const (
	Live State = "live"
	// Binned is an asset that can be taken out of a bin again.
	Binned State = "in_bin"
	// Gone is an asset that was there once.
	Gone State = "gone"
	// Unreadable is an asset that is there but was not shown.
	Unreadable State = "unreadable"
)

// Present reports whether an asset is where people find it, readable or not.
func (s State) Present() bool { return s == Live || s == Unreadable }

// Subject is somebody who owns an asset, as its environment says.
type Subject struct {
	Kind SubjectKind `json:"kind"`
	// ID is the environment's for a user or a group; empty when it gives none.
	ID string `json:"id,omitempty"`
	// Name is shown: a login, a group's name, an address.
	Name string `json:"name"`
}

// SubjectKind says what a subject is.
type SubjectKind string

// The kinds of subjects.
const (
	User  SubjectKind = "user"
	Group SubjectKind = "group"
	// Email is an address of which no more is known.
	Email SubjectKind = "email"
)

// Names joins the names of subjects: 'ada, bob'.
func Names(subjects []Subject) string {
	names := make([]string, 0, len(subjects))
	for _, one := range subjects {
		names = append(names, one.Name)
	}
	return strings.Join(names, ", ")
}

// Unknown lists the keys that are not among the known assets, in their order.
func Unknown(keys []string, known []Asset) []string {
	exists := make(map[string]bool, len(known))
	for _, a := range known {
		exists[a.Key] = true
	}
	var unknown []string
	for _, key := range keys {
		if !exists[key] {
			unknown = append(unknown, key)
		}
	}
	return unknown
}
