package superset_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/dashkeep/dashkeep/internal/client/superset"
	"github.com/dashkeep/dashkeep/internal/client/superset/object"
	"github.com/dashkeep/dashkeep/internal/client/superset/refusal"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/testkit/supersettest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction(supersettest.Lasting)) }

// target is a Superset with what the fixture's seed puts there, the broken dashboards too.
type target struct {
	version, url, username, password string
	// connection is the password of the connection Warehouse.
	connection string
	// charts are the ids of the seeded charts by name.
	charts map[string]int64
	// warehouse is the port of the PostgreSQL behind them; 0 of recorded answers.
	warehouse int
	// real is false of recorded answers: nothing that is changed there is there afterwards.
	real bool
}

// realServer is a Superset of a version of its own, filled with what the suite looks at.
func realServer(t *testing.T, version string) target {
	t.Helper()
	server := supersettest.Start(t, supersettest.Options{Version: version})
	made := server.Seed(t, supersettest.Seed{Dashboards: 3, OwnCharts: true, Broken: true})
	return target{
		version: version, url: server.URL, username: server.Username, password: server.Password, real: true,
		connection: made.Connections[0].Password, charts: made.Charts, warehouse: server.Warehouse.Port,
	}
}

func recorded(t *testing.T, version string) target {
	t.Helper()
	return target{
		version: version, url: serveRecorded(t, version), username: "admin", password: "secret-of-admin", connection: "secret-of-warehouse",
		charts: map[string]int64{
			"Orders": 1, "Revenue": 2, "World (legacy)": 9, "Returns": 11, "Returns (legacy)": 12, "Shipments": 13, "Salaries": 14, "Nothing": 16,
			"Nothing in total": 17, "Lost dataset": 20, "Locked customers": 21,
		},
	}
}

func (s target) signIn() superset.SignIn {
	return superset.SignIn{Kind: superset.ByDatabase, Username: s.username, Password: secret.New(s.password)}
}

func newClient(tb testing.TB, cfg superset.Config) *superset.Client {
	tb.Helper()
	guard, err := netguard.New(netguard.Config{Allow: []string{"127.0.0.0/8"}})
	if err != nil {
		tb.Fatal(err)
	}
	cfg.Guard = guard
	c, err := superset.New(cfg)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(c.Close)
	return c
}

// TestSupersets runs the same suite on what both versions answered and on real servers.
func TestSupersets(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"6.1", "4.1"} {
		t.Run("recorded_"+version, func(t *testing.T) {
			t.Parallel()
			suite(t, recorded(t, version))
		})
	}
	supersettest.Each(t, func(t *testing.T, version string) { //nolint:thelper // a test, which fails where it fails
		suite(t, realServer(t, version))
	})
}

func suite(t *testing.T, s target) {
	t.Helper()
	c := newClient(t, superset.Config{URL: s.url, SignIn: s.signIn()})
	t.Run("probe", func(t *testing.T) { probes(t, s, c) })
	t.Run("lists", func(t *testing.T) { lists(t, s, c) })
	t.Run("details", func(t *testing.T) { details(t, c) })
	t.Run("runs_charts", func(t *testing.T) { runsCharts(t, s, c) })
	t.Run("moves_bundles", func(t *testing.T) { movesBundles(t, s, c) })
	t.Run("asks_for_passwords", func(t *testing.T) { asksForPasswords(t, s, c) })
	t.Run("changes", func(t *testing.T) { changes(t, s, c) })
}

