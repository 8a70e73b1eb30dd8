package runhub_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/run"
)

func TestTheContractKnowsTheReasonsAndNoOther(t *testing.T) {
	t.Parallel()
	spec, err := api.GetSpec()
	if err != nil {
		t.Fatal(err)
	}
	var listed, known []string
	for _, code := range spec.Components.Schemas["ReasonCode"].Value.Enum {
		listed = append(listed, fmt.Sprint(code))
	}
	for _, reason := range run.Reasons() {
		known = append(known, string(reason.Code))
	}
	if diff := cmp.Diff(known, listed); diff != "" {
		t.Errorf("-code +contract:\n%s", diff)
	}
}
