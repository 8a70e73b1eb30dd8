package app

import (
	"os"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

// TestMain forgets the developer's own settings: commands read the environment.
func TestMain(m *testing.M) {
	for _, entry := range os.Environ() {
		if name, _, _ := strings.Cut(entry, "="); strings.HasPrefix(name, "DASHKEEP_") {
			_ = os.Unsetenv(name)
		}
	}
	if childMode() {
		runChild()
	}
	goleak.VerifyTestMain(m)
}