func probes(t *testing.T, s target, c *superset.Client) {
	t.Helper()
	report := c.Probe(t.Context())
	if !report.OK() || len(report.Steps) != 8 || !strings.HasPrefix(report.Version, s.version+".") {
		t.Errorf("version %q: %+v", report.Version, report.Steps)
	}
	if report.Account.Username != s.username && s.real || s.version == "6.1" && report.Account.Email == "" {
		t.Errorf("signed in as %+v", report.Account)
	}
	caps := report.Capabilities
	if caps.Owners != superset.Yes || caps.Editors != superset.No || caps.Bin != superset.No || caps.Tunnels != superset.No ||
		caps.Tags != superset.Yes || !caps.Drives("postgresql", "psycopg2") || caps.Drives("clickhousedb", "") {
		t.Errorf("it has %+v", caps)
	}
	asked, err := c.Capabilities(t.Context())
	if diff := cmp.Diff(caps, asked); err != nil || diff != "" {
		t.Errorf("asked alone: %v %s", err, diff)
	}
	wrong := newClient(t, superset.Config{URL: s.url, SignIn: superset.SignIn{
		Kind: superset.ByDatabase, Username: "admin", Password: secret.New("wrong"),
	}})
	report = wrong.Probe(t.Context())
	var failed []superset.StepName
	for _, step := range report.Steps {
		if step.State == superset.StepFailed {
			failed = append(failed, step.Name)
			if step.Reason != superset.AuthFailed || step.Sentence == "" {
				t.Errorf("%+v", step)
			}
		}
	}
	if !slices.Equal(failed, []superset.StepName{superset.StepSignedIn}) {
		t.Errorf("failed with a wrong password: %v", failed)
	}
}

func lists(t *testing.T, s target, c *superset.Client) {
	t.Helper()
	people := map[int64]object.Subject{}
	for subject, err := range c.Subjects(superset.Owners).All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		people[subject.ID] = subject
	}
	if dora := people[4]; !dora.Inactive || dora.Email != "dora@example.test" || dora.Name != "Dora Diaz" || dora.Type != object.User {
		t.Errorf("got %+v", dora)
	}
	dashboards := c.Dashboards(superset.Query{})
	for d, err := range dashboards.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if len(d.UUID) != 36 || d.Title == "" || d.Path == "" || d.On.IsZero() || len(d.Owners) == 0 || d.Elsewhere || !d.Published {
			t.Errorf("got %+v", d)
		}
		for _, owner := range object.Complete(d.Owners, people) {
			if !strings.HasSuffix(owner.Email, "@example.test") || owner.Name == "" {
				t.Errorf("%s: owner %+v", d.Title, owner)
			}
		}
		if s.version == "6.1" && d.Owners[0].Email == "" {
			t.Errorf("%s: the list has no emails", d.Title)
		}
	}
	if !dashboards.Settled() || s.real && dashboards.Count() < 14 {
		t.Errorf("%d dashboards, settled %v", dashboards.Count(), dashboards.Settled())
	}
	for d, err := range c.Datasets(superset.Query{}).All(t.Context()) {
		if err != nil || len(d.UUID) != 36 || d.Table == "" || d.Schema != "sales" || d.Catalog == "" || d.Database.ID == 0 {
			t.Errorf("got %+v, %v", d, err)
		}
	}
	for d, err := range c.Databases(superset.Query{}).All(t.Context()) {
		if err != nil || len(d.UUID) != 36 || d.Name == "" || d.Backend != "postgresql" || d.On.IsZero() {
			t.Errorf("got %+v, %v", d, err)
		}
	}
	lost := 0
	for chart, err := range c.ChartsOf(13).All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if chart.DatasetID == 0 && chart.Dataset == "" && chart.Name == "Lost dataset" {
			lost++
		}
	}
	if lost != 1 {
		t.Errorf("%d charts have lost their dataset", lost)
	}
	for d, err := range c.Dashboards(superset.Query{Filters: []superset.Filter{{Column: "nope", Operator: "eq", Value: "x"}}}).All(t.Context()) {
		if s.real && (superset.ReasonOf(err) != superset.Invalid || d.ID != 0) {
			t.Errorf("an unknown filter: %v", err)
		}
	}
}

