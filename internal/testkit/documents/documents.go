// Package documents holds dashboards of our own making, Perses' and Grafana's, one
// for each thing that a document can do with datasources, variables, layouts and
// queries, and what their panels must show with metrics from testkit/samples.
package documents

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
)

//go:embed files/*.json
var files embed.FS

//go:embed expected.json
var expected []byte

// Prometheus stands in a document for the server that its own datasource asks.
const Prometheus = "http://prometheus.example"

// Datasource is the name of the datasource that the documents ask. It must be the
// default one, too.
const Datasource = "sampled"

// What a panel shows.
const (
	Draws = "draws"
	// Partly: it draws, and one of its queries fails.
	Partly   = "partly"
	Empty    = "empty"
	Error    = "error"
	Unjudged = "unjudged"
)

// Document is one document.
type Document struct {
	Name string
	Text string
	// Panels are what its panels show, by key; the key * stands for all of them.
	Panels map[string]string
}

// All gives every document.
func All() ([]Document, error) {
	var shown map[string]map[string]string
	if err := json.Unmarshal(expected, &shown); err != nil {
		return nil, fmt.Errorf("read what the panels show: %w", err)
	}
	entries, err := files.ReadDir("files")
	if err != nil {
		return nil, fmt.Errorf("list the documents: %w", err)
	}
	var all []Document
	for _, entry := range entries {
		raw, err := files.ReadFile("files/" + entry.Name())
		if err != nil {
			return nil, fmt.Errorf("read a document: %w", err)
		}
		name := strings.TrimSuffix(entry.Name(), ".json")
		all = append(all, Document{Name: name, Text: string(raw), Panels: shown[name]})
	}
	return all, nil
}
