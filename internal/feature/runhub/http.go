package runhub

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
	"github.com/dashkeep/dashkeep/internal/platform/optional"
)

// HTTP answers the operations about runs.
type HTTP struct {
	service *Service
	streams *Streams
	refused Refused
}

// Refused is told of a project that a shared stream leaves out, since the one who
// asks may not watch it.
type Refused func(ctx context.Context, project string, refusal error)

// NewHTTP makes the door.
func NewHTTP(service *Service, streams *Streams) *HTTP {
	return &HTTP{service: service, streams: streams, refused: func(context.Context, string, error) {}}
}

// OnRefusal sets who is told. Call it before the door opens.
func (h *HTTP) OnRefusal(refused Refused) { h.refused = refused }

// ListRuns gives a page of runs.
func (h *HTTP) ListRuns(ctx context.Context, request api.ListRunsRequestObject) (api.ListRunsResponseObject, error) {
	filter, err := filterOf(request.Params)
	if err != nil {
		return nil, err
	}
	runs, next, err := h.service.List(
		ctx, access.ScopeOf(ctx), filter, optional.Value(request.Params.Cursor), optional.Value(request.Params.Limit),
	)
	if err != nil {
		return nil, err
	}
	return api.ListRuns200JSONResponse{Items: h.service.listedRuns(runs), NextCursor: optional.Of(next)}, nil
}

func filterOf(params api.ListRunsParams) (read.Filter, error) {
	filter := read.Filter{
		Initiator: strings.TrimSpace(optional.Value(params.Initiator)), Text: strings.TrimSpace(optional.Value(params.Q)),
		From: optional.Value(params.From), To: optional.Value(params.To),
	}
	for _, status := range optional.Value(params.Status) {
		if !run.Status(status).Valid() {
			return read.Filter{}, apperror.InvalidField("status", "is not the status of a run")
		}
		filter.Statuses = append(filter.Statuses, run.Status(status))
	}
	for _, trigger := range optional.Value(params.Trigger) {
		if !run.Trigger(trigger).Valid() {
			return read.Filter{}, apperror.InvalidField("trigger", "is not a trigger")
		}
		filter.Triggers = append(filter.Triggers, run.Trigger(trigger))
	}
	for _, operation := range optional.Value(params.Operation) {
		resource, action, two := strings.Cut(operation, ".")
		if !two {
			return read.Filter{}, apperror.InvalidField("operation", "must be resource.action")
		}
		filter.Kinds = append(filter.Kinds, run.Kind{Resource: resource, Action: action})
	}
	return filter, nil
}

// GetRunsSummary gives the counts.
func (h *HTTP) GetRunsSummary(
	ctx context.Context, request api.GetRunsSummaryRequestObject,
) (api.GetRunsSummaryResponseObject, error) {
	p := request.Params
	summary, err := h.service.Summary(
		ctx, access.ScopeOf(ctx), optional.Value(p.From), optional.Value(p.To), optional.Value(p.Buckets),
	)
	if err != nil {
		return nil, err
	}
	return api.GetRunsSummary200JSONResponse(summaryOf(summary)), nil
}

// GetRun gives one run.
func (h *HTTP) GetRun(ctx context.Context, request api.GetRunRequestObject) (api.GetRunResponseObject, error) {
	detail, err := h.service.Get(ctx, access.ScopeOf(ctx), request.Id)
	if err != nil {
		return nil, err
	}
	return api.GetRun200JSONResponse(h.service.detailOf(detail)), nil
}

// ListRunItems gives a page of items.
func (h *HTTP) ListRunItems(ctx context.Context, request api.ListRunItemsRequestObject) (api.ListRunItemsResponseObject, error) {
	p := request.Params
	filter := read.ItemFilter{Reason: run.ReasonCode(optional.Value(p.Reason)), Text: strings.TrimSpace(optional.Value(p.Q))}
	for _, status := range optional.Value(p.Status) {
		if !run.ItemStatus(status).Valid() {
			return nil, apperror.InvalidField("status", "is not the status of an item")
		}
		filter.Statuses = append(filter.Statuses, run.ItemStatus(status))
	}
	for _, finding := range optional.Value(p.Finding) {
		if !run.Finding(finding).Valid() {
			return nil, apperror.InvalidField("finding", "is not a finding")
		}
		filter.Findings = append(filter.Findings, run.Finding(finding))
	}
	page, next, err := h.service.Items(
		ctx, access.ScopeOf(ctx), request.Id, filter, optional.Value(p.Cursor), optional.Value(p.Limit),
	)
	if err != nil {
		return nil, err
	}
	encoded := api.ListRunItems200JSONResponse{Items: []api.Item{}, Total: page.Total, NextCursor: optional.Of(next)}
	for _, item := range page.Items {
		encoded.Items = append(encoded.Items, itemOf(item))
	}
	return encoded, nil
}

