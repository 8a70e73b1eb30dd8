package datasource

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// upgradeRow is a row of the table dashboard_upgrade: a step that is to be done.
type upgradeRow struct {
	bun.BaseModel `bun:"table:dashboard_upgrade"`

	Step string `bun:"step,pk"`
}

// Upgrade does to the stored documents what a new version wants and SQL cannot do.
// Each step is done once, by one replica, wholly or not at all.
func (s *Service) Upgrade(ctx context.Context) error {
	for _, step := range []struct {
		name string
		do   func(ctx context.Context, tx *sqldb.Tx) error
	}{
		{"keep_servers", s.keepServers}, {"seal_headers", s.sealStored},
	} {
		err := s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			result, err := tx.NewDelete().Model((*upgradeRow)(nil)).Where("step = ?", step.name).Exec(ctx)
			if err != nil {
				return fmt.Errorf("begin: %w", err)
			}
			if due, err := result.RowsAffected(); err != nil || due == 0 {
				return err //nolint:wrapcheck // the driver's
			}
			return step.do(ctx, tx)
		})
		if err != nil {
			return fmt.Errorf("upgrade %s: %w", step.name, err)
		}
	}
	return s.eraseOld(ctx)
}

// eraseOldStep is due when values were sealed: what a database file held before
// lies in its free pages until they are written again.
const eraseOldStep = "erase_old"

// eraseOld is no transaction. Where it fails, for want of room perhaps, everything
// works, and the next start tries again.
func (s *Service) eraseOld(ctx context.Context) error {
	due, err := s.db.Read().NewSelect().Model((*upgradeRow)(nil)).Where("step = ?", eraseOldStep).Exists(ctx)
	if err != nil {
		return fmt.Errorf("look whether old values are to be erased: %w", err)
	}
	if !due {
		return nil
	}
	if err := s.db.EraseFree(ctx); err != nil {
		s.log.WarnContext(ctx, "values of headers from before they were sealed may still lie in free pages of the database: "+
			"the next start tries again to erase them", slog.Any("error", err))
		return nil
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if _, err := tx.NewDelete().Model((*upgradeRow)(nil)).Where("step = ?", eraseOldStep).Exec(ctx); err != nil {
			return fmt.Errorf("note that old values are erased: %w", err)
		}
		return nil
	})
}

// keptRow is a row of the table datasource_kept.
type keptRow struct {
	bun.BaseModel `bun:"table:datasource_kept,alias:k"`

	Project string `bun:"project,pk"`
	Server  string `bun:"server,pk"`
}

// KeptServer is a server that datasources of a project led to before projects had
// a list of destinations.
type KeptServer struct{ Project, Server string }

// KeptServers lists them by project.
func (s *Service) KeptServers(ctx context.Context) ([]KeptServer, error) {
	var rows []keptRow
	if err := s.db.Read().NewSelect().Model(&rows).OrderExpr("project, server").Scan(ctx); err != nil {
		return nil, fmt.Errorf("list kept servers: %w", err)
	}
	kept := make([]KeptServer, 0, len(rows))
	for _, row := range rows {
		kept = append(kept, KeptServer{row.Project, row.Server})
	}
	return kept, nil
}

func (s *Service) isKept(ctx context.Context, project string, server netguard.Server) (bool, error) {
	kept, err := s.db.Read().NewSelect().Model((*keptRow)(nil)).Where("k.project = ?", project).
		Where("k.server = ?", server.String()).Exists(ctx)
	if err != nil {
		return false, fmt.Errorf("look for a kept server: %w", err)
	}
	return kept, nil
}

