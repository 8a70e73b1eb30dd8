package app

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
)

// described are the metrics of our own by name, also those that have no series yet: help
// and labels.
func described(t *testing.T, registry *prometheus.Registry) map[string][2]string {
	t.Helper()
	descriptors := make(chan *prometheus.Desc)
	go func() {
		defer close(descriptors)
		registry.Describe(descriptors)
	}()
	form := regexp.MustCompile(`^Desc\{fqName: "(dashkeep_\w+)", help: "(.*)", unit: "", constLabels: \{\}, variableLabels: \{(.*)\}\}$`)
	found := map[string][2]string{}
	for each := range descriptors {
		if parts := form.FindStringSubmatch(each.String()); parts != nil {
			found[parts[1]] = [2]string{parts[2], parts[3]}
		} else if strings.Contains(each.String(), "dashkeep_") {
			t.Errorf("what is %s?", each)
		}
	}
	return found
}

func TestMetricsAreDocumented(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	types := map[string]string{}
	families, err := h.program.registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, family := range families {
		types[family.GetName()] = strings.ToLower(family.GetType().String())
	}
	metrics := described(t, h.program.registry)
	table := "| metric | type | labels | what it tells |\n| --- | --- | --- | --- |\n"
	for _, name := range slices.Sorted(maps.Keys(metrics)) {
		help, labels := metrics[name][0], metrics[name][1]
		if labels != "" {
			labels = "`" + strings.ReplaceAll(labels, ",", "`, `") + "`"
		}
		kind, hasSeries := types[name]
		if !hasSeries {
			if !strings.HasSuffix(name, "_total") {
				t.Errorf("%s is no counter and has no series from the start", name)
			}
			kind = "counter"
		}
		if help == "" {
			t.Errorf("%s has no help", name)
		}
		table += fmt.Sprintf("| `%s` | %s | %s | %s |\n", name, kind, labels, help)
	}
	if len(metrics) < 10 {
		t.Fatalf("only %d metrics were seen", len(metrics))
	}
	wantDocumented(t, "metrics.md", table)
}