// GetRunStrip gives all items as marks.
func (h *HTTP) GetRunStrip(ctx context.Context, request api.GetRunStripRequestObject) (api.GetRunStripResponseObject, error) {
	found, marks, err := h.service.Strip(ctx, access.ScopeOf(ctx), request.Id, optional.Value(request.Params.Marks))
	if err != nil {
		return nil, err
	}
	encoded := api.GetRunStrip200JSONResponse{
		Counts: countsOf(found.Counts), Findings: findingsOf(found.Findings), Marks: []api.RunMark{},
	}
	for _, mark := range marks {
		encoded.Marks = append(encoded.Marks, api.RunMark{
			At: mark.At, Status: api.ItemStatus(mark.Status), Finding: optional.Of(api.Finding(mark.Finding)),
			Title: optional.Of(mark.Title), Count: mark.Count,
		})
	}
	return encoded, nil
}

// ListRunLogs gives lines of the log.
func (h *HTTP) ListRunLogs(ctx context.Context, request api.ListRunLogsRequestObject) (api.ListRunLogsResponseObject, error) {
	p := request.Params
	levels, err := levelsOf(optional.Value(p.Level))
	if err != nil {
		return nil, err
	}
	filter := read.LineFilter{
		After: p.After, Before: p.Before, Levels: levels, Text: strings.TrimSpace(optional.Value(p.Q)), Item: p.Item,
	}
	found, lines, err := h.service.Lines(ctx, access.ScopeOf(ctx), request.Id, filter, optional.Value(p.Limit))
	if err != nil {
		return nil, err
	}
	encoded := api.ListRunLogs200JSONResponse{
		Lines: []api.LogLine{}, FirstSeq: min(1, found.LastLogSeq), LastSeq: found.LastLogSeq, Complete: found.Status.Terminal(),
	}
	for _, line := range lines {
		encoded.Lines = append(encoded.Lines, lineOf(line))
	}
	return encoded, nil
}

func levelsOf(names []api.LogLevel) ([]run.Level, error) {
	var levels []run.Level
	for _, name := range names {
		level, known := run.ParseLevel(string(name))
		if !known {
			return nil, apperror.InvalidField("level", "is not a level")
		}
		levels = append(levels, level)
	}
	return levels, nil
}

// SearchRunLogs finds a text in the log.
func (h *HTTP) SearchRunLogs(
	ctx context.Context, request api.SearchRunLogsRequestObject,
) (api.SearchRunLogsResponseObject, error) {
	levels, err := levelsOf(optional.Value(request.Params.Level))
	if err != nil {
		return nil, err
	}
	filter := read.LineFilter{Levels: levels, Text: strings.TrimSpace(request.Params.Q), Item: request.Params.Item}
	total, seqs, err := h.service.Search(ctx, access.ScopeOf(ctx), request.Id, filter)
	if err != nil {
		return nil, err
	}
	if seqs == nil {
		seqs = []int64{}
	}
	return api.SearchRunLogs200JSONResponse{Total: total, Seqs: seqs}, nil
}

// DownloadRunLog streams the whole log.
func (h *HTTP) DownloadRunLog(
	ctx context.Context, request api.DownloadRunLogRequestObject,
) (api.DownloadRunLogResponseObject, error) {
	scope := access.ScopeOf(ctx)
	found, err := h.service.reader.Get(ctx, scope, request.Id)
	if err != nil {
		return nil, err
	}
	format, zip := Text, optional.Value(request.Params.Gzip)
	if optional.Value(request.Params.Format) == api.DownloadRunLogParamsFormat(NDJSON) {
		format = NDJSON
	}
	return download{
		kind: contentType(format, zip), name: fileName(found, format, zip), clock: h.service.clock,
		write: func(out io.Writer) error { return h.service.Download(ctx, scope, found, format, zip, out) },
	}, nil
}

