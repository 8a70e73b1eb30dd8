// Package logging makes the program's logger: log/slog, JSON for machines and
// plain text for people at a terminal.
package logging

import (
	"fmt"
	"io"
	"log/slog"
	"os"
)

// New makes a logger. Level is debug, info, warn or error; format is json, text
// or auto (text when the output is a terminal).
func New(out io.Writer, level, format string) (*slog.Logger, error) {
	var parsed slog.Level
	if err := parsed.UnmarshalText([]byte(level)); err != nil {
		return nil, fmt.Errorf("log_level: must be debug, info, warn or error")
	}
	options := &slog.HandlerOptions{Level: parsed}
	switch {
	case format == "text", format == "auto" && isTerminal(out):
		return slog.New(slog.NewTextHandler(out, options)), nil
	case format == "json", format == "auto":
		return slog.New(slog.NewJSONHandler(out, options)), nil
	default:
		return nil, fmt.Errorf("log_format: must be json, text or auto")
	}
}

func isTerminal(out io.Writer) bool {
	file, ok := out.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