func details(t *testing.T, c *superset.Client) {
	t.Helper()
	dashboard, err := c.DashboardOf(t.Context(), 1)
	if err != nil || dashboard.Title != "Sales overview" || dashboard.Slug != "sales-0" || len(dashboard.Owners) == 0 ||
		!strings.HasPrefix(string(dashboard.Metadata), `{"native_filter_configuration"`) || !strings.Contains(string(dashboard.Layout), "CHART-1") {
		t.Errorf("got %+v, %v", dashboard, err)
	}
	chart, err := c.ChartOf(t.Context(), 1)
	if err != nil || chart.Name != "Orders" || !json.Valid([]byte(chart.Params)) || !json.Valid([]byte(chart.QueryContext)) {
		t.Errorf("got %+v, %v", chart, err)
	}
	dataset, err := c.DatasetOf(t.Context(), 1)
	if err != nil || dataset.Table != "orders" || dataset.Catalog == "" || dataset.Database.Name != "Warehouse" || len(dataset.Columns) < 2 ||
		dataset.Metrics[0].Name != "count" {
		t.Errorf("got %+v, %v", dataset, err)
	}
	database, err := c.DatabaseOf(t.Context(), 1)
	if err != nil || database.Driver != "psycopg2" || database.URI != "" {
		t.Errorf("got %+v, %v", database, err)
	}
	connection, err := c.ConnectionOf(t.Context(), 1)
	if err != nil || !strings.Contains(string(connection.URI), ":XXXXXXXXXX@127.0.0.1:") || connection.Parameters.Host != "127.0.0.1" || connection.Tunnel != nil {
		t.Errorf("got %+v, %v", connection, err)
	}
	_, err = c.DashboardOf(t.Context(), 999)
	if superset.ReasonOf(err) != superset.NotFound {
		t.Errorf("got %v", err)
	}
}

