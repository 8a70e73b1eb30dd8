package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/knadh/koanf/parsers/yaml"
	"github.com/knadh/koanf/providers/confmap"
	"github.com/knadh/koanf/providers/env/v2"
	"github.com/knadh/koanf/providers/file"
	"github.com/knadh/koanf/v2"
	yamlv3 "go.yaml.in/yaml/v3"

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
	merged := koanf.New("\x00")
	if err := merged.Load(confmap.Provider(defaults(), "\x00"), nil); err != nil {
		return Settings{}, fmt.Errorf("read defaults: %w", err)
	}
	if from.File != "" {
		if err := checkFile(from.File); err != nil {
			return Settings{}, fmt.Errorf("configuration file %s: %w", from.File, err)
		}
		if err := merged.Load(file.Provider(from.File), yaml.Parser()); err != nil {
			return Settings{}, fmt.Errorf("read configuration file %s: %w", from.File, err)
		}
	}
	provider := env.Provider("\x00", env.Opt{
		Prefix:        envPrefix,
		TransformFunc: func(key, value string) (string, any) { return envKey(key), value },
		EnvironFunc:   func() []string { return from.Environ },
	})
	if err := merged.Load(provider, nil); err != nil {
		return Settings{}, fmt.Errorf("read environment: %w", err)
	}
	flags := map[string]any{}
	for key, value := range from.Flags {
		flags[key] = value
	}
	if err := merged.Load(confmap.Provider(flags, "\x00"), nil); err != nil {
		return Settings{}, fmt.Errorf("read flags: %w", err)
	}
	return decode(merged)
}

// checkFile refuses what the parser of settings would leave unread without a word:
// a second document, and a file that is no list of settings.
func checkFile(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	decoder := yamlv3.NewDecoder(bytes.NewReader(text))
	var first, second yamlv3.Node
	if err := decoder.Decode(&first); errors.Is(err, io.EOF) {
		return nil
	} else if err != nil {
		return err
	}
	if len(first.Content) != 1 || first.Content[0].Kind != yamlv3.MappingNode {
		return errors.New("must be lines of the form key: value")
	}
	if err := decoder.Decode(&second); !errors.Is(err, io.EOF) {
		return errors.New("must hold one document only")
	}
	return nil
}

func envKey(name string) string { return strings.ToLower(strings.TrimPrefix(name, envPrefix)) }

// ignoredKeys are variables behind DASHKEEP_ that are read elsewhere: the path of
// the configuration file itself.
func ignoredKeys() []string { return []string{"config"} }

func decode(merged *koanf.Koanf) (Settings, error) {
	var settings Settings
	var faults []error
	known := ignoredKeys()
	for _, field := range fields(&settings) {
		known = append(known, field.key)
		raw := merged.Get(field.key)
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
	for _, key := range merged.Keys() {
		if !slices.Contains(known, key) {
			faults = append(faults, fmt.Errorf("%s: there is no such setting; `dashkeep config print` lists them", key))
		}
	}
	return settings, errors.Join(faults...)
}

func secretFile(merged *koanf.Koanf, key string) (string, error) {
	path := merged.String(key + "_file")
	if path == "" {
		return "", nil
	}
	if merged.String(key) != "" {
		return "", fmt.Errorf("%s: is set, and %s_file is set too; only one of them may be", key, key)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("%s_file: %w", key, err)
	}
	return strings.TrimSpace(string(raw)), nil
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
	if list, ok := raw.([]any); ok {
		return f.setList(list)
	}
	text := strings.TrimSpace(fmt.Sprint(raw))
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
