package question

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

// Kind says what sort of metrics server a datasource is.
type Kind string

// The kinds. Thanos is asked like a Prometheus.
const (
	Embedded   Kind = "embedded"
	Prometheus Kind = "prometheus"
)

// Datasource is a metrics server as a project sees it.
type Datasource struct {
	// Project owns it; empty for a global one.
	Project string
	// Name is its name within the project, or among the global ones.
	Name string
	Kind Kind
	// URL is the server's base; not used by the embedded one.
	URL string
	// TenantLabel is the label that tells projects apart; empty when the
	// datasource is not shared and everything of it may be seen.
	TenantLabel string
	// Namespaces are the values of TenantLabel that the asker may see: exact
	// names. None means nothing may be seen.
	Namespaces []string
	// Shared are the servers that global datasources share out by a label, and what
	// the asker may see of each. A project's own datasource whose connection leads to
	// one sees just that, however its address is written.
	Shared []SharedServer
	// Open are the servers of global datasources that everybody may see all of.
	Open []netguard.Server
	// Kept is true for a project's datasource that leads where one of the project led
	// before projects had a list of their own: the administrators' list counts too.
	Kept bool
	// ScrapeInterval is the usual distance of two samples; zero when unknown.
	ScrapeInterval time.Duration
	// BearerFile is a file with a token for the server; may be empty. It comes
	// from the administrator's settings, never from a project's document.
	BearerFile string
	// TLS says how to check the server.
	TLS upstream.TLS
	// Login is how Dashkeep makes itself known: headers and what a secret says.
	Login upstream.Login
	// Limits replace the service's limits where they are not zero.
	Limits Limits
}

// SharedServer is a server that several projects share, and what one may see of it.
type SharedServer struct {
	Server      netguard.Server
	TenantLabel string
	Namespaces  []string
}

// limits reports whether a datasource sees of the server just what it may.
func (s SharedServer) limits(d Datasource) bool {
	return s.TenantLabel == d.TenantLabel && slices.Equal(s.Namespaces, d.Namespaces)
}

// own is true when a project named the server's address.
func (d Datasource) own() bool { return d.Project != "" && d.Kind != Embedded }

// Policy is what holds for the datasource's connections. It is decided at the
// address that is dialled; what stands in the URL does not matter.
func (d Datasource) Policy() netguard.Policy {
	if !d.own() {
		return netguard.Policy{}
	}
	policy := netguard.Policy{Projects: true, Kept: d.Kept, Open: slices.Clone(d.Open)}
	for _, shared := range d.Shared {
		if shared.limits(d) {
			policy.Open = append(policy.Open, shared.Server)
		} else {
			policy.Reserved = append(policy.Reserved, shared.Server)
		}
	}
	return policy
}

// LimitedTo is the datasource as it may see a shared server that it leads to.
func (d Datasource) LimitedTo(server netguard.Server) (Datasource, bool) {
	for _, shared := range d.Shared {
		if shared.Server == server && !shared.limits(d) {
			d.TenantLabel, d.Namespaces = shared.TenantLabel, shared.Namespaces
			return d, true
		}
	}
	return d, false
}

// SeenBy is the datasource as somebody sees it who asks without a project: of a shared
// one without namespaces of its own they see what each of their projects may see.
func (d Datasource) SeenBy(scope access.Scope) Datasource {
	if d.TenantLabel != "" && len(d.Namespaces) == 0 && scope.Project() == "" {
		d.Namespaces = slices.Sorted(maps.Keys(scope.Principal().Roles))
	}
	return d
}

// Datasources finds a datasource. The result's Namespaces are those that the project
// of the scope may see, or those of the datasource itself; none when it has none and
// the scope has no project. Kinds: not_found.
type Datasources interface {
	Resolve(ctx context.Context, scope access.Scope, ref Ref) (Datasource, error)
}

// Ref names a datasource, from the address of a request to where it is looked up.
type Ref struct {
	// Project is whose it is asked for, in small letters; empty for a global one that is
	// asked for without a project.
	Project string
	// Dashboard is set for a datasource of a dashboard's own, in small letters.
	Dashboard string
	// Name is its name as it was asked for: one in a dashboard keeps its capitals.
	Name string
	// Global looks among the global datasources alone; else the project's come first.
	Global bool
}
