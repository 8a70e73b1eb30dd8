// Package migrations holds the product's schema: goose files NNNN_name.sql, one
// text for both engines. sqldb.Migrate puts the engine's words in place of
// ${TIME}, ${BLOB}, ${SERIAL} and ${JSON}. A file that only one engine needs
// ends in .sqlite.sql or .postgres.sql.
//
// The first line names the owner of the tables: "-- owner: feature/account".
package migrations

import "embed"

// Files are the migrations as they are written, before the words are put in.
//
//go:embed *.sql
var Files embed.FS
