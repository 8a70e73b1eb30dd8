package engine

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

func TestBusyWorkersLeaveConnectionsForStarts(t *testing.T) {
	t.Parallel()
	b := newBench(t, dbtest.Open(t, sqldb.PostgreSQL), quickConfig(), false, &fake{kind: validate, plan: items(1), do: succeed})
	begun, release, done := make(chan bool), make(chan bool), make(chan error)
	const workers = 40 // more than there are connections
	for range workers {
		go func() {
			done <- b.engine.inTurn(t.Context(), func(context.Context, *sqldb.Tx) error {
				begun <- true
				<-release
				return nil
			})
		}()
	}
	for range turnsOn(sqldb.PostgreSQL) {
		<-begun
	}
	go func() {
		for range workers - turnsOn(sqldb.PostgreSQL) {
			<-begun
		}
	}()
	b.start(validate, "") // would wait for ever
	hurried, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := b.engine.inTurn(hurried, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a turn that does not come: %v", err)
	}
	close(release)
	for range workers {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}
