// Package sqldb opens the product's database, SQLite or PostgreSQL, behind one
// door: InTx for every change, Read for everything else.
//
// A change and the jobs and events that follow from it belong to one *Tx. A
// transaction has one now. On SQLite there is one writing connection, so code
// inside a transaction uses its *Tx and never the DB: doing otherwise waits for
// itself.
//
// Times go through Time and documents through JSON, because the two engines and
// their drivers disagree about both.
package sqldb
