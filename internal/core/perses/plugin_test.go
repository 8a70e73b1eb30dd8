package perses_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/perses"
)

// The interface has the same packages with the same plugins in the same versions; the
// page of Perses for exploring is not among them.
func TestTheInterfaceHasThePluginsOfTheTable(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../../web/src/features/dashboard/query/plugin-table.ts")
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile(`'[\w-]+-plugin': \[\s*'([\d.]+)',`)
	plugin := regexp.MustCompile(`\['(\w+)', '(\w+)', '`)
	versions := row.FindAllStringSubmatch(string(text), -1)
	var theirs []string
	for i, rest := range row.Split(string(text), -1)[1:] {
		var plugins []string
		for _, each := range plugin.FindAllStringSubmatch(rest, -1) {
			plugins = append(plugins, each[1]+" "+each[2])
		}
		theirs = append(theirs, versions[i][1]+": "+strings.Join(plugins, ", "))
	}
	var ours []string
	for _, each := range perses.PluginPackages() {
		var plugins []string
		for _, p := range each.Plugins {
			if p.Family != perses.ExplorePlugin {
				plugins = append(plugins, string(p.Family)+" "+p.Kind)
			}
		}
		ours = append(ours, each.Version+": "+strings.Join(plugins, ", "))
	}
	slices.Sort(theirs)
	slices.Sort(ours)
	if diff := cmp.Diff(ours, theirs); diff != "" {
		t.Errorf("the table of the server and that of the interface differ:\n%s", diff)
	}
}
