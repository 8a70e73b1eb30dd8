package superset_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/client/superset"
	"github.com/dashkeep/dashkeep/internal/client/superset/refusal"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// TestImportSendsWhatItIsGiven: each secret arrives in the field that Superset reads, under the
// file that asked for it, and is in no text of the program.
func TestImportSendsWhatItIsGiven(t *testing.T) {
	t.Parallel()
	var form map[string]string
	path := ""
	f := &fake{handle: func(w http.ResponseWriter, r *http.Request) {
		path, form = r.URL.Path, formOf(t, r)
		say(w, 200, `{"message":"OK"}`)
	}}
	c := at(t, f.serve(t), superset.Config{})
	of := func(value string) map[string]secret.Text {
		return map[string]secret.Text{"databases/Ä \"x\".yaml": secret.New(value)}
	}
	bundled := superset.Bundle{
		Kind: superset.KindDatabase, Archive: bundle(t, map[string]string{"metadata.yaml": "type: Database\n"}), Overwrite: true,
		SyncColumns: true, SyncMetrics: true, Passwords: of("pass\nword"), TunnelPasswords: of("tunnel"), TunnelKeys: of("-----BEGIN\n"),
		TunnelKeyPasswords: of("key<&>"), Encrypted: map[string]map[string]secret.Text{"databases/x.yaml": {"$.a.private_key": secret.New("k")}},
	}
	if err := c.Import(t.Context(), bundled); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"overwrite": "true", "sync_columns": "true", "sync_metrics": "true",
		"passwords":                        `{"databases/Ä \"x\".yaml":"pass\nword"}`,
		"ssh_tunnel_passwords":             `{"databases/Ä \"x\".yaml":"tunnel"}`,
		"ssh_tunnel_private_keys":          `{"databases/Ä \"x\".yaml":"-----BEGIN\n"}`,
		"ssh_tunnel_private_key_passwords": `{"databases/Ä \"x\".yaml":"key\u003c\u0026\u003e"}`,
		"encrypted_extra_secrets":          `{"databases/x.yaml":{"$.a.private_key":"k"}}`,
		"file":                             "bundle/metadata.yaml\ntype: Database\n\n",
	}
	if diff := cmp.Diff(want, form); diff != "" || path != "/api/v1/database/import/" {
		t.Error(path, diff)
	}
	bare := superset.Bundle{Kind: superset.KindAssets, Archive: bundled.Archive, Sparse: true}
	if err := c.Import(t.Context(), bare); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"sparse": "true", "file": want["file"]}, form); diff != "" || path != "/api/v1/assets/import/" {
		t.Error(path, diff)
	}
}

// A change of a connection sends its password and never shows it.
func TestConnectionsAreChangedWithoutShowingTheirPassword(t *testing.T) {
	t.Parallel()
	const uri = "postgresql+psycopg2://u:s3cret%2Fword@h/d"
	sent := ""
	f := &fake{handle: func(w http.ResponseWriter, r *http.Request) {
		sent = formOf(t, r)["body"]
		say(w, 400, `{"message":"s3cret/word and s3cret%2Fword and `+uri+` are wrong"}`)
	}}
	c := at(t, f.serve(t), superset.Config{})
	err := c.ChangeDatabase(t.Context(), 1, superset.DatabaseChange{URI: secret.New(uri)})
	if err == nil || strings.Contains(err.Error(), "s3cret") || sent != `{"sqlalchemy_uri":"`+uri+`"}` {
		t.Errorf("%v, sent %s", err, sent)
	}
}

// An administrator's rules hold for the client too.
func TestOwnRulesAreUsed(t *testing.T) {
	t.Parallel()
	rules, err := refusal.Default()
	if err == nil {
		rules, err = rules.Merge("own.yaml", []byte("rules:\n  - {id: own, kind: needs_password, in: file, text: '^Passwort'}\n"))
	}
	if err != nil {
		t.Fatal(err)
	}
	f := &fake{handle: func(w http.ResponseWriter, _ *http.Request) {
		say(w, 422, `{"errors":[{"extra":{"databases/a.yaml":{"_schema":["Passwort fehlt"]}}}]}`)
	}}
	err = at(t, f.serve(t), superset.Config{Rules: rules}).Import(t.Context(), superset.Bundle{Kind: superset.KindChart, Archive: []byte("PK")})
	if superset.ReasonOf(err) != superset.Refused {
		t.Errorf("got %v", err)
	}
}