// keepServers notes where the datasources of projects lead to, those of dashboards
// too.
func (s *Service) keepServers(ctx context.Context, tx *sqldb.Tx) error {
	found := map[keptRow]bool{}
	note := func(project string, spec *jsonstrict.Value) {
		if server := perses.ServerOf(spec); server != (netguard.Server{}) {
			found[keptRow{Project: project, Server: server.String()}] = true
		}
	}
	err := eachDocument(ctx, tx, "project <> ''", func(row storedRow, d *perses.Document) error {
		note(row.Project, d.Root().Get("spec"))
		return nil
	})
	err = errors.Join(err, s.dashboards.EachLatest(ctx, tx, func(project string, d *perses.Document) error {
		for _, member := range d.Root().Get("spec", "datasources").Members() {
			note(project, member.Value)
		}
		return nil
	}))
	if err != nil {
		return err
	}
	for row := range found {
		if _, err := tx.NewInsert().Model(&row).Returning("NULL").Exec(ctx); err != nil {
			return fmt.Errorf("keep a server: %w", err)
		}
	}
	if len(found) > 0 {
		s.log.InfoContext(ctx, "servers of projects' datasources are kept from before", slog.Int("servers", len(found)))
	}
	return nil
}

// storedRow is what an upgrade reads of a datasource.
type storedRow struct {
	ID       string     `bun:"id"`
	Project  string     `bun:"project"`
	Document sqldb.JSON `bun:"document"`
}

// upgradeBatch is how many documents are in memory at a time.
const upgradeBatch = 100

// eachDocument visits the documents of datasources. One that cannot be read is left as
// it is.
func eachDocument(ctx context.Context, tx *sqldb.Tx, where string, visit func(storedRow, *perses.Document) error) error {
	after := ""
	for {
		var rows []storedRow
		err := tx.NewSelect().TableExpr("datasource").Column("id", "project", "document").Where("id > ?", after).Where(where).
			OrderExpr("id").Limit(upgradeBatch).Scan(ctx, &rows)
		if err != nil {
			return fmt.Errorf("read the documents of datasources: %w", err)
		}
		for _, row := range rows {
			after = row.ID
			d, err := perses.Read(row.Document)
			if err != nil {
				continue
			}
			if err := visit(row, d); err != nil {
				return err
			}
		}
		if len(rows) < upgradeBatch {
			return nil
		}
	}
}

// sealStored seals the values of headers in documents that an older version wrote:
// of datasources, of dashboards, and of every version of those.
func (s *Service) sealStored(ctx context.Context, tx *sqldb.Tx) error {
	rewritten := 0
	err := eachDocument(ctx, tx, `document LIKE '%"headers"%'`, func(row storedRow, d *perses.Document) error {
		if err := s.sealWritten(row.Project, d.Root().Get("spec")); err != nil {
			return err
		}
		rewritten++
		_, err := tx.NewUpdate().Table("datasource").Set("document = ?", sqldb.JSON(d.JSON())).Where("id = ?", row.ID).Exec(ctx)
		if err != nil {
			return fmt.Errorf("write a document: %w", err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	inDashboards, err := s.dashboards.Rewrite(ctx, tx, `"headers"`, s.sealWrittenOwn)
	if err != nil {
		return fmt.Errorf("seal what dashboards bring: %w", err)
	}
	if rewritten+inDashboards == 0 {
		return nil
	}
	if _, err := tx.NewInsert().Model(&upgradeRow{Step: eraseOldStep}).Exec(ctx); err != nil {
		return fmt.Errorf("note that old values are to be erased: %w", err)
	}
	return nil
}

func (s *Service) sealWrittenOwn(project string, d *perses.Document) (changed bool, err error) {
	for _, member := range d.Root().Get("spec", "datasources").Members() {
		changed = changed || len(perses.HeadersOf(member.Value).Members()) > 0
		if err := s.sealWritten(project, member.Value); err != nil {
			return false, err
		}
	}
	return changed, nil
}

// sealWritten seals values as they stand; a mask is a value here.
func (s *Service) sealWritten(project string, spec *jsonstrict.Value) error {
	headers := perses.HeadersOf(spec)
	for _, header := range headers.Members() {
		sealed, err := s.sealHeader(project, perses.OriginOf(spec), header.Key, header.Value.Text())
		if err != nil {
			return err
		}
		headers.Set(header.Key, jsonstrict.NewString(sealed))
	}
	return nil
}
