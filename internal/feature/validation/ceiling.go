package validation

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// placeLife is how long a place is held when nobody gives it back and its
// holder's process lives: longer than any check takes.
const placeLife = 3 * time.Minute

// claimant is who wants a place, where, and the life of the process it hangs on.
type claimant struct{ project, environment, holder, replica string }

// takePlace waits for a place under the environment's ceiling. False means that
// none became free in time. A place belongs to one holder until freePlace, or
// until its process is dead.
func (s *Service) takePlace(ctx context.Context, who claimant) (bool, error) {
	waited, pause := time.Duration(0), 50*time.Millisecond
	for {
		taken, err := s.tryPlaces(ctx, who)
		if taken || err != nil || waited >= s.cfg.PlaceWait {
			return taken, err
		}
		if err := clock.Pause(ctx, pause); err != nil {
			return false, err
		}
		waited, pause = waited+pause, min(2*pause, time.Second)
	}
}

// tryPlaces looks for a free place once.
func (s *Service) tryPlaces(ctx context.Context, who claimant) (taken bool, err error) {
	err = s.needs.DB.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		for place := range s.cfg.Ceiling {
			taken, err = s.store.takePlace(ctx, tx, who, place)
			if taken || err != nil {
				return err
			}
		}
		return nil
	})
	return taken && err == nil, err
}

func (s store) takePlace(ctx context.Context, tx *sqldb.Tx, who claimant, place int) (bool, error) {
	result, err := tx.NewRaw(`INSERT INTO check_place (project, environment, place, holder, replica, until_at)
		VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (project, environment, place) DO UPDATE SET holder = EXCLUDED.holder, replica = EXCLUDED.replica,
			until_at = EXCLUDED.until_at
		WHERE check_place.until_at <= ?`,
		who.project, who.environment, place, who.holder, who.replica, sqldb.At(tx.Now().Add(placeLife)), sqldb.At(tx.Now())).Exec(ctx)
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
func (s *Service) freePlace(ctx context.Context, who claimant) error {
	return s.needs.DB.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.NewRaw(`UPDATE check_place SET until_at = ?, holder = '', replica = ''
			WHERE project = ? AND environment = ? AND holder = ?`,
			sqldb.At(tx.Now()), who.project, who.environment, who.holder).Exec(ctx)
		if err != nil {
			return fmt.Errorf("free a place under the ceiling: %w", err)
		}
		return nil
	})
}

// freeDead frees the places of processes that died in the middle of a check, so
// that a crash does not keep the environment's other checks waiting.
func (s *Service) freeDead(ctx context.Context, tx *sqldb.Tx, replicas []string) error {
	_, err := tx.NewRaw(`UPDATE check_place SET until_at = ?, holder = '', replica = '' WHERE replica IN (?)`,
		sqldb.At(tx.Now()), bun.List(replicas)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("free the places of the dead: %w", err)
	}
	return nil
}
