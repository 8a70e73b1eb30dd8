package superset

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	"github.com/dashkeep/dashkeep/internal/client/superset/object"
	"github.com/dashkeep/dashkeep/internal/client/superset/refusal"
)

// maxChart bounds the data of a chart.
const maxChart = 64 << 20

// ChartData is what one query of a chart gives.
type ChartData struct {
	// Rows is how many there are.
	Rows int
	// Columns are their names.
	Columns []string
	// Nothing is true without rows, and with one in which every value is null: a total over
	// nothing.
	Nothing bool
	// Cached is true when the database was not asked.
	Cached bool
	// Rejected are the columns of filters that the dataset does not have.
	Rejected []string
	// Query is the SQL that was asked.
	Query string
	// First are the first rows, at most 100, as JSON objects.
	First []json.RawMessage
	// Failure is set when the server answers well of a query that failed.
	Failure *refusal.Finding
}

// ChartData runs a chart as it is saved, one ChartData for each of its queries. With force the
// database is asked, whatever is cached. When the database refuses, the error is Refused and
// OfDatabase, whatever the status; a chart without a saved query has refusal.NoQuery.
//
// An unknown chart and one whose dataset is gone are both NotFound.
func (c *Client) ChartData(ctx context.Context, chart int64, force bool) ([]ChartData, error) {
	query := url.Values{"type": {"full"}}
	if force {
		query.Set("force", "true")
	}
	return c.chartData(ctx, call{op: "run a chart", path: objectPath(KindChart, chart) + "/data/", query: query})
}

// QueryData runs a query context, which is JSON with the ids of this server.
func (c *Client) QueryData(ctx context.Context, queryContext json.RawMessage) ([]ChartData, error) {
	return c.chartData(ctx, call{op: "run a query", method: http.MethodPost, path: "/api/v1/chart/data", body: queryContext})
}

func (c *Client) chartData(ctx context.Context, q call) ([]ChartData, error) {
	q.repeat, q.limit, q.patience = true, maxChart, slow
	a, err := c.ask(ctx, q)
	if err != nil {
		return nil, err
	}
	if a.status == http.StatusAccepted {
		return nil, &Error{
			Op: q.op, Reason: Unavailable, Status: a.status,
			Message: "the server runs charts in the background and gives no data at once",
		}
	}
	var said struct {
		Result []wireData `json:"result"`
	}
	if err := a.decode(q.op, &said); err != nil {
		return nil, err
	}
	results := make([]ChartData, 0, len(said.Result))
	for i := range said.Result {
		results = append(results, c.result(&said.Result[i]))
	}
	return results, nil
}

type wireData struct {
	Rows     int           `json:"rowcount"`
	Columns  []object.Word `json:"colnames"`
	Data     chartRows     `json:"data"`
	Cached   *bool         `json:"is_cached"`
	Query    object.Text   `json:"query"`
	Error    object.Text   `json:"error"`
	Rejected []struct {
		Column object.Word `json:"column"`
	} `json:"rejected_filters"`
}

type chartRows []json.RawMessage

// UnmarshalJSON reads a list of rows; data of another form has none.
func (r *chartRows) UnmarshalJSON(text []byte) error {
	var rows []json.RawMessage
	if json.Unmarshal(text, &rows) == nil {
		*r = rows
	}
	return nil
}

func (c *Client) result(said *wireData) ChartData {
	const maxFirst = 100
	result := ChartData{
		Rows: said.Rows, Query: string(said.Query), Cached: said.Cached != nil && *said.Cached,
		First:   said.Data[:min(len(said.Data), maxFirst)],
		Nothing: said.Rows == 0 || said.Rows == 1 && len(said.Data) == 1 && isNull(said.Data[0]),
	}
	for _, each := range said.Columns {
		result.Columns = append(result.Columns, string(each))
	}
	for _, each := range said.Rejected {
		result.Rejected = append(result.Rejected, string(each.Column))
	}
	if said.Error != "" {
		failure := c.rules.ClassifyText(string(said.Error), c.clean.Message)
		result.Failure = &failure
	}
	return result
}

// isNull reports whether every value of a row is null.
func isNull(row json.RawMessage) bool {
	var values map[string]json.RawMessage
	if json.Unmarshal(row, &values) != nil || len(values) == 0 {
		return false
	}
	for _, value := range values {
		if !bytes.Equal(value, []byte("null")) {
			return false
		}
	}
	return true
}

// WarmUp runs a chart of any kind, the old ones without a saved query too, with the filters of a
// dashboard when that is not zero. It tells nothing of rows: nil is a chart that ran. Findings are
// why it did not. The error is of the call: Forbidden needs a right of its own, NotFound is an
// unknown chart.
func (c *Client) WarmUp(ctx context.Context, chart, dashboard int64) ([]refusal.Finding, error) {
	const op = "warm a chart up"
	body := fields{"chart_id": chart}
	if dashboard != 0 {
		body["dashboard_id"] = dashboard
	}
	a, err := c.ask(ctx, call{
		op: op, method: http.MethodPut, path: "/api/v1/chart/warm_up_cache", body: body, repeat: true, patience: slow,
	})
	if err != nil {
		return nil, err
	}
	var said struct {
		Result []struct {
			Error json.RawMessage `json:"viz_error"`
		} `json:"result"`
	}
	if err := a.decode(op, &said); err != nil {
		return nil, err
	}
	for _, each := range said.Result {
		if len(each.Error) > 0 && !bytes.Equal(each.Error, []byte("null")) {
			return c.rules.Classify(refusal.Answer{Body: a.body, Clean: c.clean.Message}), nil
		}
	}
	return nil, nil
}
