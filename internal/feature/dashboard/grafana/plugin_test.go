package grafana_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/perses"
)

// What Grafana's panels become is what the interface draws.
func TestAPanelBecomesAPluginOfTheTable(t *testing.T) {
	t.Parallel()
	made := regexp.MustCompile(`\btree\.Plugin\("(\w+)"`)
	seen := 0
	err := fs.WalkDir(os.DirFS("."), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, match := range made.FindAllStringSubmatch(string(text), -1) {
			if seen++; !perses.HasPlugin(perses.PanelPlugin, match[1]) && !perses.HasPlugin(perses.QueryPlugin, match[1]) &&
				!perses.HasPlugin(perses.VariablePlugin, match[1]) {
				t.Errorf("%s makes a %s", path, match[1])
			}
		}
		return err
	})
	if err != nil || seen < 8 {
		t.Errorf("%d plugins are made, %v", seen, err)
	}
}