func runsCharts(t *testing.T, s target, c *superset.Client) {
	t.Helper()
	results, err := c.ChartData(t.Context(), s.charts["Revenue"], true)
	if err != nil || len(results) != 1 || results[0].Rows != 1 || results[0].Nothing || results[0].Columns[0] != "revenue" ||
		results[0].Cached || !strings.Contains(results[0].Query, "sum(amount)") || len(results[0].First) != 1 {
		t.Errorf("got %+v, %v", results, err)
	}
	for _, name := range []string{"Nothing", "Nothing in total"} {
		if results, err := c.ChartData(t.Context(), s.charts[name], true); err != nil || len(results) != 1 || !results[0].Nothing {
			t.Errorf("%s: %+v, %v", name, results, err)
		}
	}
	for name, want := range map[string]refusal.Kind{
		"Returns": refusal.NoRelation, "Shipments": refusal.NoColumn, "Salaries": refusal.NoRight, "Locked customers": refusal.WrongPassword,
	} {
		_, err := c.ChartData(t.Context(), s.charts[name], true)
		if failure, ok := errors.AsType[*superset.Error](err); !ok || failure.Reason != superset.Refused || !failure.Has(want) || !failure.OfDatabase() {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err = c.ChartData(t.Context(), s.charts["World (legacy)"], true)
	if failure, ok := errors.AsType[*superset.Error](err); !ok || !failure.Has(refusal.NoQuery) || failure.OfDatabase() {
		t.Errorf("a chart without a saved query: %v", err)
	}
	if _, err = c.ChartData(t.Context(), s.charts["Lost dataset"], true); superset.ReasonOf(err) != superset.NotFound {
		t.Errorf("a chart without its dataset: %v", err)
	}
	rejected, err := c.QueryData(t.Context(), json.RawMessage(`{"datasource":{"id":1,"type":"table"},"queries":[{"columns":["region"],`+
		`"metrics":[],"row_limit":1,"filters":[{"col":"no_such_column","op":"IN","val":["x"]}]}]}`))
	if err != nil || len(rejected) != 1 || !slices.Equal(rejected[0].Rejected, []string{"no_such_column"}) {
		t.Errorf("a filter on an unknown column: %+v, %v", rejected, err)
	}
	if found, err := c.WarmUp(t.Context(), s.charts["World (legacy)"], 0); err != nil || found != nil {
		t.Errorf("got %+v, %v", found, err)
	}
	if found, err := c.WarmUp(t.Context(), s.charts["Returns (legacy)"], 0); err != nil || len(found) != 1 || found[0].Kind != refusal.NoRelation {
		t.Errorf("got %+v, %v", found, err)
	}
	wrong := superset.DatabaseTrial{Name: "x", URI: secret.New(fmt.Sprintf("postgresql+psycopg2://fixture:not-the-password@127.0.0.1:%d/postgres", s.warehouse))}
	err = c.TryDatabase(t.Context(), wrong)
	if failure, ok := errors.AsType[*superset.Error](err); !ok || !failure.Has(refusal.WrongPassword) || strings.Contains(err.Error(), "not-the-password") {
		t.Errorf("a wrong password: %v", err)
	}
}

func movesBundles(t *testing.T, s target, c *superset.Client) {
	t.Helper()
	content, err := c.Export(t.Context(), superset.KindDashboard, 1)
	if err != nil {
		t.Fatal(err)
	}
	if files := unpack(t, content); files["metadata.yaml"] == "" || len(files) < 3 {
		t.Errorf("the bundle has %d files", len(files))
	}
	err = c.Import(t.Context(), superset.Bundle{Kind: superset.KindDashboard, Archive: content})
	failure, ok := errors.AsType[*superset.Error](err)
	if !ok || failure.Reason != superset.Refused || failure.Unsure || len(failure.Findings) != 1 || failure.Findings[0].Kind != refusal.Exists ||
		!strings.HasPrefix(failure.Findings[0].File, "dashboards/Sales_overview_") {
		t.Errorf("got %+v", failure)
	}
	if err := c.Import(t.Context(), superset.Bundle{Kind: superset.KindDashboard, Archive: content, Overwrite: true}); err != nil {
		t.Error(err)
	}
	if s.real {
		if _, err := c.Export(t.Context(), superset.KindDashboard, 1, 999); superset.ReasonOf(err) != superset.NotFound {
			t.Errorf("got %v", err)
		}
		if all, err := c.ExportAll(t.Context()); err != nil || len(unpack(t, all)) < 30 {
			t.Errorf("%d bytes, %v", len(all), err)
		}
	}
}

// asksForPasswords imports a connection that the server does not know.
func asksForPasswords(t *testing.T, s target, c *superset.Client) {
	t.Helper()
	content, err := c.Export(t.Context(), superset.KindDashboard, 1)
	if err != nil {
		t.Fatal(err)
	}
	const file, uuid = "databases/Warehouse.yaml", "00000000-0000-4000-8000-00000000c0de"
	lines := strings.Split(unpack(t, content)[file], "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "uuid: ") {
			lines[i] = "uuid: " + uuid
		}
		if strings.HasPrefix(line, "database_name: ") {
			lines[i] = "database_name: Asked for"
		}
	}
	alone := superset.Bundle{Kind: superset.KindDatabase, Archive: bundle(t, map[string]string{
		"metadata.yaml": "version: 1.0.0\ntype: Database\ntimestamp: '2026-01-01T00:00:00+00:00'\n", file: strings.Join(lines, "\n"),
	})}
	err = c.Import(t.Context(), alone)
	failure, ok := errors.AsType[*superset.Error](err)
	if !ok || failure.Reason != superset.Refused || len(failure.Findings) != 1 || failure.Findings[0].Kind != refusal.NeedsPassword ||
		failure.Findings[0].File != file {
		t.Fatalf("got %v", err)
	}
	alone.Passwords = map[string]secret.Text{failure.Findings[0].File: secret.New(s.connection)}
	if err := c.Import(t.Context(), alone); err != nil {
		t.Fatal(err)
	}
	if !s.real {
		return
	}
	id, err := c.Find(t.Context(), superset.KindDatabase, uuid)
	if err != nil {
		t.Fatal(err)
	}
	if read, err := c.ConnectionOf(t.Context(), id); err != nil || read.Name != "Asked for" || strings.Contains(string(read.URI), s.connection) {
		t.Errorf("got %+v, %v", read, err)
	}
	if err := c.ChangeDatabase(t.Context(), id, superset.DatabaseChange{Name: superset.To("Asked for twice")}); err != nil {
		t.Error(err)
	}
	if err := c.Delete(t.Context(), superset.KindDatabase, id); err != nil {
		t.Error(err)
	}
	if _, err := c.Find(t.Context(), superset.KindDatabase, uuid); superset.ReasonOf(err) != superset.NotFound {
		t.Errorf("got %v", err)
	}
	if _, err := c.Find(t.Context(), superset.KindDashboard, uuid); superset.ReasonOf(err) != superset.NotFound {
		t.Errorf("got %v", err)
	}
}

func changes(t *testing.T, s target, c *superset.Client) {
	t.Helper()
	ctx := t.Context()
	if err := c.Delete(ctx, superset.KindDashboard, 999); superset.ReasonOf(err) != superset.NotFound {
		t.Errorf("got %v", err)
	}
	err := c.Delete(ctx, superset.KindDatabase, 1)
	if failure, ok := errors.AsType[*superset.Error](err); !ok || failure.Reason != superset.Refused || !failure.Has(refusal.InUse) {
		t.Errorf("got %v", err)
	}
	if err := c.SetOwners(ctx, superset.KindDashboard, 1, superset.Owners, nil); superset.ReasonOf(err) != superset.Invalid {
		t.Errorf("nobody owns it: %v", err)
	}
	if err := c.SetOwners(ctx, superset.KindDashboard, 1, superset.Owners, []int64{2, 3}); err != nil {
		t.Error(err)
	}
	if err := c.ChangeDashboard(ctx, 1, superset.DashboardChange{CSS: superset.To("/* c */"), Published: superset.To(true)}); err != nil {
		t.Error(err)
	}
	if err := c.ChangeDashboard(ctx, 1, superset.DashboardChange{}); superset.ReasonOf(err) != superset.Invalid {
		t.Errorf("got %v", err)
	}
	if !s.real {
		return
	}
	read, err := c.DashboardOf(ctx, 1)
	if err != nil || len(read.Owners) != 2 || read.CSS != "/* c */" {
		t.Errorf("got %+v, %v", read, err)
	}
	err = c.SetOwners(ctx, superset.KindDashboard, 1, superset.Owners, []int64{99})
	if failure, ok := errors.AsType[*superset.Error](err); !ok || failure.Reason != superset.Refused || !failure.Has(refusal.OwnersInvalid) {
		t.Errorf("an unknown owner: %v", err)
	}
	dataset, err := c.DatasetOf(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	own := string(dataset.Catalog)
	if err := c.ChangeDataset(ctx, 1, superset.DatasetChange{Catalog: superset.To(&own), Database: superset.To(dataset.Database.ID)}); err != nil {
		t.Error(err)
	}
	other := "another"
	err = c.ChangeDataset(ctx, 1, superset.DatasetChange{Catalog: superset.To(&other)})
	if failure, ok := errors.AsType[*superset.Error](err); s.version == "6.1" && (!ok || !failure.Has(refusal.CatalogFixed)) {
		t.Errorf("another catalog: %v", err)
	}
	if err := c.ChangeDataset(ctx, 1, superset.DatasetChange{Catalog: superset.To(&own)}); err != nil {
		t.Error(err)
	}
	chart, err := c.ChartOf(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.ChangeChartQuery(ctx, 1, string(chart.QueryContext)); err != nil {
		t.Error(err)
	}
	err = c.Restore(ctx, superset.KindDashboard, "00000000-0000-4000-8000-00000000c0de")
	if reason := superset.ReasonOf(err); reason != superset.NotFound {
		t.Errorf("a server without a bin: %v", err)
	}
}
