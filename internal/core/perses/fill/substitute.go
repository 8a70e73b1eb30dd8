package fill

import (
	"cmp"
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

var reference = regexp.MustCompile(`\$(\w+)|\$\{(\w+)(?:\.[^:}^]+)?(?::([^}]+))?\}`)

// NamesIn lists the names of the variables in a text, each once.
func NamesIn(text string) []string {
	var names []string
	for _, match := range reference.FindAllStringSubmatch(text, -1) {
		if name := match[1] + match[2]; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// formats are the ways in which a variable may be written: ${name:format}.
func formats() []string {
	return []string{
		"csv", "distributed", "doublequote", "glob", "json", "lucene", "percentencode", "pipe", "prometheus", "raw",
		"regex", "singlequote", "sqlstring", "text", "queryparam",
	}
}

// Substitute puts values in place of $name, ${name} and ${name:format}, as the
// charts do, those that a source gave as quoteFound does, and lists the names that
// have none, each once. What has no value stays. What is not a name, such as the $1
// of label_replace and the $ at the end of a pattern, is not missing. Nothing is put
// in any more once the text is longer than mostFilled.
func Substitute(text string, values map[string]Value) (result string, missing []string) {
	format := map[string]string{}
	for _, match := range reference.FindAllStringSubmatch(text, -1) {
		written := strings.ToLower(match[3])
		if !slices.Contains(formats(), written) {
			written = ""
		}
		format[match[1]+match[2]] = written // the last of several stands for all, as in the charts
	}
	names := NamesIn(text)
	text = quoteFound(text, values)
	// $__range must not take a part of $__range_ms away.
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	for _, name := range names {
		value, known := values[name]
		if known {
			text = replace(text, name, value, format[name])
		} else if strings.Trim(name, "0123456789") != "" && !capturedIn(text, name) {
			missing = append(missing, name)
		}
	}
	return text, missing
}

// capturedIn finds a named group, to which label_replace may refer.
func capturedIn(text, name string) bool { return strings.Contains(text, "(?P<"+name+">") }

func replace(text, name string, value Value, format string) string {
	written := value.format(name, format)
	text = putIn(text, "$"+name, written)
	braced := "${" + name + "}"
	if format != "" {
		braced = "${" + name + ":" + format + "}"
	}
	return putIn(text, braced, written)
}

// mostFilled is up to how many bytes a text is filled in: far beyond the longest query,
// so that it is refused for its length.
const mostFilled = 16 * promexpr.MaxLength

func putIn(text, reference, written string) string {
	most := max(mostFilled-len(text), 0)/max(len(written), 1) + 1
	return strings.Replace(text, reference, written, most)
}

func (v Value) format(name, format string) string {
	values := v.Many
	if values == nil {
		values = []string{v.One}
		format = cmp.Or(format, "raw")
	}
	each := func(write func(value string) string, separator string) string {
		written := make([]string, len(values))
		for i, value := range values {
			written[i] = write(value)
		}
		return strings.Join(written, separator)
	}
	switch format {
	case "csv", "raw":
		return strings.Join(values, ",")
	case "pipe":
		return strings.Join(values, "|")
	case "regex":
		return "(" + each(escaped, "|") + ")"
	case "doublequote":
		return each(func(value string) string { return `"` + value + `"` }, ",")
	case "singlequote":
		return each(func(value string) string { return "'" + value + "'" }, ",")
	case "sqlstring":
		return each(func(value string) string { return "'" + strings.ReplaceAll(value, "'", "''") + "'" }, ",")
	case "lucene":
		return "(" + each(func(value string) string { return `"` + value + `"` }, " OR ") + ")"
	case "queryparam":
		return each(func(value string) string { return name + "=" + encoded(value) }, "&")
	default:
		return joined(values, name, format)
	}
}

func joined(values []string, name, format string) string {
	switch format {
	case "distributed":
		return strings.Join(values, ","+name+"=")
	case "glob":
		return "{" + strings.Join(values, ",") + "}"
	case "json":
		list, _ := json.Marshal(append([]string{}, values...)) // strings always encode
		return string(list)
	case "percentencode":
		return encoded(strings.Join(values, ","))
	case "text":
		return strings.Join(values, " + ")
	default:
		return "(" + strings.Join(values, "|") + ")"
	}
}

var special = regexp.MustCompile(`[-/\\^$*+?.()|[\]{}]`)

// escaped is a value within a pattern. Its backslashes are the charts'.
func escaped(value string) string { return special.ReplaceAllString(value, `\$0`) }

func encoded(value string) string { return strings.ReplaceAll(url.QueryEscape(value), "+", "%20") }
