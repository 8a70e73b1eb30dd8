package auditlog

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

const (
	usualLimit  = 20
	exportPage  = 1000
	mostExports = 100_000
)

// HTTP answers the contract's audit operations.
type HTTP struct{ service *Service }

// NewHTTP makes the handlers.
func NewHTTP(service *Service) *HTTP { return &HTTP{service: service} }

// ListAuditLog gives a page of the trail.
func (h *HTTP) ListAuditLog(ctx context.Context, request api.ListAuditLogRequestObject) (api.ListAuditLogResponseObject, error) {
	params := request.Params
	limit := usualLimit
	if params.Limit != nil {
		limit = *params.Limit
	}
	filter := Filter{
		User: text(params.User), Action: text(params.Action), ResourceType: text(params.ResourceType),
		ResourceID: text(params.ResourceId), Project: text(params.Project), From: params.From, To: params.To,
	}
	if params.Result != nil {
		filter.Result = string(*params.Result)
	}
	if cursor := text(params.Cursor); cursor != "" {
		before, err := strconv.ParseInt(cursor, 10, 64)
		if err != nil || before < 1 {
			return nil, apperror.InvalidField("query.cursor", "must be the next_cursor of the page before")
		}
		filter.Before = before
	}
	rows, next, err := h.service.Page(ctx, access.ScopeOf(ctx), filter, limit)
	if err != nil {
		return nil, err
	}
	page := api.ListAuditLog200JSONResponse{Items: []api.AuditEntry{}}
	for _, row := range rows {
		page.Items = append(page.Items, view(row))
	}
	if next != "" {
		page.NextCursor = &next
	}
	return page, nil
}

func text(value *string) string {
	if value == nil {
		return ""
	}
	return *value
}

func view(row audit.Row) api.AuditEntry {
	meta := json.RawMessage(row.Meta)
	return api.AuditEntry{
		Id: row.ID, At: row.At.Time, User: row.Login, Action: row.Action, ResourceType: row.ResourceType,
		ResourceId: row.ResourceID, Project: row.Project, Result: api.AuditResult(row.Result),
		ClientAddress: row.ClientAddress, UserAgent: row.UserAgent, Method: row.Method, RequestId: row.RequestID,
		Meta: &meta,
	}
}

// ExportAuditLog streams the trail, newest first.
func (h *HTTP) ExportAuditLog(
	ctx context.Context, request api.ExportAuditLogRequestObject,
) (api.ExportAuditLogResponseObject, error) {
	filter := Filter{Project: text(request.Params.Project), From: request.Params.From, To: request.Params.To}
	scope := access.ScopeOf(ctx)
	format := api.ExportAuditLogParamsFormatCsv
	if request.Params.Format != nil {
		format = *request.Params.Format
	}
	if err := h.service.NoteExport(ctx, scope, filter, string(format)); err != nil {
		return nil, err
	}
	reader, writer := io.Pipe()
	asLines := format == api.ExportAuditLogParamsFormatNdjson
	go func() {
		write := writeCSV
		if asLines {
			write = writeLines
		}
		_ = writer.CloseWithError(h.export(ctx, scope, filter, writer, write))
	}()
	if asLines {
		name := `attachment; filename="dashkeep-audit.ndjson"`
		return api.ExportAuditLog200ApplicationxNdjsonResponse{
			Body: reader, Headers: api.ExportAuditLog200ResponseHeaders{ContentDisposition: &name},
		}, nil
	}
	name := `attachment; filename="dashkeep-audit.csv"`
	return api.ExportAuditLog200TextcsvResponse{
		Body: reader, Headers: api.ExportAuditLog200ResponseHeaders{ContentDisposition: &name},
	}, nil
}

type rowWriter func(out io.Writer, rows []audit.Row, first bool) error

func (h *HTTP) export(ctx context.Context, scope access.Scope, filter Filter, out io.Writer, write rowWriter) error {
	for written := 0; written < mostExports; {
		rows, next, err := h.service.Page(ctx, scope, filter, exportPage)
		if err != nil {
			return err
		}
		if err := write(out, rows, written == 0); err != nil || next == "" {
			return err
		}
		written += len(rows)
		filter.Before = rows[len(rows)-1].ID
	}
	return nil
}

func writeLines(out io.Writer, rows []audit.Row, _ bool) error {
	encoder := json.NewEncoder(out)
	for _, row := range rows {
		if err := encoder.Encode(view(row)); err != nil {
			return err
		}
	}
	return nil
}

func writeCSV(out io.Writer, rows []audit.Row, first bool) error {
	table := csv.NewWriter(out)
	if first {
		err := table.Write([]string{
			"id", "at", "user", "action", "resource_type", "resource_id", "project", "result", "client_address",
			"user_agent", "method", "request_id", "meta",
		})
		if err != nil {
			return err
		}
	}
	for _, row := range rows {
		err := table.Write([]string{
			strconv.FormatInt(row.ID, 10), row.At.UTC().Format(time.RFC3339Nano), cell(row.Login), cell(row.Action),
			cell(row.ResourceType), cell(row.ResourceID), cell(row.Project), row.Result, cell(row.ClientAddress),
			cell(row.UserAgent), cell(row.Method), cell(row.RequestID), cell(row.Meta),
		})
		if err != nil {
			return err
		}
	}
	table.Flush()
	return errors.Join(table.Error())
}

// cell keeps a spreadsheet from taking a text for a formula.
func cell(value string) string {
	if value != "" && strings.ContainsRune("=+-@\t\r\n", rune(value[0])) {
		return "'" + value
	}
	return value
}
