package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

const envPrefix = "DASHKEEP_"

// Sources say where settings come from, weakest first.
type Sources struct {
	// File is the path of a YAML file; empty: none.
	File string
	// Environ is the environment in the form of os.Environ.
	Environ []string
	// Flags are values given on the command line, by key.
	Flags map[string]string
}

// Environ gives the process's environment.
func Environ() []string { return os.Environ() }

// Load reads and checks all settings. The error names every wrong key at once.
func Load(from Sources) (Settings, error) {
	merged := defaults()
	if from.File != "" {
		values, err := readFile(from.File)
		if err != nil {
			return Settings{}, fmt.Errorf("configuration file %s: %w", from.File, err)
		}
		maps.Copy(merged, values)
	}
	maps.Copy(merged, readEnviron(from.Environ))
	for key, value := range from.Flags {
		merged[key] = value
	}
	return decode(merged)
}

// readFile refuses what would stay unread without a word: a second document, and a
// file that is no list of settings.
func readFile(path string) (values map[string]any, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var first, second yaml.Node
	if err := decoder.Decode(&first); errors.Is(err, io.EOF) {
		return values, nil
	} else if err != nil {
		return nil, err
	}
	if len(first.Content) != 1 || first.Content[0].Kind != yaml.MappingNode {
		return nil, errors.New("must be lines of the form key: value")
	}
	if err := decoder.Decode(&second); !errors.Is(err, io.EOF) {
		return nil, errors.New("must hold one document only")
	}
	err = first.Decode(&values)
	return values, err
}

func readEnviron(environ []string) map[string]any {
	values := map[string]any{}
	for _, line := range environ {
		name, value, _ := strings.Cut(line, "=")
		if key, ours := strings.CutPrefix(name, envPrefix); ours && key != "" {
			values[strings.ToLower(key)] = value
		}
	}
	return values
}

// ignoredKeys are variables behind DASHKEEP_ that are read elsewhere: the path of
// the configuration file itself.
func ignoredKeys() []string { return []string{"config"} }

func decode(merged map[string]any) (Settings, error) {
	var settings Settings
	var faults []error
	known := ignoredKeys()
	for _, field := range fields(&settings) {
		known = append(known, field.key)
		raw := merged[field.key]
		if field.isSecret() {
			known = append(known, field.key+"_file")
			fromFile, err := secretFile(merged, field.key)
			if err != nil {
				faults = append(faults, err)
				continue
			}
			if fromFile != "" {
				raw = fromFile
			}
		}
		err := field.set(raw)
		if err == nil {
			err = field.checkForm()
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", field.key, err))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(merged)) {
		if !slices.Contains(known, key) {
			faults = append(faults, fmt.Errorf("%s: there is no such setting; `dashkeep config print` lists them", key))
		}
	}
	return settings, errors.Join(faults...)
}

func secretFile(merged map[string]any, key string) (string, error) {
	path := textOf(merged[key+"_file"])
	if path == "" {
		return "", nil
	}
	if textOf(merged[key]) != "" {
		return "", fmt.Errorf("%s: is set, and %s_file is set too; only one of them may be", key, key)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("%s_file: %w", key, err)
	}
	return strings.TrimSpace(string(raw)), nil
}

// textOf is a value as one writes it; nothing is empty.
func textOf(raw any) string {
	if raw == nil {
		return ""
	}
	return strings.TrimSpace(fmt.Sprint(raw))
}

func defaults() map[string]any {
	values := map[string]any{}
	for _, field := range fields(&Settings{}) {
		values[field.key] = field.tag.Get("default")
	}
	return values
}

type field struct {
	key   string
	tag   reflect.StructTag
	value reflect.Value
}

func fields(settings *Settings) []field {
	value := reflect.ValueOf(settings).Elem()
	var all []field
	for index := range value.NumField() {
		tag := value.Type().Field(index).Tag
		all = append(all, field{key: tag.Get("key"), tag: tag, value: value.Field(index)})
	}
	return all
}

func (f field) isSecret() bool { return f.value.Type() == reflect.TypeFor[secret.Text]() }

func (f field) set(raw any) error {
	switch raw := raw.(type) {
	case []any:
		return f.setList(raw)
	case map[string]any:
		return errors.New("must be one value, not lines of the form key: value")
	}
	text := textOf(raw)
	switch target := f.value.Addr().Interface().(type) {
	case *secret.Text:
		*target = secret.New(text)
	case *string:
		*target = text
	case *[]string:
		*target = splitList(text)
	case *int:
		number, err := strconv.Atoi(text)
		if err != nil {
			return errors.New("must be a whole number")
		}
		*target = number
		return f.checkRange(int64(number), func(limit string) (int64, error) { return strconv.ParseInt(limit, 10, 64) })
	case *time.Duration:
		duration, err := time.ParseDuration(text)
		if err != nil {
			return errors.New("must be a duration such as 30s, 15m or 24h")
		}
		*target = duration
		return f.checkRange(int64(duration), func(limit string) (int64, error) {
			parsed, err := time.ParseDuration(limit)
			return int64(parsed), err
		})
	default:
		return fmt.Errorf("settings of the type %s are not supported", f.value.Type())
	}
	return nil
}

func (f field) setList(list []any) error {
	target, ok := f.value.Addr().Interface().(*[]string)
	if !ok {
		return errors.New("must be one value, not a list")
	}
	for _, entry := range list {
		*target = append(*target, fmt.Sprint(entry))
	}
	return nil
}

func (f field) checkRange(value int64, parse func(string) (int64, error)) error {
	low, high := f.tag.Get("min"), f.tag.Get("max")
	if low == "" {
		return nil
	}
	least, err := parse(low)
	if err != nil {
		return fmt.Errorf("read the lower limit: %w", err)
	}
	most, err := parse(high)
	if err != nil {
		return fmt.Errorf("read the upper limit: %w", err)
	}
	if value < least || value > most {
		return fmt.Errorf("must be between %s and %s", low, high)
	}
	return nil
}

func splitList(text string) []string {
	var list []string
	for entry := range strings.SplitSeq(text, ",") {
		if entry = strings.TrimSpace(entry); entry != "" {
			list = append(list, entry)
		}
	}
	return list
}
