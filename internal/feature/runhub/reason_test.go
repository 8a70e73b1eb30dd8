package runhub_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/run"
)

func TestTheContractKnowsTheReasonsAndNoOther(t *testing.T) {
	t.Parallel()
	var known []string
	for _, reason := range run.Reasons() {
		known = append(known, string(reason.Code))
	}
	if diff := cmp.Diff(known, enum(t, "ReasonCode")); diff != "" {
		t.Errorf("-code +contract:\n%s", diff)
	}
}

func TestTheContractKnowsTheCausesAndNoOther(t *testing.T) {
	t.Parallel()
	var known []string
	for _, cause := range run.Causes() {
		known = append(known, string(cause.Code))
	}
	// Assets without a record have a cause in the Health Center alone.
	known = append(known, "never_checked")
	if diff := cmp.Diff(known, enum(t, "CauseCode")); diff != "" {
		t.Errorf("-code +contract:\n%s", diff)
	}
}

// enum gives the values of an enumeration of the contract, in its order.
func enum(t *testing.T, schema string) []string {
	t.Helper()
	spec, err := api.GetSpec()
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, value := range spec.Components.Schemas[schema].Value.Enum {
		values = append(values, fmt.Sprint(value))
	}
	return values
}

func TestTheContractKnowsTheStatusesAndNoOther(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(texts(run.Statuses()), enum(t, "RunStatus")); diff != "" {
		t.Errorf("-code +contract:\n%s", diff)
	}
	known, listed := texts(run.ItemStatuses()), enum(t, "ItemStatus")
	slices.Sort(known)
	slices.Sort(listed)
	if diff := cmp.Diff(known, listed); diff != "" {
		t.Errorf("-code +contract:\n%s", diff)
	}
}

func texts[S ~string](values []S) []string {
	texts := make([]string, 0, len(values))
	for _, value := range values {
		texts = append(texts, string(value))
	}
	return texts
}
