package told

import (
	"encoding/json"

	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/store"
)

// Run is the event of a run's present state.
func Run(row *store.RunRow) event.Event {
	r := row.Run()
	data := runData{
		ID: r.ID, Resource: r.Kind.Resource, Action: r.Kind.Action, Status: r.Status, Title: r.Title, Joined: r.Joined,
		Counts: countsData(r.Counts), Findings: findingsData(r.Findings),
	}
	if progress, known := r.Progress(); known {
		data.Progress = &progress
	}
	return newEvent(row, event.Run, data)
}

type runData struct {
	ID       string       `json:"id"`
	Resource string       `json:"resource"`
	Action   string       `json:"action"`
	Status   run.Status   `json:"status"`
	Counts   countsData   `json:"counts"`
	Findings findingsData `json:"findings"`
	Progress *float64     `json:"progress,omitempty"`
	Title    string       `json:"title"`
	Joined   int          `json:"joined"`
}

type findingsData struct {
	Pass int `json:"pass"`
	Warn int `json:"warn"`
	Fail int `json:"fail"`
}

type countsData struct {
	Total     int `json:"total"`
	Succeeded int `json:"succeeded"`
	Warned    int `json:"warned"`
	Failed    int `json:"failed"`
	Skipped   int `json:"skipped"`
}

type itemData struct {
	RunID   string         `json:"run_id"`
	Seq     int            `json:"seq"`
	Status  run.ItemStatus `json:"status"`
	Finding run.Finding    `json:"finding,omitempty"`
}

type logData struct {
	RunID string `json:"run_id"`
	Seq   int64  `json:"seq"`
}

// Log is the event of the newest line of a run's log.
func Log(row *store.RunRow) event.Event {
	return newEvent(row, event.RunLog, logData{RunID: row.ID, Seq: row.LogSeq})
}

// Item is the event of an item's state.
func Item(row *store.RunRow, item *store.ItemRow) event.Event {
	return newEvent(row, event.RunItem, itemData{RunID: row.ID, Seq: item.Seq, Status: item.Status, Finding: item.Finding})
}

func newEvent(row *store.RunRow, kind string, data any) event.Event {
	encoded, _ := json.Marshal(data) // structs of texts and numbers can always be encoded
	return event.Event{Project: row.Project, Type: kind, Subject: row.ID, Data: encoded}
}
