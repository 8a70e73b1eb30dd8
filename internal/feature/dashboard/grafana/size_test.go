package grafana_test

import (
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// A few kilobytes of panels must not be minutes of work.
func TestMapRefusesWhatNoDashboardHas(t *testing.T) {
	t.Parallel()
	many := "[" + strings.Repeat(`{},`, 50_000) + "{}]"
	for where, text := range map[string]string{
		"source.panels":          `{"panels":` + many + `}`,
		"source.templating.list": `{"panels":[],"templating":{"list":` + many + `}}`,
		"source.panels ":         `{"rows":[{"panels":` + many + `}]}`,
	} {
		root, err := jsonstrict.JSON([]byte(text), jsonstrict.DocumentLimits())
		if err != nil {
			t.Fatal(err)
		}
		_, err = grafana.Map(root, options())
		if !apperror.Is(err, apperror.Invalid) || !strings.Contains(err.Error(), strings.TrimSpace(where)) {
			t.Errorf("%s: %v", where, err)
		}
	}
}
