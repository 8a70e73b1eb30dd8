package grafana

import (
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/perses/promql"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// links maps the links of a panel that lead somewhere outside of Grafana.
func (m *mapper) links(path string, panel, spec *jsonstrict.Value) {
	made := jsonstrict.NewArray()
	for i, source := range panel.Get("links").Items() {
		if !m.GoesOn() {
			return
		}
		at := jsonstrict.At(path+".links", i)
		url := tree.Interpolated(source.Get("url").Text())
		switch {
		case !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://"):
			m.Changed(at, "Link into Grafana", "left out, its address is one of the other server")
			continue
		case strings.Contains(url, "${__") || strings.Contains(url, "$__"):
			m.Changed(at, "Link with Grafana's own variables", "left out")
			continue
		case len(made.Items()) >= 50:
			m.Changed(at, "Link", "left out, a panel has at most 50")
			continue
		}
		name := tree.Cut(tree.FirstText(source.Get("title"), tree.Text("Link")), 200)
		link := tree.Object("name", tree.Text(name), "url", tree.Text(url))
		if len(promql.VariablesIn(url)) > 0 {
			link.Set("renderVariables", jsonstrict.NewBool(true))
		}
		if source.Get("targetBlank").Truth() {
			link.Set("targetBlank", jsonstrict.NewBool(true))
		}
		made.Append(link)
	}
	if len(made.Items()) > 0 {
		spec.Set("links", made)
	}
}
