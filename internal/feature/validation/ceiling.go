package validation

import (
	"context"
	"fmt"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// placeLife is how long a place is held when its holder dies: longer than any
// check takes.
const placeLife = 3 * time.Minute

// takePlace waits for a place under the environment's ceiling. False means that
// none became free in time. A place belongs to one holder until freePlace.
func (s *Service) takePlace(ctx context.Context, project, environment, holder string) (bool, error) {
	waited, pause := time.Duration(0), 50*time.Millisecond
	for {
		taken, err := s.tryPlaces(ctx, project, environment, holder)
		if taken || err != nil || waited >= s.cfg.PlaceWait {
			return taken, err
		}
		if err := wait(ctx, pause); err != nil {
			return false, err
		}
		waited, pause = waited+pause, min(2*pause, time.Second)
	}
}

// tryPlaces looks for a free place once.
func (s *Service) tryPlaces(ctx context.Context, project, environment, holder string) (taken bool, err error) {
	err = s.needs.DB.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		for place := range s.cfg.Ceiling {
			taken, err = s.store.takePlace(ctx, tx, project, environment, holder, place)
			if taken || err != nil {
				return err
			}
		}
		return nil
	})
	return taken && err == nil, err
}

func (s store) takePlace(
	ctx context.Context, tx *sqldb.Tx, project, environment, holder string, place int,
) (bool, error) {
	result, err := tx.NewRaw(`INSERT INTO check_place (project, environment, place, holder, until_at)
		VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (project, environment, place) DO UPDATE SET holder = EXCLUDED.holder, until_at = EXCLUDED.until_at
		WHERE check_place.until_at <= ?`,
		project, environment, place, holder, sqldb.At(tx.Now().Add(placeLife)), sqldb.At(tx.Now())).Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("take a place under the ceiling: %w", err)
	}
	rows, err := result.RowsAffected()
	if err != nil {
		return false, fmt.Errorf("take a place under the ceiling: %w", err)
	}
	return rows == 1, nil
}

// freePlace gives the holder's place back.
func (s *Service) freePlace(ctx context.Context, project, environment, holder string) error {
	return s.needs.DB.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.NewRaw(`UPDATE check_place SET until_at = ?, holder = '' WHERE project = ? AND environment = ?
			AND holder = ?`, sqldb.At(tx.Now()), project, environment, holder).Exec(ctx)
		if err != nil {
			return fmt.Errorf("free a place under the ceiling: %w", err)
		}
		return nil
	})
}

// wait pauses, or returns early with the context's error.
func wait(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
