package input

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/store"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

const (
	// maxAsked is how many fields a run may ask for at the same time, and maxBytes how
	// large its request may be: it is part of the run's row.
	maxAsked = 200
	maxBytes = 256 << 10
)

// ErrFull says that a run asks for as much as it may.
var ErrFull = errors.New("the run asks for as much as it may")

// handed is who a run was handed to.
type handed struct {
	To      *run.Assignee `json:"to"`
	Comment string        `json:"comment,omitempty"`
}

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
// caller has locked and saves. Fields that are asked for already are asked for once. Error:
// ErrFull, with which the caller's transaction must not be committed.
func Ask(ctx context.Context, tx *sqldb.Tx, row *store.RunRow, seq int, fields []run.Field, until time.Time) error {
	request, err := Of(row)
	if err != nil {
		return err
	}
	if len(request.Fields) == 0 && len(row.AskFor) > 0 { // whoever was named is asked again
		var to handed
		if err := json.Unmarshal(row.AskFor, &to); err != nil {
			return fmt.Errorf("read who is meant to answer: %w", err)
		}
		request.For, request.Comment = to.To, to.Comment
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
		request.Fields[at].Rejected = request.Fields[at].Rejected || field.Rejected
	}
	if request.AskedAt.IsZero() {
		request.AskedAt = tx.Now()
	}
	if request.Until.IsZero() || until.Before(request.Until) {
		request.Until = until
	}
	if err := put(row, request); err != nil {
		return err
	}
	if len(request.Fields) > maxAsked || len(row.InputRequest) > maxBytes {
		return ErrFull
	}
	if _, err := tx.NewInsert().Model(&rows).Returning("NULL").Exec(ctx); err != nil {
		return fmt.Errorf("note what an item needs: %w", err)
	}
	return nil
}

// remain makes the request of a run that of the items which still wait.
func remain(ctx context.Context, tx *sqldb.Tx, row *store.RunRow, request run.InputRequest) error {
	var left []struct {
		Name  string     `bun:"name"`
		Items int        `bun:"items"`
		Until sqldb.Time `bun:"soonest"`
	}
	err := tx.NewSelect().Table("run_ask").Column("name").ColumnExpr("COUNT(*) AS items").ColumnExpr("MIN(until_at) AS soonest").
		Where("run_id = ?", row.ID).GroupExpr("name").OrderExpr("name").Scan(ctx, &left)
	if err != nil {
		return fmt.Errorf("read what a run needs: %w", err)
	}
	open := map[string]int{}
	request.Until = time.Time{}
	for _, one := range left {
		open[one.Name] = one.Items
		if request.Until.IsZero() || one.Until.Before(request.Until) {
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
