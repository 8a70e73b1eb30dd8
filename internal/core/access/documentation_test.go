package access_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/access"
)

var update = flag.Bool("update", false, "write the permission table of the documentation again")

const (
	documentation = "../../../docs/operations/permissions.md"
	tableBegin    = "<!-- table: begin -->\n"
	tableEnd      = "<!-- table: end -->\n"
	webTable      = "../../../web/src/api/permissions.gen.ts"
)

// permissionTable is the table as the documentation shows it.
func permissionTable() string {
	var table strings.Builder
	table.WriteString("\n| permission | what it allows |")
	for _, role := range access.Roles() {
		table.WriteString(" " + string(role) + " |")
	}
	table.WriteString("\n| --- | --- |" + strings.Repeat(" :-: |", len(access.Roles())) + "\n")
	for _, grant := range access.Table() {
		table.WriteString("| `" + string(grant.Permission) + "` | " + grant.Allows + " |")
		for _, role := range access.Roles() {
			mark := "  |"
			if role.Allows(grant.Permission) {
				mark = " ✓ |"
			}
			table.WriteString(mark)
		}
		table.WriteString("\n")
	}
	table.WriteString("\n")
	return table.String()
}

// TestDocumentation compares the documentation with the table in the code.
func TestDocumentation(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(documentation)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(text), tableBegin)
	shown, after, ends := strings.Cut(rest, tableEnd)
	if !begins || !ends {
		t.Fatal("the documentation has lost the marks around its table")
	}
	if *update {
		if err := os.WriteFile(documentation, []byte(before+tableBegin+permissionTable()+tableEnd+after), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(permissionTable(), shown); diff != "" {
		t.Errorf("run 'make docs' (-code +documentation):\n%s", diff)
	}
}

// webPermissions is the table as the web UI reads it.
func webPermissions() string {
	var table strings.Builder
	table.WriteString("// Written by `make docs` from the table of internal/core/access.\n\n/** Highest first. */\nexport const ROLES = [")
	for at, role := range access.Roles() {
		if at > 0 {
			table.WriteString(", ")
		}
		table.WriteString("'" + string(role) + "'")
	}
	table.WriteString("] as const;\n\n/** The lowest role that has a permission of a project. */\nexport const LOWEST_ROLES = {\n")
	for _, grant := range access.Table() {
		table.WriteString("  '" + string(grant.Permission) + "': '" + string(grant.Lowest) + "',\n")
	}
	table.WriteString("} as const;\n")
	return table.String()
}

// TestWebTable compares the table of the web UI with that in the code.
func TestWebTable(t *testing.T) {
	t.Parallel()
	if *update {
		if err := os.WriteFile(webTable, []byte(webPermissions()), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	text, err := os.ReadFile(webTable)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(webPermissions(), string(text)); diff != "" {
		t.Errorf("run 'make docs' (-code +web):\n%s", diff)
	}
}
