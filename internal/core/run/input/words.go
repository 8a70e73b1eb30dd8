package input

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/platform/redact"
)

// KeyLines are those of a key which could be shown alone.
func KeyLines(key string) []string {
	const long = 16
	lines := strings.Split(key, "\n")
	if len(lines) == 1 {
		return nil
	}
	return slices.DeleteFunc(lines, func(line string) bool { return len(line) < long || strings.HasPrefix(line, "-----") })
}

// Clean takes secrets out of what is shown of fields.
func Clean(asked []run.Field, clean *redact.Sanitizer) []run.Field {
	fields := make([]run.Field, 0, len(asked))
	for _, field := range asked {
		field.Label, field.Why = clean.Message(field.Label), clean.Message(field.Why)
		ways := make([]run.Way, 0, len(field.Ways))
		for _, way := range field.Ways {
			ways = append(ways, run.Way{ID: way.ID, Label: clean.Message(way.Label)})
		}
		field.Ways = ways
		fields = append(fields, field)
	}
	return fields
}

// Words tell the log who gave what, without any value.
func Words(who string, request run.InputRequest, answer run.Answer) string {
	words := map[string][]string{}
	for _, field := range request.AskedBy(answer.Version) {
		reply, did := answer.Replies[field.Name], "given"
		switch {
		case reply.Skip:
			did = "skipped"
		case reply.Way != "":
			did = "replaced"
		}
		words[did] = append(words[did], field.Label)
	}
	said := "Answered by " + who
	for _, did := range []string{"given", "replaced", "skipped"} {
		if len(words[did]) > 0 {
			said += "; " + did + ": " + strings.Join(words[did], ", ")
		}
	}
	return said
}

// Days tells a span in days, or as it is when it is short.
func Days(span time.Duration) string {
	const day = 24 * time.Hour
	if span < 2*day {
		return span.String()
	}
	return fmt.Sprintf("%d days", span/day)
}
