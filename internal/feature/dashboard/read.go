package dashboard

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Get reads a dashboard. One in the bin is not found unless archived is asked for
// too. Kinds of error: not_found.
func (s *Service) Get(ctx context.Context, scope access.Scope, name string, archivedToo bool) (Dashboard, error) {
	row, err := findDashboard(ctx, s.db.Read(), scope, name, false)
	if err == nil && row.ArchivedAt != nil && !archivedToo {
		err = notFound("dashboard")
	}
	if err != nil {
		return Dashboard{}, err
	}
	return row.Dashboard().Veiled(scope), nil
}

// Asset is a dashboard as others list it: who watches over it and where it is.
type Asset struct {
	Name, Title    string
	State          State
	OwnerID, Owner string
	Tags           []string
	Version        int64
	Panels         int
}

// Assets lists the dashboards of the project that are not in the bin and come behind a
// name, by name, at most so many.
func (s *Service) Assets(ctx context.Context, scope access.Scope, after string, limit int) ([]Asset, error) {
	project, err := ProjectOf(scope)
	if err != nil {
		return nil, err
	}
	var rows []Row
	err = s.db.Read().NewSelect().Model(&rows).Column(Columns(false)...).Where("d.project = ?", project).
		Where("d.archived_at IS NULL").Where("d.name > ?", after).OrderExpr("d.name").Limit(int64(limit)).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list dashboards: %w", err)
	}
	assets := make([]Asset, 0, len(rows))
	for _, row := range rows {
		assets = append(assets, row.asset())
	}
	return assets, nil
}

// Document gives the latest document of a dashboard that is not in the bin, as it is
// stored, and its version: what reads it on behalf of others must not show it. Kinds of
// error: not_found.
func (s *Service) Document(ctx context.Context, scope access.Scope, name string) (*perses.Document, int64, error) {
	row, err := findDashboard(ctx, s.db.Read(), scope, name, false)
	if err == nil && row.ArchivedAt != nil {
		err = notFound("dashboard")
	}
	if err != nil {
		return nil, 0, err
	}
	d, err := perses.Read(row.Document)
	if err != nil {
		return nil, 0, fmt.Errorf("read the stored dashboard: %w", err)
	}
	return d, row.Version, nil
}

// maySeeHeaders reports whether the names of the headers are shown that a dashboard's
// own datasources have. Their values never are.
func maySeeHeaders(scope access.Scope) bool { return scope.Allows(access.DatasourceManage) }

// veiled is a stored document as it is shown to somebody.
func veiled(scope access.Scope, text []byte) json.RawMessage {
	return perses.Veiled(text, maySeeHeaders(scope))
}

// Veiled is the dashboard as it is shown to somebody.
func (d Dashboard) Veiled(scope access.Scope) Dashboard {
	d.Document = veiled(scope, d.Document)
	return d
}

// putBackOwn gives a dashboard the datasources that it had where the saver, who may
// not manage datasources, sent them as they are shown to them.
func putBackOwn(scope access.Scope, d, before *perses.Document) {
	if before == nil || maySeeHeaders(scope) {
		return
	}
	own := d.Root().Get("spec", "datasources")
	for _, member := range before.Root().Get("spec", "datasources").Members() {
		shown := member.Value.Clone()
		perses.HideHeaders(shown, false)
		if sent := own.Get(member.Key); sent != nil && jsonstrict.Equal(sent, shown) {
			own.Set(member.Key, member.Value.Clone())
		}
	}
}

func (row Row) asset() Asset {
	d := row.Dashboard()
	return Asset{
		Name: d.Name, Title: d.Title, State: d.State, OwnerID: d.OwnerID, Owner: d.Owner, Tags: d.Tags,
		Version: d.Version, Panels: d.Panels,
	}
}

// Asset gives one dashboard that is not in the bin. Kind of error: not_found.
func (s *Service) Asset(ctx context.Context, scope access.Scope, name string) (Asset, error) {
	row, err := findDashboard(ctx, s.db.Read(), scope, name, false)
	if err == nil && row.ArchivedAt != nil {
		err = notFound("dashboard")
	}
	if err != nil {
		return Asset{}, err
	}
	return row.asset(), nil
}

// AssetIn gives a dashboard as the open transaction has it, for whoever listens to its
// changes. There is none when it is in the bin or deleted.
func (s *Service) AssetIn(ctx context.Context, tx *sqldb.Tx, scope access.Scope, name string) (a Asset, there bool, err error) {
	row, err := findDashboard(ctx, tx, scope, name, false)
	if apperror.Is(err, apperror.NotFound) || err == nil && row.ArchivedAt != nil {
		return Asset{}, false, nil
	}
	if err != nil {
		return Asset{}, false, err
	}
	return row.asset(), true, nil
}