func contentType(format Format, zip bool) string {
	switch {
	case zip:
		return "application/gzip"
	case format == NDJSON:
		return "application/x-ndjson"
	default:
		return "text/plain; charset=utf-8"
	}
}

// download is an answer that is written while it is read from the database.
type download struct {
	kind, name string
	clock      clock.Clock
	write      func(out io.Writer) error
}

// VisitDownloadRunLogResponse writes the answer.
func (d download) VisitDownloadRunLogResponse(w http.ResponseWriter) error {
	control := http.NewResponseController(w)
	w.Header().Set("Content-Type", d.kind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+d.name+`"`)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(http.StatusOK)
	return d.write(patientWriter{w, control, d.clock})
}

// patientWriter gives every write its own deadline, so that a long answer is not
// cut while the reader reads, and is when it does not.
type patientWriter struct {
	out     io.Writer
	control *http.ResponseController
	clock   clock.Clock
}

// Write writes within writeTime.
func (p patientWriter) Write(text []byte) (int, error) {
	// A connection without deadlines is written to all the same.
	_ = p.control.SetWriteDeadline(p.clock.Now().Add(writeTime))
	written, err := p.out.Write(text)
	_ = p.control.SetWriteDeadline(time.Time{})
	return written, err
}

// StreamEvents streams changes.
func (h *HTTP) StreamEvents(ctx context.Context, request api.StreamEventsRequestObject) (api.StreamEventsResponseObject, error) {
	watch, err := newWatch(optional.Value(request.Params.Run), request.Params.After, optional.Value(request.Params.LastEventID))
	if err != nil {
		return nil, err
	}
	stream, err := h.streams.Open(ctx, access.ScopeOf(ctx), watch)
	if err != nil {
		return nil, err
	}
	return h.answer(ctx, stream), nil
}

// StreamMyEvents streams the changes of several projects: the one stream of a
// browser.
func (h *HTTP) StreamMyEvents(
	ctx context.Context, request api.StreamMyEventsRequestObject,
) (api.StreamMyEventsResponseObject, error) {
	watch, err := newWatch("", nil, optional.Value(request.Params.LastEventID))
	if err != nil {
		return nil, err
	}
	after := watch.EventID
	if after == event.Now && request.Params.After != nil {
		after = *request.Params.After
	}
	projects := make([]string, 0, len(optional.Value(request.Params.Project)))
	for _, project := range optional.Value(request.Params.Project) {
		if folded := asset.FoldName(project); !slices.Contains(projects, folded) {
			projects = append(projects, folded)
		}
	}
	stream := h.streams.OpenShared(access.ScopeOf(ctx), projects, after)
	for _, refusal := range stream.refused {
		h.refused(ctx, refusal.project, refusal.err)
	}
	return h.answer(ctx, stream), nil
}

func (h *HTTP) answer(ctx context.Context, stream *Stream) answer {
	return answer{
		ctx: func() context.Context { return ctx }, stream: stream, clock: h.service.clock, chunked: httpserver.InfoOf(ctx).Chunked,
	}
}

// answer is a stream as an answer. It outlives the handler, not the request.
type answer struct {
	ctx    func() context.Context
	stream *Stream
	clock  clock.Clock
	// chunked tells that the connection may be taken over.
	chunked bool
}

// VisitStreamMyEventsResponse writes the stream until it ends.
func (a answer) VisitStreamMyEventsResponse(w http.ResponseWriter) error {
	return a.VisitStreamEventsResponse(w)
}

// VisitStreamEventsResponse writes the stream until it ends, or leaves it to a
// connection of its own.
func (a answer) VisitStreamEventsResponse(w http.ResponseWriter) error {
	release, err := a.stream.enter()
	if err != nil {
		return err
	}
	control := http.NewResponseController(w)
	header := w.Header()
	header.Set("Content-Type", "text/event-stream")
	header.Set("Cache-Control", "no-store")
	header.Set("X-Accel-Buffering", "no")
	if a.chunked { // a connection that is taken over serves nothing after the stream
		header.Set("Connection", "close")
	}
	w.WriteHeader(http.StatusOK)
	if a.chunked && control.Flush() == nil {
		if own, taken := takeOver(control, a.clock); taken {
			a.stream.detach(own, release)
			return nil
		}
	}
	defer release()
	out := patientWriter{w, control, a.clock}
	return a.stream.Serve(a.ctx(), func(frames []byte) error {
		if _, err := out.Write(frames); err != nil {
			return err
		}
		return control.Flush()
	})
}
