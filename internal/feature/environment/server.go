package environment

import (
	"time"

	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// SignInKind is how the program makes itself known to a server.
type SignInKind string

// The ways.
const (
	// ByDatabase and ByLDAP are a user with a password: the server's own, or the directory's.
	ByDatabase SignInKind = "database"
	ByLDAP     SignInKind = "ldap"
	// ByToken is a bearer token or an API key that was made elsewhere.
	ByToken SignInKind = "token"
	// ByCookie is the session cookie of a browser that has signed in.
	ByCookie SignInKind = "cookie"
	// ByHeaders are the extra headers alone, for a proxy that signs in.
	ByHeaders SignInKind = "headers"
)

// SignInKinds lists the ways in the order of the contract.
func SignInKinds() []SignInKind {
	return []SignInKind{ByDatabase, ByLDAP, ByToken, ByCookie, ByHeaders}
}

// hasPassword reports whether it is a user with a password.
func (k SignInKind) hasPassword() bool { return k == ByDatabase || k == ByLDAP }

// Settings are what a person says of a server.
type Settings struct {
	Name  string
	Stage asset.Stage
	// URL is the server's base: http or https, without user, query and fragment.
	URL      string
	SignIn   SignInKind
	Username string
	// CA are the authorities to trust in PEM, besides the system's; Insecure trusts whoever
	// answers.
	CA       string
	Insecure bool
	// Requests is how many are asked at the same time, from 1 to 32; Charts how many of
	// them run a chart, at most Requests.
	Requests, Charts int
	// Protected wants the name to be typed before something is written there.
	Protected bool
}

// Credentials are what is secret of a sign-in. What is nil stays as it is.
type Credentials struct {
	Password, Token, Cookie *secret.Text
	// Headers are added to every request, by name; nil leaves all as they are, and an empty
	// value keeps that of the name.
	Headers map[string]secret.Text
}

// secrets are the credentials as they are kept.
type secrets struct {
	password, token, cookie secret.Text
	headers                 map[string]secret.Text
}

// Server is a registered server.
type Server struct {
	ID, Project string
	Kind        asset.Kind
	Settings

	// HeaderNames are those of the extra headers.
	HeaderNames []string
	// Revision goes up with each change.
	Revision int64
	// CredentialsAt is when what is secret was given.
	CredentialsAt, CreatedAt, UpdatedAt time.Time
	UpdatedBy                           string
	// Tested is what the last test found, at TestedAt; nil when there was none.
	Tested   *Report
	TestedAt time.Time

	secrets secrets
}

// Environment is the server as other rooms know it.
func (s Server) Environment() asset.Environment {
	return asset.Environment{
		ID: s.ID, Project: s.Project, Name: s.Name, Kind: s.Kind, Ceiling: s.Charts, Stage: s.Stage, URL: s.URL,
		Protected: s.Protected,
	}
}

// StepState is how a step of a test went.
type StepState string

// The states.
const (
	StepOK     StepState = "ok"
	StepFailed StepState = "failed"
	// StepNotTried needs one that failed.
	StepNotTried StepState = "not_tried"
)

// Step is one thing that a test tried.
type Step struct {
	Name  string    `json:"name"`
	State StepState `json:"state"`
	// Reason is a code of the closed list of core/run; empty unless it failed.
	Reason string `json:"reason,omitempty"`
	// Sentence says it to people, without secrets.
	Sentence string `json:"sentence"`
}

// Report is what a test of a connection found.
type Report struct {
	Steps []Step `json:"steps"`
	// Version is what the server says of itself; empty when it does not tell. Tried says
	// whether this program was tried on it.
	Version string `json:"version,omitempty"`
	Tried   bool   `json:"tried"`
	// Account is who the server takes the program for; empty when it does not tell.
	Account string `json:"account,omitempty"`
	// Drivers are the databases that the server has a driver for.
	Drivers []string `json:"drivers,omitempty"`
}

// OK reports whether every step went well.
func (r Report) OK() bool {
	for _, step := range r.Steps {
		if step.State != StepOK {
			return false
		}
	}
	return len(r.Steps) > 0
}
