package superset

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/dashkeep/dashkeep/internal/client/superset/object"
	"github.com/dashkeep/dashkeep/internal/client/superset/refusal"
	"github.com/dashkeep/dashkeep/internal/client/superset/rison"
)

// Kind is a kind of object.
type Kind string

// The kinds. KindAssets is a bundle of everything, for import and export alone.
const (
	KindDashboard Kind = "dashboard"
	KindChart     Kind = "chart"
	KindDataset   Kind = "dataset"
	KindDatabase  Kind = "database"
	KindAssets    Kind = "assets"
)

// The columns that are asked for. A server leaves out those that it does not know: emails of
// owners before 6.1, owners from 7.0 on, and editors before. A 6.1 with a connection whose
// driver is missing fails to list with its own default columns, and does not with these.
func ownershipColumns() []string {
	return []string{
		"owners.id", "owners.first_name", "owners.last_name", "owners.email",
		"editors.id", "editors.label", "editors.type", "viewers.id", "viewers.label", "viewers.type",
		"changed_on_utc", "deleted_at", "is_managed_externally",
	}
}

// Dashboards lists those that the account may see.
func (c *Client) Dashboards(q Query) *Listing[object.Dashboard] {
	columns := append([]string{
		"id", "uuid", "dashboard_title", "slug", "url", "published", "certified_by", "tags.id", "tags.name", "tags.type",
	}, ownershipColumns()...)
	return list(c, KindDashboard, q, columns, func(d *object.Dashboard) int64 { return d.ID })
}

// Charts lists those that the account may see.
func (c *Client) Charts(q Query) *Listing[object.Chart] {
	columns := append([]string{
		"id", "uuid", "slice_name", "viz_type", "datasource_id", "datasource_type", "datasource_name_text", "dashboards.id",
		"tags.id", "tags.name", "tags.type",
	}, ownershipColumns()...)
	return list(c, KindChart, q, columns, func(d *object.Chart) int64 { return d.ID })
}

// ChartsOf lists the charts that are tied to a dashboard.
func (c *Client) ChartsOf(dashboard int64) *Listing[object.Chart] {
	return c.Charts(Query{Filters: []Filter{{Column: "dashboards", Operator: "rel_m_m", Value: dashboard}}})
}

// Datasets lists those that the account may see.
func (c *Client) Datasets(q Query) *Listing[object.Dataset] {
	columns := append([]string{
		"id", "uuid", "table_name", "schema", "catalog", "sql", "database.id", "database.uuid", "database.database_name",
	}, ownershipColumns()...)
	return list(c, KindDataset, q, columns, func(d *object.Dataset) int64 { return d.ID })
}

// Databases lists the connections that the account may see.
func (c *Client) Databases(q Query) *Listing[object.Database] {
	columns := []string{"id", "uuid", "database_name", "backend", "allow_multi_catalog", "changed_on"}
	return list(c, KindDatabase, q, columns, func(d *object.Database) int64 { return d.ID })
}

// Tags lists the tags, those that Superset makes by itself among them. Where tags are switched
// off the list is empty or NotFound.
func (c *Client) Tags() *Listing[object.Tag] {
	listing := list(c, "tag", Query{}, []string{"id", "name", "type"}, func(t *object.Tag) int64 { return t.ID })
	return listing
}

// SubjectField is a field of an object that names subjects.
type SubjectField string

// The fields.
const (
	Owners  SubjectField = "owners"
	Editors SubjectField = "editors"
	Viewers SubjectField = "viewers"
)

// Subjects lists who may stand in a field of dashboards, with emails and who is inactive: the
// administrator of the server may hide some. A field that the server has not is NotFound.
func (c *Client) Subjects(field SubjectField) *Listing[object.Subject] {
	listing := list(c, KindDashboard, Query{}, nil, func(s *object.Subject) int64 { return s.ID })
	listing.op, listing.path, listing.query = "list "+string(field), "/api/v1/dashboard/related/"+string(field), nil
	return listing
}

// Find gives the id of the object with a UUID. NotFound when there is none; on a server that
// does not search by UUID the whole list is read, and Unavailable says that it did not hold
// still.
func (c *Client) Find(ctx context.Context, kind Kind, uuid string) (int64, error) {
	columns := []string{"uuid"}
	query := Query{Columns: columns, Filters: []Filter{{Column: "uuid", Operator: "eq", Value: uuid}}}
	id, err := c.findIn(ctx, kind, query, uuid)
	if known, ok := errors.AsType[*Error](err); ok && known.Reason == Invalid && known.Has(refusal.BadQuestion) {
		return c.findIn(ctx, kind, Query{Columns: columns}, uuid)
	}
	return id, err
}

func (c *Client) findIn(ctx context.Context, kind Kind, query Query, uuid string) (int64, error) {
	type named struct {
		ID   int64       `json:"id"`
		UUID object.Word `json:"uuid"`
	}
	listing := list(c, kind, query, nil, func(n *named) int64 { return n.ID })
	for each, err := range listing.All(ctx) {
		if err != nil {
			return 0, err
		}
		if strings.EqualFold(string(each.UUID), uuid) {
			return each.ID, nil
		}
	}
	if !listing.Settled() {
		return 0, &Error{Op: "find a " + string(kind), Reason: Unavailable, Message: "the list changed all the while it was read"}
	}
	return 0, &Error{Op: "find a " + string(kind), Reason: NotFound, Message: "there is none with this UUID"}
}

// DashboardOf gives one dashboard with its layout. Owners have no emails here, and 4.1 does
// not tell its UUID.
func (c *Client) DashboardOf(ctx context.Context, id int64) (object.Dashboard, error) {
	return detail[object.Dashboard](ctx, c, KindDashboard, id, "")
}

// ChartOf gives one chart with its parameters and query. 4.1 does not tell its UUID and dataset.
func (c *Client) ChartOf(ctx context.Context, id int64) (object.Chart, error) {
	return detail[object.Chart](ctx, c, KindChart, id, "")
}

// DatasetOf gives one dataset with its columns and metrics.
func (c *Client) DatasetOf(ctx context.Context, id int64) (object.Dataset, error) {
	return detail[object.Dataset](ctx, c, KindDataset, id, "")
}

// DatabaseOf gives one connection as everybody may see it.
func (c *Client) DatabaseOf(ctx context.Context, id int64) (object.Database, error) {
	return detail[object.Database](ctx, c, KindDatabase, id, "")
}

// ConnectionOf gives one connection with its URI, without secrets. It needs the right to change
// connections.
func (c *Client) ConnectionOf(ctx context.Context, id int64) (object.Database, error) {
	return detail[object.Database](ctx, c, KindDatabase, id, "/connection")
}

func detail[T any](ctx context.Context, c *Client, kind Kind, id int64, below string) (T, error) {
	op := "read a " + string(kind)
	var said struct {
		Result T `json:"result"`
	}
	a, err := c.ask(ctx, call{op: op, path: objectPath(kind, id) + below, repeat: true})
	if err != nil {
		return said.Result, err
	}
	return said.Result, a.decode(op, &said)
}

func objectPath(kind Kind, id int64) string {
	return "/api/v1/" + string(kind) + "/" + strconv.FormatInt(id, 10)
}

// idsQuery writes ids as Superset takes them.
func idsQuery(ids []int64) string { return rison.Encode(rison.Numbers(ids...)) }
