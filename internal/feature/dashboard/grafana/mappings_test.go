package grafana_test

import (
	"strings"
	"testing"
)

// In Grafana the first mapping that matches stands. In the charts of Perses it is the
// last, in its tables the first.
func TestMap_the_first_value_mapping_that_matches_stands(t *testing.T) {
	t.Parallel()
	const mappings = `"targets":[{"expr":"up","instant":true,"format":"table"}],"fieldConfig":{"defaults":{"mappings":[` +
		`{"type":"value","options":{"0":{"text":"DOWN"},"1":{"text":"UP"}}},` +
		`{"type":"range","options":{"from":0,"to":10,"result":{"text":"low"}}}]}}`
	table, _ := mapOne(t, `{"type":"table",`+mappings+`}`)
	var cells []string
	for _, cell := range table.Get("plugin", "spec", "cellSettings").Items() {
		cells = append(cells, cell.Get("text").Text())
	}
	if got := strings.Join(cells, " "); got != "DOWN UP low" {
		t.Errorf("table: %s", got)
	}
	stat, _ := mapOne(t, `{"type":"stat",`+mappings+`}`)
	var mapped []string
	for _, mapping := range stat.Get("plugin", "spec", "mappings").Items() {
		mapped = append(mapped, mapping.Get("spec", "result", "value").Text())
	}
	if got := strings.Join(mapped, " "); got != "low UP DOWN" {
		t.Errorf("stat: %s", got)
	}
}
