package input

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/store"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Of gives what a run waits for; nothing for one that waits for nothing.
func Of(row *store.RunRow) (request run.InputRequest, err error) {
	if len(row.InputRequest) == 0 {
		return run.InputRequest{Version: row.AskVersion}, nil
	}
	if err := json.Unmarshal(row.InputRequest, &request); err != nil {
		return run.InputRequest{}, fmt.Errorf("read the request of a run: %w", err)
	}
	return request, nil
}

// put writes a request into the row; one without fields is none.
func put(row *store.RunRow, request run.InputRequest) error {
	row.AskVersion = request.Version
	if len(request.Fields) == 0 {
		row.InputRequest = nil
		return nil
	}
	encoded, err := json.Marshal(request)
	if err != nil {
		return fmt.Errorf("write the request of a run: %w", err)
	}
	row.InputRequest = sqldb.JSON(encoded)
	return nil
}

type askRow struct {
	bun.BaseModel `bun:"table:run_ask,alias:run_ask"`

	RunID   string     `bun:"run_id,pk"`
	Seq     int        `bun:"seq,pk"`
	Name    string     `bun:"name,pk"`
	Project string     `bun:"project"`
	Until   sqldb.Time `bun:"until_at"`
}

// Ask notes what an item waits for and puts the request into the run's row, which the
// caller has locked and saves. Fields that are asked for already are asked for once.
func Ask(ctx context.Context, tx *sqldb.Tx, row *store.RunRow, seq int, fields []run.Field, until time.Time) error {
	request, err := Of(row)
	if err != nil {
		return err
	}
	rows := make([]askRow, 0, len(fields))
	fresh := request.Version + 1
	for _, field := range fields {
		rows = append(rows, askRow{RunID: row.ID, Seq: seq, Name: field.Name, Project: row.Project, Until: sqldb.At(until)})
		at := slices.IndexFunc(request.Fields, func(f run.AskedField) bool { return f.Name == field.Name })
		if at < 0 {
			request.Version = fresh
			request.Fields = append(request.Fields, run.AskedField{Field: field, Since: fresh, Items: 1})
			continue
		}
		request.Fields[at].Items++
	}
	if request.AskedAt.IsZero() {
		request.AskedAt = tx.Now()
	}
	if request.Until.Before(until) {
		request.Until = until
	}
	if _, err := tx.NewInsert().Model(&rows).Returning("NULL").Exec(ctx); err != nil {
		return fmt.Errorf("note what an item needs: %w", err)
	}
	return put(row, request)
}

// remain makes the request of a run that of the items which still wait.
func remain(ctx context.Context, tx *sqldb.Tx, row *store.RunRow, request run.InputRequest) error {
	var left []struct {
		Name  string     `bun:"name"`
		Items int        `bun:"items"`
		Until sqldb.Time `bun:"last"`
	}
	err := tx.NewSelect().Table("run_ask").Column("name").ColumnExpr("COUNT(*) AS items").ColumnExpr("MAX(until_at) AS last").
		Where("run_id = ?", row.ID).GroupExpr("name").OrderExpr("name").Scan(ctx, &left)
	if err != nil {
		return fmt.Errorf("read what a run needs: %w", err)
	}
	open := map[string]int{}
	request.Until = time.Time{}
	for _, one := range left {
		open[one.Name] = one.Items
		if request.Until.Before(one.Until.Time) {
			request.Until = one.Until.Time
		}
	}
	kept := request.Fields[:0:0]
	for _, field := range request.Fields {
		if field.Items = open[field.Name]; field.Items > 0 {
			kept = append(kept, field)
		}
	}
	request.Fields = kept
	return put(row, request)
}
