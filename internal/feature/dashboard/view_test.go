package dashboard_test

import (
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/catalog"
)

func TestViews_are_counted_once_in_five_minutes(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.Fill(1)
		for range 3 {
			w.Must(w.View(w.T.Context(), w.Writer(), "d0"))
			w.Clock.Advance(4 * time.Minute)
		}
		page, err := w.Lists.Page(w.T.Context(), w.Writer(), catalog.Filter{})
		w.Must(err)
		if page.Entries[0].Views != 2 {
			w.T.Errorf("%d views", page.Entries[0].Views)
		}
		w.Clock.Advance(31 * 24 * time.Hour)
		page, err = w.Lists.Page(w.T.Context(), w.Writer(), catalog.Filter{})
		w.Must(err)
		if page.Entries[0].Views != 0 {
			w.T.Errorf("%d views after a month", page.Entries[0].Views)
		}
	})
}
