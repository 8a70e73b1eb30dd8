package sqldb

import (
	"database/sql"
	"time"
)

// OnTransaction tells a function how long each transaction took, committed or
// not, the wait for its connection included.
func (db *DB) OnTransaction(observe func(took time.Duration)) { db.observe.Store(&observe) }

// Full reports whether the last transactions found no room on the disk.
func (db *DB) Full() bool { return db.full.Load() }

// Pools gives the state of the connection pools by name: writer and reader on
// SQLite, main on PostgreSQL.
func (db *DB) Pools() map[string]sql.DBStats {
	if db.engine == SQLite {
		return map[string]sql.DBStats{"writer": db.writer.Stats(), "reader": db.reader.Stats()}
	}
	stat := db.pool.Stat()
	return map[string]sql.DBStats{
		"main": {
			MaxOpenConnections: int(stat.MaxConns()), OpenConnections: int(stat.TotalConns()),
			InUse: int(stat.AcquiredConns()), Idle: int(stat.IdleConns()),
		},
	}
}
