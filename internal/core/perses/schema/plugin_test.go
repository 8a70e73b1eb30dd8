package schema

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/perses"
)

func TestEveryPluginOfTheTableHasARule(t *testing.T) {
	t.Parallel()
	var table []string
	for _, each := range perses.PluginPackages() {
		for _, plugin := range each.Plugins {
			if plugin.Family != perses.ExplorePlugin {
				table = append(table, string(plugin.Family)+"/"+plugin.Kind)
			}
		}
	}
	slices.Sort(table)
	if diff := cmp.Diff(table, slices.Sorted(maps.Keys(NewChecker().plugins))); diff != "" {
		t.Error(diff)
	}
}
