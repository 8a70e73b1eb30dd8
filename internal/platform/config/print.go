package config

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// Print writes the settings as a YAML file that explains itself. Secrets show
// only whether they are set.
func Print(out io.Writer, settings Settings) error {
	for _, field := range fields(&settings) {
		limits := ""
		if low := field.tag.Get("min"); low != "" {
			limits = fmt.Sprintf(" (%s to %s)", low, field.tag.Get("max"))
		}
		_, err := fmt.Fprintf(out, "# %s%s\n# environment: %s%s\n%s: %s\n\n",
			field.tag.Get("doc"), limits, envPrefix, strings.ToUpper(field.key), field.key, field.shown())
		if err != nil {
			return fmt.Errorf("print settings: %w", err)
		}
	}
	return nil
}

func (f field) shown() string {
	switch value := f.value.Interface().(type) {
	case secret.Text:
		if value.Empty() {
			return `""`
		}
		return "'" + value.String() + "'"
	case []string:
		if len(value) == 0 {
			return "[]"
		}
		return "[" + strings.Join(value, ", ") + "]"
	case time.Duration:
		return value.String()
	case string:
		return fmt.Sprintf("%q", value)
	default:
		return fmt.Sprint(value)
	}
}
