package grafana_test

import (
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// A value of a megabyte in thousands of places is not written out, nor is a name that is
// like the text again and again compared with it.
func TestFillInputsEndsBeforeTheTextsAreLarge(t *testing.T) { //nolint:paralleltest // it measures the process
	value := strings.Repeat("v", 1<<20)
	for name, c := range map[string]struct {
		document string
		input    string
		want     apperror.Kind
	}{
		"many places":         {`{"panels":[` + many(10_000, `"${X}"`) + `]}`, "X", apperror.TooLarge},
		"many in one text":    {`{"title":"` + strings.Repeat("${X}", 10_000) + `"}`, "X", apperror.TooLarge},
		"a name like a text":  {`{"title":"` + strings.Repeat("${", 100_000) + `"}`, strings.Repeat("${", 100_000), apperror.Invalid},
		"a name without text": {`{"title":"${Y}","panels":[` + many(10_000, `"${Y}"`) + `]}`, "X", ""},
	} {
		root := read(t, []byte(c.document))
		before := allocated()
		err := grafana.FillInputs(root, map[string]string{c.input: value})
		if took := allocated() - before; took > 64<<20 {
			t.Errorf("%s: %d MiB in all", name, took>>20)
		}
		if c.want != "" && !apperror.Is(err, c.want) || c.want == "" && err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
