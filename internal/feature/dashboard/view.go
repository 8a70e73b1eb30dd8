package dashboard

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

const (
	// viewDays is over how many days views are counted.
	viewDays = 30
	// sameView is how long a viewer's next look counts as the same view.
	sameView  = 5 * time.Minute
	dayLayout = "2006-01-02"
)

// viewRow is a row of the table dashboard_view.
type viewRow struct {
	bun.BaseModel `bun:"table:dashboard_view,alias:seen"`

	DashboardID string     `bun:"dashboard_id,pk"`
	Day         string     `bun:"day,pk"`
	Viewer      string     `bun:"viewer,pk"`
	Project     string     `bun:"project"`
	Views       int64      `bun:"views"`
	LastAt      sqldb.Time `bun:"last_at"`
}

// View counts a view of a dashboard. Looking again within five minutes is the
// same view. Kinds of error: not_found.
func (s *Service) View(ctx context.Context, scope access.Scope, name string) error {
	found, err := s.Get(ctx, scope, name, false)
	if err != nil {
		return err
	}
	return s.countView(ctx, scope, found)
}

func (s *Service) countView(ctx context.Context, scope access.Scope, d Dashboard) error {
	now := s.clock.Now()
	viewer, day := scope.Principal().UserID, now.Format(dayLayout)
	recent, err := s.db.Read().NewSelect().Model((*viewRow)(nil)).Where("dashboard_id = ?", d.ID).Where("day = ?", day).
		Where("viewer = ?", viewer).Where("last_at > ?", sqldb.At(now.Add(-sameView))).Exists(ctx)
	if err != nil {
		return fmt.Errorf("read views: %w", err)
	}
	if recent {
		return nil
	}
	row := viewRow{DashboardID: d.ID, Day: day, Viewer: viewer, Project: d.Project, Views: 1, LastAt: sqldb.At(now)}
	return s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.NewInsert().Model(&row).On("CONFLICT (dashboard_id, day, viewer) DO UPDATE").
			Set("views = seen.views + 1").Set("last_at = EXCLUDED.last_at").
			Where("seen.last_at <= ?", sqldb.At(now.Add(-sameView))).Returning("NULL").Exec(ctx)
		if err != nil {
			return fmt.Errorf("count view: %w", err)
		}
		return nil
	})
}

// forgetViews drops the counts that are older than anybody sums up.
func (s *Service) forgetViews(ctx context.Context) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.NewDelete().Model((*viewRow)(nil)).Where("day < ?", FirstViewDay(tx.Now())).Exec(ctx)
		if err != nil {
			return fmt.Errorf("forget views: %w", err)
		}
		return nil
	})
}

// FirstViewDay is the day, as views keep it, after which views count today.
func FirstViewDay(now time.Time) string { return now.AddDate(0, 0, -viewDays).Format(dayLayout) }

// longestOpenWait bounds how long opening a dashboard waits for its view to be counted.
const longestOpenWait = time.Second

// opened counts a view when a person opens a dashboard in the browser. It never
// makes opening fail.
func (s *Service) opened(ctx context.Context, scope access.Scope, d Dashboard) {
	if scope.Principal().Method != access.BySession || !d.ArchivedAt.IsZero() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, longestOpenWait)
	defer cancel()
	if err := s.countView(ctx, scope, d); err != nil {
		s.log.WarnContext(ctx, "view was not counted", slog.String("dashboard", d.Name), slog.Any("error", err))
	}
}
