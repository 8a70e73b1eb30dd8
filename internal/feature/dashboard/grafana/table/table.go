package table

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/perses/promql"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/field"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/query"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

var (
	reducedName  = regexp.MustCompile(` \((?:lastNotNull|last|firstNotNull|first|mean|sum|min|max|count)\)$`)
	numberedName = regexp.MustCompile(`^(.+?) \d+$`)
	valueName    = regexp.MustCompile(`^Value(?: #(\w+))?$`)
)

// columns collects what a table says about its columns, by their names in Perses.
type columns struct {
	asked query.Asking
	// labels are those that all queries have, told once for all that ask.
	labels *sharedLabels
	// transforms are those of Perses that make the rows.
	transforms *jsonstrict.Value
	order      []string
	byName     map[string]*jsonstrict.Value
	rank       map[string]int64
	// shown are the names that people see, for overrides that go by them.
	shown map[string]string
}

// Mapper maps the tables of one dashboard.
type Mapper struct {
	*field.Reader

	queries promql.Reader
}

// NewMapper makes a mapper; queries tells what is PromQL, and which labels an answer has.
func NewMapper(fields *field.Reader, queries promql.Reader) *Mapper {
	return &Mapper{Reader: fields, queries: queries}
}

// Map maps a table with its columns: their names, order, units, which are hidden.
func (m *Mapper) Map(path string, panel *jsonstrict.Value, asked query.Asking) *jsonstrict.Value {
	c := &columns{
		asked: asked, byName: map[string]*jsonstrict.Value{}, rank: map[string]int64{}, shown: map[string]string{},
		transforms: jsonstrict.NewArray(),
	}
	spec := jsonstrict.NewObject()
	if len(asked.Kept) > 1 {
		c.transforms.Append(tree.Object("kind", tree.Text("MergeSeries"), "spec", jsonstrict.NewObject()))
	}
	m.rows(path, panel, asked)
	m.transformations(path, panel, c)
	if len(c.transforms.Items()) > 0 {
		spec.Set("transforms", c.transforms)
	}
	m.styles(path, panel, c)
	m.tableDefaults(path, panel, c)
	for i, override := range panel.Get("fieldConfig", "overrides").Items() {
		m.columnOverride(jsonstrict.At(path+".fieldConfig.overrides", i), override, c)
	}
	m.tableSort(path, panel, c)
	if !c.has("timestamp") {
		c.column("timestamp").Set("hide", jsonstrict.NewBool(true))
		if !hidesTime(panel) {
			m.Looks(path, "Column of the time", "hidden, it is the same in all rows")
		}
	}
	if settings := c.settings(); len(settings.Items()) > 0 {
		spec.Set("columnSettings", settings)
	}
	if cells := cellsOf(m.MappingsInOrder(path, panel)); len(cells.Items()) > 0 {
		spec.Set("cellSettings", cells)
	}
	return tree.Plugin("Table", spec)
}

func hidesTime(panel *jsonstrict.Value) bool {
	for _, override := range panel.Get("fieldConfig", "overrides").Items() {
		if override.Get("matcher", "options").Text() == "Time" {
			return true
		}
	}
	return panel.Get("type").Text() == "table-old"
}

// nameOf is a column's name in Perses: value, "value #2" of the second query, or the label.
func (c *columns) nameOf(field string) string {
	field = reducedName.ReplaceAllString(field, "")
	if own, ok := c.shown[field]; ok {
		return own
	}
	if field == "Time" || strings.HasPrefix(field, "Time ") {
		return "timestamp"
	}
	if match := valueName.FindStringSubmatch(field); match != nil {
		return c.valueOf(match[1])
	}
	if match := numberedName.FindStringSubmatch(field); match != nil && len(c.asked.Kept) > 1 {
		return match[1]
	}
	for i, query := range c.asked.Kept {
		if query.Legend != "" && query.Legend == field {
			return c.valueAt(i)
		}
	}
	return field
}

func (c *columns) valueOf(refID string) string {
	for i, query := range c.asked.Kept {
		if query.RefID == refID {
			return c.valueAt(i)
		}
	}
	return c.valueAt(0)
}

func (c *columns) valueAt(i int) string {
	if len(c.asked.Kept) < 2 {
		return "value"
	}
	return fmt.Sprintf("value #%d", i+1)
}

func (c *columns) has(name string) bool { return c.byName[name] != nil }

func (c *columns) column(name string) *jsonstrict.Value {
	if c.byName[name] == nil {
		c.byName[name] = tree.Object("name", tree.Text(tree.Cut(name, 200)))
		c.order = append(c.order, name)
	}
	return c.byName[name]
}

// settings are the columns in their order; those without a place come last.
func (c *columns) settings() *jsonstrict.Value {
	const last = 1 << 40
	rank := func(name string) int64 {
		if rank, ok := c.rank[name]; ok {
			return rank
		}
		return last
	}
	order := slices.Clone(c.order)
	slices.SortStableFunc(order, func(a, b string) int { return int(min(max(rank(a)-rank(b), -1), 1)) })
	made := jsonstrict.NewArray()
	for _, name := range order {
		if len(made.Items()) < 200 {
			made.Append(c.byName[name])
		}
	}
	return made
}

func (c *columns) head(name, header string) {
	if header = tree.Cut(tree.OneLine(tree.Cut(header, 2000)), 200); header != "" {
		c.column(name).Set("header", tree.Text(header))
		c.shown[header] = name
	}
}

func (c *columns) sort(field string, descending bool) {
	direction := "asc"
	if descending {
		direction = "desc"
	}
	if field != "" {
		c.column(c.nameOf(field)).Set("sort", tree.Text(direction))
	}
}

func (m *Mapper) tableSort(path string, panel *jsonstrict.Value, c *columns) {
	for _, sort := range panel.Get("options", "sortBy").Items() {
		c.sort(sort.Get("displayName").Text(), sort.Get("desc").Truth())
	}
	if panel.Get("options", "footer", "show").Truth() {
		m.Changed(path+".options.footer", "Footer of a table", "left out")
	}
	if shown := panel.Get("options", "showHeader"); shown.Is(jsonstrict.Bool) && !shown.Truth() {
		m.Looks(path+".options.showHeader", "Table without a header", "with its header")
	}
}

// cellsOf writes value mappings as the looks of a table's cells. They are for all
// columns. In a table of Perses the first that matches stands, as in Grafana.
func cellsOf(mappings []*jsonstrict.Value) *jsonstrict.Value {
	cells := jsonstrict.NewArray()
	for _, mapping := range mappings {
		spec, result := mapping.Get("spec"), mapping.Get("spec", "result")
		condition := jsonstrict.NewObject()
		for _, pair := range [][2]string{{"value", "value"}, {"from", "min"}, {"to", "max"}, {"pattern", "expr"}} {
			if value := spec.Get(pair[0]); value != nil {
				condition.Set(pair[1], value.Clone())
			}
		}
		cell := tree.Object("condition", tree.Object("kind", tree.Text(mapping.Get("kind").Text()), "spec", condition))
		if shown := result.Get("value").Text(); shown != "" {
			cell.Set("text", tree.Text(shown))
		}
		if colour := result.Get("color").Text(); colour != "" {
			cell.Set("textColor", tree.Text(colour))
		}
		cells.Append(cell)
	}
	return cells
}
