package access

import (
	"maps"
	"slices"
)

// The lists over all projects, and the documents that name their project
// themselves, as Perses has them: `percli get dashboards --all` asks for these.

// ScopesFor gives the decisions under which a list over all projects is read: the
// one project that the request named, or each in which the asker may read.
func ScopesFor(scope Scope, permission Permission) []Scope {
	if scope.Project() != "" {
		return []Scope{scope}
	}
	var scopes []Scope
	for _, project := range slices.Sorted(maps.Keys(scope.Principal().Roles)) {
		if one, err := scope.Principal().Require(project, permission); err == nil {
			scopes = append(scopes, one)
		}
	}
	return scopes
}
