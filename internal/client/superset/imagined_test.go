package superset_test

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/client/superset"
	"github.com/dashkeep/dashkeep/internal/client/superset/object"
)

// TestImagined runs on answers that no server gave: see testdata/imagined/7.0/README.md. What is
// not imagined is what 6.1 recorded.
func TestImagined(t *testing.T) {
	t.Parallel()
	url := serveReplay(t, filepath.Join("testdata", "imagined", "7.0"), filepath.Join("testdata", "recorded", "6.1"))
	c := at(t, url, superset.Config{})
	report := c.Probe(t.Context())
	caps := report.Capabilities
	if !report.OK() || report.Version != "7.0.0" || caps.Owners != superset.No || caps.Editors != superset.Yes || caps.Bin != superset.Yes ||
		caps.FindsUUID != superset.Yes {
		t.Errorf("got %+v", report)
	}
	known := map[int64]object.Subject{}
	for subject, err := range c.Subjects(superset.Editors).All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		known[subject.ID] = subject
	}
	for d, err := range c.Dashboards(superset.Query{}).All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		want := []object.Subject{
			{ID: 21, Type: object.User, Name: "Bea Berg", Email: "bea@example.test"},
			{ID: 7, Type: object.Group, Name: "Finance"},
			{ID: 5, Type: object.Role, Name: "Alpha"},
		}
		if diff := cmp.Diff(want, object.Complete(d.Editors, known)); diff != "" || len(d.Owners) != 0 || len(d.Viewers) != 1 || !d.Deleted.IsZero() {
			t.Error(diff)
		}
	}
	var binned []string
	for d, err := range c.Binned().All(t.Context()) {
		if err != nil || d.Deleted.IsZero() {
			t.Fatalf("%+v, %v", d, err)
		}
		binned = append(binned, string(d.UUID))
	}
	if !slices.Equal(binned, []string{"b3d07cc9-d1c6-45f3-9c5d-f1ad1762256b"}) {
		t.Errorf("in the bin: %v", binned)
	}
	if err := c.Restore(t.Context(), superset.KindDashboard, binned[0]); err != nil {
		t.Error(err)
	}
	for _, bad := range []string{"", "..", "../../logout", "a/b", "a?b", "b3d07cc9-d1c6-45f3-9c5d-f1ad1762256?"} {
		if err := c.Restore(t.Context(), superset.KindDashboard, bad); superset.ReasonOf(err) != superset.Invalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if err := c.SetOwners(t.Context(), superset.KindDashboard, 1, superset.Editors, []int64{21, 7}); err != nil {
		t.Error(err)
	}
}
