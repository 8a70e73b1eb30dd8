package chart

import (
	"strings"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/journal"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/query"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// Note makes a panel a text that says what it was and holds its queries.
func (m *Mapper) Note(field, reason, why string, asked query.Asking) *jsonstrict.Value {
	becomes := "a note that says so"
	var note strings.Builder
	note.WriteString("**Not drawn here: " + reason + ".** " + why + "\n")
	for _, lost := range asked.Lost {
		if lost.Text != "" {
			becomes = "a note with the query"
			note.WriteString("\n" + fenced(lost.Text))
		}
	}
	for _, query := range asked.Queries.Items() {
		becomes = "a note with the query"
		note.WriteString("\n" + fenced(query.Get("spec", "plugin", "spec", "query").Text()))
	}
	m.Counts.QueriesDropped += len(asked.Lost) + len(asked.Kept)
	m.Say(journal.Note, field, reason, becomes)
	return tree.Plugin("Markdown", tree.Object("text", tree.Text(note.String())))
}

// fenced is a text in a block of Markdown that it can't end by itself.
func fenced(content string) string {
	content = tree.Cut(content, 5000)
	longest, marks := 2, 0
	for _, char := range content {
		if marks++; char != '`' {
			marks = 0
		}
		longest = max(longest, marks)
	}
	fence := strings.Repeat("`", longest+1)
	return fence + "\n" + content + "\n" + fence + "\n"
}
