package fill_test

import (
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/perses/fill"
)

func TestVariableFirstValueStandsWithoutADefault(t *testing.T) {
	t.Parallel()
	v, err := fill.ReadVariable([]byte(`{"kind":"Variable","metadata":{"name":"ns"},"spec":{"kind":"ListVariable",
		"spec":{"plugin":{"kind":"PrometheusLabelValuesVariable","spec":{"labelName":"namespace","matchers":["up"]}}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	if v.Name != "ns" || v.Ask == nil || v.Ask.Label != "namespace" {
		t.Errorf("variable %+v", v)
	}
	if value := v.Value([]string{"a", "b"}, nil); value.Empty || value.One != "a" {
		t.Errorf("value %+v", value)
	}
	if value := v.Value(nil, nil); !value.Empty {
		t.Error("a list without values has a value")
	}
}
