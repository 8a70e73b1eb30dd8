// Package table maps tables: their columns, and what is done with the answers before they are
// rows.
package table
