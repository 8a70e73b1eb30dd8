package asset

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
