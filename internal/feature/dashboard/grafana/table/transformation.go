package table

import (
	"regexp"
	"slices"
	"strings"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/query"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

var labelName = regexp.MustCompile(`^[A-Za-z_]\w*$`)

// transformations maps what Grafana does with the answers before the table has them.
func (m *Mapper) transformations(path string, panel *jsonstrict.Value, c *columns) {
	for i, transformation := range panel.Get("transformations").Items() {
		if !m.GoesOn() {
			return
		}
		if transformation.Get("disabled").Truth() {
			continue
		}
		at := jsonstrict.At(path+".transformations", i)
		m.transformation(at, transformation, c)
		topic := tree.FirstText(transformation.Get("topic"), tree.Text("series"))
		if transformation.Get("filter", "id").Text() != "" || topic != "series" {
			m.Changed(at+".filter", "Transformation of some queries only", "of all of them")
		}
	}
}

func (m *Mapper) transformation(path string, source *jsonstrict.Value, c *columns) {
	options := source.Get("options")
	switch id := source.Get("id").Text(); id {
	case "merge":
		m.merge(path, c)
	case "joinByField", "seriesToColumns":
		m.join(path, options, c)
	case "labelsToFields":
		if options.Get("mode").Text() == "rows" || options.Get("valueLabel").Text() != "" {
			m.Changed(path, "Transformation labelsToFields", "a column of each label")
		}
	case "organize":
		m.organize(path, options, c)
	case "groupBy":
		m.groupBy(path, options, c)
	case "sortBy":
		for _, sort := range options.Get("sort").Items() {
			c.sort(sort.Get("field").Text(), sort.Get("desc").Truth())
		}
	case "filterFieldsByName":
		m.filterFields(path, options, c)
	default:
		m.Changed(path, "Transformation "+tree.Cut(id, 75), "left out, the columns stand as they come")
	}
}

// merge joins the rows of several queries. Grafana does where the labels that they share
// are the same, the table of Perses where all labels are.
func (m *Mapper) merge(path string, c *columns) {
	if _, same := m.sameLabels(c); !same {
		m.Changed(path, "Merge of queries whose labels may differ", "rows become one where all of their labels are the same")
	}
}

// sharedLabels are the labels that all queries of a table have. same is false when they
// differ, or when the queries don't tell.
type sharedLabels struct {
	names []string
	same  bool
}

func (m *Mapper) sameLabels(c *columns) (labels []string, same bool) {
	if c.labels == nil {
		labels, same = m.readLabels(c)
		c.labels = &sharedLabels{names: labels, same: same}
	}
	return c.labels.names, c.labels.same
}

func (m *Mapper) readLabels(c *columns) (labels []string, same bool) {
	for i, query := range c.asked.Kept {
		own, known := m.queries.Labels(query.Expr)
		if !known && len(c.asked.Kept) > 1 || i > 0 && !slices.Equal(own, labels) {
			return nil, false
		}
		labels = own
	}
	return labels, true
}

// join makes one row of all rows with the same value of a field.
func (m *Mapper) join(path string, options *jsonstrict.Value, c *columns) {
	field := c.nameOf(tree.FirstText(options.Get("byField"), tree.Text("Time")))
	switch labels, same := m.sameLabels(c); {
	case field == "timestamp":
		m.Changed(path, "Join by the time", "a row of each series with its present value")
		return
	case len(c.asked.Kept) < 2 || same && slices.Equal(labels, []string{field}):
	default:
		spec := tree.Object("columns", jsonstrict.NewArray(tree.Text(field)))
		c.transforms.Append(tree.Object("kind", tree.Text("JoinByColumnValue"), "spec", spec))
		m.Changed(path, "Join of queries whose labels may differ",
			"one row of each "+field+"; where other labels differ, the last query's stands")
	}
	if mode := options.Get("mode").Text(); strings.HasPrefix(mode, "inner") && len(c.asked.Kept) > 1 {
		m.Changed(path+".options.mode", "Join of the rows that all queries have", "also the rows that only some have")
	}
}

func (m *Mapper) organize(path string, options *jsonstrict.Value, c *columns) {
	c.organize(options)
	if len(options.Get("includeByName").Members()) > 0 {
		m.Changed(path+".options.includeByName", "Choice of columns", "other labels of the query follow them")
	}
	if options.Get("orderByMode").Text() == "auto" || len(options.Get("orderBy").Items()) > 0 {
		m.Looks(path+".options.orderBy", "Columns in an order by rule", "as they come")
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
	renamed := c.renamed(options)
	for _, member := range options.Get("excludeByName").Members() {
		// A join numbers the labels of its queries: hidden is what no query keeps.
		if name := c.nameOf(member.Key); member.Value.Truth() && !kept[name] && !renamed[name] {
			c.column(name).Set("hide", jsonstrict.NewBool(true))
		}
	}
	for _, member := range options.Get("renameByName").Members() {
		c.head(c.nameOf(member.Key), member.Value.Text())
	}
}

// renamed are the columns that get another name and are shown.
func (c *columns) renamed(options *jsonstrict.Value) map[string]bool {
	names := map[string]bool{}
	for _, member := range options.Get("renameByName").Members() {
		if member.Value.Text() != "" && !options.Get("excludeByName", member.Key).Truth() {
			names[c.nameOf(member.Key)] = true
		}
	}
	return names
}

// groupBy groups the rows. PromQL can say it when it comes first and makes one figure of
// the values: then the query does it. Else each series keeps its row.
func (m *Mapper) groupBy(path string, options *jsonstrict.Value, c *columns) {
	query, header := m.grouped(options, c)
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
	if query == "" {
		m.Changed(path, "Transformation groupBy", "left out, a row of each series")
		return
	}
	c.asked.Queries.Items()[0].Get("spec", "plugin", "spec").Set("query", tree.Text(query))
	c.asked.Kept[0].Expr, c.labels = query, nil
	c.head("value", header)
	m.Looks(path, "Rows in groups", "the query itself groups them")
}

// grouped is the one query of a table with its rows in groups, and the head of its value;
// empty when PromQL can't say it.
func (m *Mapper) grouped(options *jsonstrict.Value, c *columns) (query, header string) {
	if len(c.asked.Kept) != 1 || !c.asked.Kept[0].Instant || len(c.order) > 0 || strings.Contains(c.asked.Kept[0].Expr, "#") {
		return "", ""
	}
	var by []string
	aggregation := ""
	for _, member := range options.Get("fields").Members() {
		switch operation, name := member.Value.Get("operation").Text(), c.nameOf(member.Key); {
		case operation == "":
		case operation == "groupby" && name == member.Key && labelName.MatchString(name):
			by = append(by, name)
		case operation == "aggregate" && name == "value" && len(member.Value.Get("aggregations").Items()) == 1:
			aggregation = tree.FirstItem(member.Value.Get("aggregations")).Text()
		default:
			return "", ""
		}
	}
	operator := map[string]string{"sum": "sum", "mean": "avg", "min": "min", "max": "max", "count": "count"}[aggregation]
	if query = operator + " by (" + strings.Join(by, ", ") + ") (" + c.asked.Kept[0].Expr + ")"; operator == "" || len(by) == 0 ||
		m.queries.Fault(query) != nil {
		return "", ""
	}
	return query, "Value (" + aggregation + ")"
}

func (m *Mapper) filterFields(path string, options *jsonstrict.Value, c *columns) {
	names := options.Get("include", "names").Items()
	for i, name := range names {
		column := c.nameOf(name.Text())
		c.column(column)
		if _, ranked := c.rank[column]; !ranked {
			c.rank[column] = int64(i)
		}
	}
	if len(names) > 0 && !c.has("value") && len(c.asked.Kept) == 1 {
		c.column("value").Set("hide", jsonstrict.NewBool(true))
	}
	if options.Get("include", "pattern").Text() != "" || len(options.Get("exclude").Members()) > 0 {
		m.Changed(path, "Choice of columns by a pattern", "all columns")
	} else {
		m.Changed(path, "Choice of columns", "these first; other labels of the query follow them")
	}
}

// rows tells of tables whose rows are others than one of each series with its present
// value.
func (m *Mapper) rows(path string, panel *jsonstrict.Value, asked query.Asking) {
	isOld := panel.Get("type").Text() == "table-old" || panel.Get("styles") != nil || panel.Get("transform") != nil
	if isOld {
		m.oldRows(path, panel, asked)
		return
	}
	if instant, _ := asked.Instants(); instant < len(asked.Kept) && !transforms(panel, "reduce", "timeSeriesTable", "groupBy") {
		m.Changed(path+".targets", "Table over time", "a row of each series with its present value")
	}
	if len(asked.Kept) > 1 && !transforms(panel, "merge", "joinByField", "seriesToColumns", "concatenate", "append") {
		m.Changed(path+".targets", "Table of one query at a time", "all queries in one table")
	}
}

// transforms reports whether a panel has one of these transformations.
func transforms(panel *jsonstrict.Value, ids ...string) bool {
	return slices.ContainsFunc(panel.Get("transformations").Items(), func(transformation *jsonstrict.Value) bool {
		return !transformation.Get("disabled").Truth() && slices.Contains(ids, transformation.Get("id").Text())
	})
}

// oldRows is rows for tables before Grafana 7, which name their kind of rows.
func (m *Mapper) oldRows(path string, panel *jsonstrict.Value, asked query.Asking) {
	instant, _ := asked.Instants()
	switch panel.Get("transform").Text() {
	case "timeseries_aggregations":
		var lost []string
		for _, column := range panel.Get("columns").Items() {
			if value := column.Get("value").Text(); value != "current" {
				lost = append(lost, tree.FirstText(column.Get("text"), tree.Text(value)))
			}
		}
		if len(lost) > 0 {
			m.Changed(path+".columns", "Table of calculations", "the present value in place of "+strings.Join(lost, ", "))
		}
	case "table", "":
		if instant < len(asked.Kept) {
			m.Changed(path+".targets", "Table over time", "a row of each series with its present value")
		}
	default:
		m.Changed(path+".transform", "Table over time", "a row of each series with its present value")
	}
}
