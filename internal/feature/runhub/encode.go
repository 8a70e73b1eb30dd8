package runhub

import (
	"encoding/json"
	"time"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/platform/optional"
)

func optionalTime(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}

func optionalDocument(document json.RawMessage) *api.Document {
	if len(document) == 0 {
		return nil
	}
	return &document
}

func (s *Service) runOf(r run.Run) api.Run {
	encoded := api.Run{
		Id: r.ID, Project: r.Project, Resource: r.Kind.Resource, Action: r.Kind.Action, Title: r.Title,
		Status: api.RunStatus(r.Status), Trigger: api.RunTrigger(r.Trigger),
		Initiator: api.Initiator{
			Kind: api.InitiatorKind(r.Initiator.Kind), Id: optional.Of(r.Initiator.ID), Name: r.Initiator.Name,
		},
		Scope: optionalDocument(r.Target), IdempotencyKey: optional.Of(r.Key),
		Counts: countsOf(r.Counts), Findings: findingsOf(r.Findings),
		InputRequest: requestOf(r), ReasonCode: optional.Of(api.ReasonCode(r.Reason)), Message: optional.Of(r.Message),
		CreatedAt: r.CreatedAt, StartedAt: optionalTime(r.StartedAt), FinishedAt: optionalTime(r.FinishedAt),
		HeartbeatAt: optionalTime(r.HeartbeatAt), ParentRunId: optional.Of(r.Parent), Joined: &r.Joined, Page: optional.Of(s.page(r)),
	}
	if progress, known := r.Progress(); known {
		encoded.Progress = new(float32(progress))
	}
	return encoded
}

// requestOf is what a run asks for, whose form is the contract's; nil for nothing.
func requestOf(r run.Run) *api.InputRequest {
	var request api.InputRequest
	if len(r.InputRequest) == 0 || json.Unmarshal(r.InputRequest, &request) != nil {
		return nil
	}
	return &request
}

func countsOf(c run.Counts) api.RunCounts {
	return api.RunCounts{Total: c.Total, Succeeded: c.Succeeded, Warned: c.Warned, Failed: c.Failed, Skipped: c.Skipped}
}

func findingsOf(f run.Findings) api.RunFindings {
	return api.RunFindings{Pass: f.Pass, Warn: f.Warn, Fail: f.Fail}
}

// listedRun leaves out what a list does not show and what can be big.
func (s *Service) listedRun(r run.Run) api.Run {
	encoded := s.runOf(r)
	encoded.Scope, encoded.InputRequest = nil, nil
	return encoded
}

func (s *Service) listedRuns(runs []run.Run) []api.Run {
	encoded := make([]api.Run, 0, len(runs))
	for _, r := range runs {
		encoded = append(encoded, s.listedRun(r))
	}
	return encoded
}

func (s *Service) detailOf(d Detail) api.RunDetail {
	encoded := api.RunDetail{
		Run: s.runOf(d.Run), LogLines: d.Run.LastLogSeq, FirstErrorSeq: optional.Of(d.Run.FirstErrorSeq),
		NextItemAt: optionalTime(d.NextDue), Children: s.listedRuns(d.Children),
		Transitions: []api.Transition{}, Reasons: []api.ReasonGroup{},
	}
	for _, t := range d.Transitions {
		encoded.Transitions = append(encoded.Transitions, api.Transition{
			Status: api.RunStatus(t.Status), At: t.At, ReasonCode: optional.Of(api.ReasonCode(t.Reason)),
		})
	}
	for _, group := range d.Reasons {
		encoded.Reasons = append(encoded.Reasons, reasonOf(group))
	}
	if d.Parent != nil {
		encoded.Parent = new(s.listedRun(*d.Parent))
	}
	return encoded
}

func reasonOf(group read.ReasonGroup) api.ReasonGroup {
	encoded := api.ReasonGroup{
		Status: api.ItemStatus(group.Status), Finding: optional.Of(api.Finding(group.Finding)), Count: group.Count,
		ReasonCode: optional.Of(api.ReasonCode(group.Reason)), Cause: causeOf(group.Cause),
	}
	if words, known := group.Cause.Code.Words(); known {
		encoded.Sentence, encoded.NextAction = group.Cause.Sentence, &words.NextAction
		return encoded
	}
	if reason, known := group.Reason.Reason(); known {
		encoded.Sentence, encoded.NextAction = reason.Sentence, &reason.NextAction
		return encoded
	}
	switch group.Status {
	case run.ItemSucceeded:
		encoded.Sentence = "Done"
	case run.ItemWarned:
		encoded.Sentence = "Done, with warnings"
	case run.ItemSkipped:
		encoded.Sentence = "Skipped"
	case run.ItemQueued:
		encoded.Sentence = "To do"
	case run.ItemRunning:
		encoded.Sentence = "Under way"
	case run.ItemAwaiting:
		encoded.Sentence = "Needs input"
	case run.ItemFailed:
		encoded.Sentence = "Failed"
	}
	return encoded
}

// causeOf is nil when nothing refines the reason.
func causeOf(c run.Cause) *api.Cause {
	if c.Code == "" {
		return nil
	}
	return &api.Cause{Key: c.Key, Code: api.CauseCode(c.Code), Sentence: c.Sentence}
}

func itemOf(i run.Item) api.Item {
	return api.Item{
		Seq: i.Seq, Key: i.Key, Title: i.Title, Link: optional.Of(i.Link), Status: api.ItemStatus(i.Status),
		Finding: optional.Of(api.Finding(i.Finding)), ReasonCode: optional.Of(api.ReasonCode(i.Reason)), Cause: causeOf(i.Cause),
		Message: optional.Of(i.Message), Attempt: i.Attempt,
		DueAt: optionalTime(i.DueAt), StartedAt: optionalTime(i.StartedAt), FinishedAt: optionalTime(i.FinishedAt),
		DurationMs: optional.Of(i.Duration().Milliseconds()), FirstLogSeq: optional.Of(i.FirstLogSeq),
	}
}

func lineOf(l run.Line) api.LogLine {
	return api.LogLine{
		Seq: l.Seq, At: l.At, Level: api.LogLevel(l.Level.String()), Message: l.Message, Item: optional.Of(l.Item),
		Context: optionalDocument(l.Context),
	}
}

func bucketOf(b Bucket) api.RunsBucket {
	return api.RunsBucket{
		At: b.At, Succeeded: b.Tally[run.Succeeded], PartiallySucceeded: b.Tally[run.PartiallySucceeded],
		Failed: b.Tally[run.Failed], Cancelled: b.Tally[run.Cancelled],
		Active: b.Tally[run.Queued] + b.Tally[run.Running] + b.Tally[run.AwaitingInput],
	}
}

func summaryOf(s Summary) api.RunsSummary {
	encoded := api.RunsSummary{
		Active: s.Now.All(), Running: s.Now[run.Running], AwaitingInput: s.Now[run.AwaitingInput],
		Failed: s.Range[run.Failed] + s.Range[run.PartiallySucceeded], All: s.Range.All(), Strip: []api.RunsBucket{},
	}
	for _, bucket := range s.Strip {
		encoded.Strip = append(encoded.Strip, bucketOf(bucket))
	}
	return encoded
}
