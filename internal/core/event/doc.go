// Package event tells watchers what has changed, after it was committed, on
// every replica.
//
// The table is the truth: Publish writes an event in the transaction of the
// change, and a Hub reads the table in the order of the ids and hands the events
// to its subscribers. Ids become visible in ascending order (on PostgreSQL
// because the last step before the commit takes a lock, on SQLite because there
// is one writer), so whoever knows the last id that it saw can go on from there
// and misses nothing. A notification of PostgreSQL, or Hub.Wake, only says that
// it is time to look.
//
// A subscriber that is too slow for the ring of recent events reads the table;
// one that is too slow for that is told to read everything again, by an event of
// the type Resync. No subscriber ever makes a writer wait.
//
// Whoever has to change rows of its own with somebody else's change does not watch but
// listens: a Listener is called within the transaction, and its error rolls it back.
//
// Owned table: event.
package event
