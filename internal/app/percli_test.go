//go:build percli

package app

import (
	"bytes"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestPercli walks the real command line of Perses through the real server: what
// its users do in a day. scripts/percli.sh builds it and says where it is.
func TestPercli(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	server := httptest.NewServer(h.real)
	defer server.Close()
	walk := &percli{t: t, binary: os.Getenv("PERCLI"), folder: t.TempDir()}

	walk.fails("user or the password is wrong", "login", server.URL, "-u", "the-owner", "-p", "not the password")
	walk.says("successfully logged in", "login", server.URL, "-u", "the-owner", "-p", testPassword)
	walk.says("User used: the-owner", "whoami")
	walk.says("default", "get", "projects")
	walk.says("default selected", "project", "default")

	// A dashboard before its datasource, both with capitals, as the files of a folder come.
	board := walk.file("board.yaml", percliBoard)
	source := walk.file("source.yaml", percliSource)
	for range 2 { // the second time it is a change
		walk.says("applied", "apply", "-f", board)
		walk.says("applied", "apply", "-f", source)
	}
	walk.says("web_vitals.v1", "get", "dashboards")
	walk.says("web_vitals.v1", "describe", "dashboard", "Web_Vitals.v1")
	walk.says("myprom", "get", "datasources")

	walk.says("deleted", "delete", "dashboard", "Web_Vitals.v1")
	walk.lacks("web_vitals.v1", "get", "dashboards")
	walk.says("applied", "apply", "-f", board)
	walk.says("web_vitals.v1", "get", "dashboards")

	walk.says("look good", "lint", "--online", "-f", board)
	walk.says("PrometheusTimeSeriesQuery", "migrate", "--online", "-f", walk.file("grafana.json", percliGrafana), "-o", "json")
	walk.says("BarChart", "plugin", "list")
	for _, kind := range []string{"folders", "roles", "rolebindings"} {
		walk.runs("get", kind)
	}
	for range 3 { // it never keeps the renewed refresh token
		walk.says("refreshed", "refresh")
		walk.says("default", "get", "projects")
	}
	walk.says("successfully logged in", "login", server.URL, "-u", "the-admin", "-p", testPassword)
	walk.says("the-owner", "get", "users")
}

type percli struct {
	t              *testing.T
	binary, folder string
}

func (p *percli) file(name, text string) string {
	p.t.Helper()
	path := filepath.Join(p.folder, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
	return path
}

func (p *percli) run(arguments ...string) (string, error) {
	p.t.Helper()
	arguments = append(arguments, "--percliconfig", filepath.Join(p.folder, "config.json"))
	var said bytes.Buffer
	command := exec.CommandContext(p.t.Context(), p.binary, arguments...)
	command.Stdout, command.Stderr = &said, &said
	err := command.Run()
	return said.String(), err
}

func (p *percli) runs(arguments ...string) string {
	p.t.Helper()
	said, err := p.run(arguments...)
	if err != nil {
		p.t.Fatalf("percli %s: %v\n%s", strings.Join(arguments, " "), err, said)
	}
	return said
}

func (p *percli) says(want string, arguments ...string) {
	p.t.Helper()
	if said := p.runs(arguments...); !strings.Contains(said, want) {
		p.t.Errorf("percli %s does not say %q:\n%s", strings.Join(arguments, " "), want, said)
	}
}

func (p *percli) lacks(unwanted string, arguments ...string) {
	p.t.Helper()
	if said := p.runs(arguments...); strings.Contains(said, unwanted) {
		p.t.Errorf("percli %s says %q:\n%s", strings.Join(arguments, " "), unwanted, said)
	}
}

func (p *percli) fails(want string, arguments ...string) {
	p.t.Helper()
	if said, err := p.run(arguments...); err == nil || !strings.Contains(said, want) {
		p.t.Errorf("percli %s: %v, and does not say %q:\n%s", strings.Join(arguments, " "), err, want, said)
	}
}

const (
	percliBoard = `kind: Dashboard
metadata: {name: Web_Vitals.v1, project: default}
spec:
  display: {name: Web vitals}
  duration: 1h
  panels:
    Rate:
      kind: Panel
      spec:
        display: {name: Rate}
        plugin: {kind: TimeSeriesChart, spec: {}}
        queries:
          - kind: TimeSeriesQuery
            spec:
              plugin:
                kind: PrometheusTimeSeriesQuery
                spec: {query: up, datasource: {kind: PrometheusDatasource, name: MyProm}}
  layouts:
    - kind: Grid
      spec: {items: [{x: 0, y: 0, width: 12, height: 8, content: {"$ref": "#/spec/panels/Rate"}}]}
`
	percliSource = `kind: Datasource
metadata: {name: MyProm, project: default}
spec:
  default: true
  plugin: {kind: PrometheusDatasource, spec: {directUrl: "https://prom.example"}}
`
	percliGrafana = `{"title":"G","schemaVersion":39,"panels":[{"id":1,"title":"P","type":"timeseries",
"gridPos":{"x":0,"y":0,"w":12,"h":8},"targets":[{"refId":"A","expr":"up"}]}]}`
)
