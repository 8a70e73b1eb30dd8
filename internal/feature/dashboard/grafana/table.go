package grafana

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

var (
	reducedName  = regexp.MustCompile(` \((?:lastNotNull|last|firstNotNull|first|mean|sum|min|max|count)\)$`)
	numberedName = regexp.MustCompile(`^(.+?) \d+$`)
	valueName    = regexp.MustCompile(`^Value(?: #(\w+))?$`)
)

// columns collects what a table says about its columns, by their names in Perses.
type columns struct {
	asked  asking
	order  []string
	byName map[string]*jsonstrict.Value
	rank   map[string]int64
	// shown are the names that people see, for overrides that go by them.
	shown map[string]string
}

// table maps a table with its columns: their names, order, units, which are hidden.
func (m *mapper) table(path string, panel *jsonstrict.Value, asked asking) *jsonstrict.Value {
	c := &columns{
		asked: asked, byName: map[string]*jsonstrict.Value{}, rank: map[string]int64{}, shown: map[string]string{},
	}
	spec := jsonstrict.NewObject()
	if len(asked.kept) > 1 {
		spec.Set("transforms", jsonstrict.NewArray(object("kind", text("MergeSeries"), "spec", jsonstrict.NewObject())))
	}
	for i, transformation := range panel.Get("transformations").Items() {
		if !transformation.Get("disabled").Truth() {
			m.transformation(jsonstrict.At(path+".transformations", i), transformation, c)
		}
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
			m.looks(path, "Column of the time", "hidden, it is the same in all rows")
		}
	}
	if settings := c.settings(); len(settings.Items()) > 0 {
		spec.Set("columnSettings", settings)
	}
	if cells := cellsOf(m.mappingsInOrder(path, panel)); len(cells.Items()) > 0 {
		spec.Set("cellSettings", cells)
	}
	return pluginOf("Table", spec)
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
	if match := numberedName.FindStringSubmatch(field); match != nil && len(c.asked.kept) > 1 {
		return match[1]
	}
	for i, query := range c.asked.kept {
		if query.legend != "" && query.legend == field {
			return c.valueAt(i)
		}
	}
	return field
}

func (c *columns) valueOf(refID string) string {
	for i, query := range c.asked.kept {
		if query.refID == refID {
			return c.valueAt(i)
		}
	}
	return c.valueAt(0)
}

func (c *columns) valueAt(i int) string {
	if len(c.asked.kept) < 2 {
		return "value"
	}
	return fmt.Sprintf("value #%d", i+1)
}

func (c *columns) has(name string) bool { return c.byName[name] != nil }

func (c *columns) column(name string) *jsonstrict.Value {
	if c.byName[name] == nil {
		c.byName[name] = object("name", text(cut(name, 200)))
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

func (m *mapper) transformation(path string, source *jsonstrict.Value, c *columns) {
	options := source.Get("options")
	switch id := source.Get("id").Text(); id {
	case "merge", "joinByField", "seriesToColumns", "labelsToFields":
		// Queries become columns of one row: MergeSeries, and labels are columns already.
	case "organize":
		c.organize(options)
	case "groupBy":
		c.groupBy(options)
	case "sortBy":
		for _, sort := range options.Get("sort").Items() {
			c.sort(sort.Get("field").Text(), sort.Get("desc").Truth())
		}
	case "filterFieldsByName":
		m.filterFields(path, options, c)
	default:
		m.changed(path, "Transformation "+id, "left out, the columns stand as they come")
	}
}

func (c *columns) organize(options *jsonstrict.Value) {
	for _, member := range options.Get("indexByName").Members() {
		if rank, ok := member.Value.Int(); ok {
			name := c.nameOf(member.Key)
			if _, ranked := c.rank[name]; !ranked {
				c.column(name)
				c.rank[name] = rank
			}
		}
	}
	kept := map[string]bool{}
	for _, member := range options.Get("excludeByName").Members() {
		if !member.Value.Truth() {
			kept[c.nameOf(member.Key)] = true
		}
	}
	for _, member := range options.Get("excludeByName").Members() {
		// A join numbers the labels of its queries: hidden is what no query keeps.
		if name := c.nameOf(member.Key); member.Value.Truth() && !kept[name] && !c.renamed(options, name) {
			c.column(name).Set("hide", jsonstrict.NewBool(true))
		}
	}
	for _, member := range options.Get("renameByName").Members() {
		c.head(c.nameOf(member.Key), member.Value.Text())
	}
}

func (c *columns) renamed(options *jsonstrict.Value, name string) bool {
	return slices.ContainsFunc(options.Get("renameByName").Members(), func(member jsonstrict.Member) bool {
		return member.Value.Text() != "" && c.nameOf(member.Key) == name && !options.Get("excludeByName", member.Key).Truth()
	})
}

func (c *columns) head(name, header string) {
	if header = cut(oneLine(header), 200); header != "" {
		c.column(name).Set("header", text(header))
		c.shown[header] = name
	}
}

// groupBy keeps the fields that it groups by or reduces.
func (c *columns) groupBy(options *jsonstrict.Value) {
	for _, member := range options.Get("fields").Members() {
		if member.Value.Get("operation").Text() != "" {
			c.column(c.nameOf(member.Key))
		}
	}
	for _, name := range []string{"value", "timestamp"} {
		if !c.has(name) {
			c.column(name).Set("hide", jsonstrict.NewBool(true))
		}
	}
}

func (m *mapper) filterFields(path string, options *jsonstrict.Value, c *columns) {
	names := options.Get("include", "names").Items()
	for i, name := range names {
		column := c.nameOf(name.Text())
		c.column(column)
		if _, ranked := c.rank[column]; !ranked {
			c.rank[column] = int64(i)
		}
	}
	if len(names) > 0 && !c.has("value") && len(c.asked.kept) == 1 {
		c.column("value").Set("hide", jsonstrict.NewBool(true))
	}
	if options.Get("include", "pattern").Text() != "" || len(options.Get("exclude").Members()) > 0 {
		m.changed(path, "Choice of columns by a pattern", "all columns")
	} else {
		m.changed(path, "Choice of columns", "these first; other labels of the query follow them")
	}
}

func (c *columns) sort(field string, descending bool) {
	direction := "asc"
	if descending {
		direction = "desc"
	}
	if field != "" {
		c.column(c.nameOf(field)).Set("sort", text(direction))
	}
}

func (m *mapper) tableSort(path string, panel *jsonstrict.Value, c *columns) {
	for _, sort := range panel.Get("options", "sortBy").Items() {
		c.sort(sort.Get("displayName").Text(), sort.Get("desc").Truth())
	}
	if panel.Get("options", "footer", "show").Truth() {
		m.changed(path+".options.footer", "Footer of a table", "left out")
	}
	if shown := panel.Get("options", "showHeader"); shown.Is(jsonstrict.Bool) && !shown.Truth() {
		m.looks(path+".options.showHeader", "Table without a header", "with its header")
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
		cell := object("condition", object("kind", text(mapping.Get("kind").Text()), "spec", condition))
		if shown := result.Get("value").Text(); shown != "" {
			cell.Set("text", text(shown))
		}
		if colour := result.Get("color").Text(); colour != "" {
			cell.Set("textColor", text(colour))
		}
		cells.Append(cell)
	}
	return cells
}
