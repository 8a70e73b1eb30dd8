package superset

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/dashkeep/dashkeep/internal/client/superset/object"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// Maybe is a value that a change sets, or leaves as it is.
type Maybe[T any] struct {
	set   bool
	value T
}

// To sets a value.
func To[T any](value T) Maybe[T] { return Maybe[T]{set: true, value: value} }

// fields are what a change sends: what is not in it stays as it is.
type fields map[string]any

func put[T any](f fields, name string, m Maybe[T]) {
	if m.set {
		f[name] = m.value
	}
}

// SetOwners says who owns an object: exactly these. An object without an owner is nobody's to
// mend, so none at all is refused here. For editors and viewers the ids are of subjects.
func (c *Client) SetOwners(ctx context.Context, kind Kind, id int64, field SubjectField, subjects []int64) error {
	op := "set the " + string(field) + " of a " + string(kind)
	if len(subjects) == 0 && field != Viewers {
		return &Error{Op: op, Reason: Invalid, Message: "an object keeps at least one"}
	}
	if subjects == nil {
		subjects = []int64{}
	}
	return c.change(ctx, op, kind, id, fields{string(field): subjects})
}

// DashboardChange is what of a dashboard is set anew.
type DashboardChange struct {
	Title, Slug Maybe[string]
	Published   Maybe[bool]
	// Metadata is JSON. With "positions" in it the layout and the ties to charts are set too.
	Metadata Maybe[string]
	CSS      Maybe[string]
}

// ChangeDashboard changes a dashboard.
func (c *Client) ChangeDashboard(ctx context.Context, id int64, change DashboardChange) error {
	f := fields{}
	put(f, "dashboard_title", change.Title)
	put(f, "slug", change.Slug)
	put(f, "published", change.Published)
	put(f, "json_metadata", change.Metadata)
	put(f, "css", change.CSS)
	return c.change(ctx, "change a dashboard", KindDashboard, id, f)
}

// ChangeChartQuery sets what a chart asks: JSON, with the ids of this server. Its own last
// change stays what it was.
func (c *Client) ChangeChartQuery(ctx context.Context, id int64, queryContext string) error {
	return c.change(ctx, "change a chart", KindChart, id, fields{"query_context": queryContext, "query_context_generation": true})
}

// DatasetChange is what of a dataset is set anew.
type DatasetChange struct {
	// Catalog and Schema are nil for the connection's own.
	Catalog, Schema Maybe[*string]
	// Database is the id of another connection.
	Database Maybe[int64]
	Table    Maybe[string]
	SQL      Maybe[string]
}

// ChangeDataset changes a dataset.
func (c *Client) ChangeDataset(ctx context.Context, id int64, change DatasetChange) error {
	f := fields{}
	put(f, "catalog", change.Catalog)
	put(f, "schema", change.Schema)
	put(f, "database_id", change.Database)
	put(f, "table_name", change.Table)
	put(f, "sql", change.SQL)
	return c.change(ctx, "change a dataset", KindDataset, id, f)
}

// DatabaseChange is what of a connection is set anew.
type DatabaseChange struct {
	Name Maybe[string]
	// URI has the password in it; empty leaves it as it is.
	URI secret.Text
}

// ChangeDatabase changes a connection. The server tries the new URI first.
func (c *Client) ChangeDatabase(ctx context.Context, id int64, change DatabaseChange) error {
	f := fields{}
	put(f, "database_name", change.Name)
	if !change.URI.Empty() {
		f["sqlalchemy_uri"] = plain{change.URI}
	}
	return c.change(ctx, "change a database", KindDatabase, id, f, uriSecrets(change.URI)...)
}

// change sets fields. Setting them twice does no harm.
func (c *Client) change(ctx context.Context, op string, kind Kind, id int64, f fields, secrets ...secret.Text) error {
	if len(f) == 0 {
		return &Error{Op: op, Reason: Invalid, Message: "nothing is to be changed"}
	}
	_, err := c.ask(ctx, call{
		op: op, method: http.MethodPut, path: objectPath(kind, id), body: f, repeat: true, patience: slow, secrets: secrets,
	})
	return err
}

// Delete takes an object away, on a server with a bin into that. A database with datasets is
// Refused with refusal.InUse; a dataset under living charts is not. It is not repeated.
func (c *Client) Delete(ctx context.Context, kind Kind, id int64) error {
	_, err := c.ask(ctx, call{op: "delete a " + string(kind), method: http.MethodDelete, path: objectPath(kind, id)})
	return err
}

// Restore takes an object out of the bin, by its UUID. NotFound on a server without one, or when
// it is not there; Refused when its place is taken.
func (c *Client) Restore(ctx context.Context, kind Kind, uuid string) error {
	op := "restore a " + string(kind)
	if !isUUID(uuid) {
		return &Error{Op: op, Reason: Invalid, Message: "the UUID is none"}
	}
	_, err := c.ask(ctx, call{op: op, method: http.MethodPost, path: "/api/v1/" + string(kind) + "/" + uuid + "/restore"})
	return err
}

// isUUID reports whether a text may stand in a path as a UUID.
func isUUID(text string) bool {
	other := func(r rune) bool { return !strings.ContainsRune("0123456789abcdefABCDEF-", r) }
	return len(text) >= 32 && len(text) <= 36 && !strings.ContainsFunc(text, other)
}

// Binned lists what is in the bin and the account may restore. A server without a bin is
// Invalid.
func (c *Client) Binned() *Listing[object.Dashboard] {
	return c.Dashboards(Query{Filters: []Filter{{Column: "id", Operator: binOperator, Value: "only"}}})
}

// DatabaseTrial is a connection that is only tried.
type DatabaseTrial struct {
	Name string
	// URI has the password in it, or its mask: then the server takes the password of the
	// connection with this Name.
	URI secret.Text
}

// TryDatabase lets the server connect. Nothing is changed. Refused with findings of
// refusal.Kind.OfDatabase when it can't.
func (c *Client) TryDatabase(ctx context.Context, trial DatabaseTrial) error {
	_, err := c.ask(ctx, call{
		op: "try a database", method: http.MethodPost, path: "/api/v1/database/test_connection/", repeat: true, patience: slow,
		body:    fields{"database_name": trial.Name, "sqlalchemy_uri": plain{trial.URI}},
		secrets: uriSecrets(trial.URI),
	})
	return err
}

// uriSecrets are a URI and the password in it.
func uriSecrets(uri secret.Text) []secret.Text {
	if uri.Empty() {
		return nil
	}
	secrets := []secret.Text{uri}
	uri.Use(func(text string) {
		parsed, err := url.Parse(text)
		if err != nil || parsed.User == nil {
			return
		}
		if password, ok := parsed.User.Password(); ok {
			secrets = append(secrets, secret.New(password))
		}
	})
	return secrets
}
