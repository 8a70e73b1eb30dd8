package runhub

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
)

// Format is how a log is downloaded.
type Format string

// The formats of a download.
const (
	Text   Format = "text"
	NDJSON Format = "ndjson"
)

// Download writes a run's whole log, page by page, as it is when it begins.
func (s *Service) Download(
	ctx context.Context, scope access.Scope, found run.Run, format Format, zip bool, out io.Writer,
) (err error) {
	buffered := bufio.NewWriterSize(out, 64<<10)
	defer func() {
		if failure := buffered.Flush(); err == nil {
			err = failure
		}
	}()
	var target io.Writer = buffered
	if zip {
		packed := gzip.NewWriter(buffered)
		defer func() {
			if failure := packed.Close(); err == nil {
				err = failure
			}
		}()
		target = packed
	}
	return s.writeLines(ctx, scope, found, format, target)
}

func (s *Service) writeLines(ctx context.Context, scope access.Scope, found run.Run, format Format, out io.Writer) error {
	end := found.LastLogSeq + 1
	for after := int64(0); after < found.LastLogSeq; {
		lines, err := s.reader.Lines(ctx, scope, found.ID, read.LineFilter{After: &after, Before: &end}, maxLines)
		if err != nil {
			return err
		}
		if len(lines) == 0 { // removed meanwhile
			return nil
		}
		for _, line := range lines {
			if err := writeLine(out, format, line); err != nil {
				return fmt.Errorf("write log line: %w", err)
			}
		}
		after = lines[len(lines)-1].Seq
	}
	return nil
}

func writeLine(out io.Writer, format Format, line run.Line) error {
	if format == NDJSON {
		return json.NewEncoder(out).Encode(lineOf(line))
	}
	context := ""
	if len(line.Context) > 0 {
		context = " " + string(line.Context)
	}
	_, err := fmt.Fprintf(out, "%s %-7s %s%s\n", line.At.Format("2006-01-02T15:04:05.000Z"), line.Level, line.Message, context)
	return err
}

// fileName is what the browser calls a download.
func fileName(found run.Run, format Format, zip bool) string {
	name := found.Kind.String() + "-" + found.ID + ".log"
	if format == NDJSON {
		name = found.Kind.String() + "-" + found.ID + ".ndjson"
	}
	if zip {
		name += ".gz"
	}
	return name
}
