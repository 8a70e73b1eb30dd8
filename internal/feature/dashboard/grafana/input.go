package grafana

import (
	"errors"
	"strings"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

const (
	// longestInput is how long the name of an input may be: what is like its beginning in
	// a text is compared with the whole of it.
	longestInput = 200
	// mostFilled is how many bytes the texts that inputs stand in may have with them.
	mostFilled = 8 << 20
)

// FillInputs puts values in place of the inputs of an exported dashboard, such as
// ${DS_PROMETHEUS}. Kinds of error: invalid, too_large.
func FillInputs(root *jsonstrict.Value, input map[string]string) error {
	pairs := make([]string, 0, 2*len(input))
	for name, value := range input {
		if len(name) > longestInput {
			return apperror.InvalidField("input", "must have names of at most %d characters", longestInput)
		}
		pairs = append(pairs, "${"+name+"}", value)
	}
	if len(pairs) == 0 {
		return nil
	}
	f := filling{replacer: strings.NewReplacer(pairs...)}
	if err := f.fill(root); err != nil {
		return apperror.New(apperror.TooLarge, "The texts of the dashboard are larger than 8 MiB with the inputs in their places")
	}
	return nil
}

// filling is a text that grows, and how much was written in all. A value of an input may
// be a megabyte and its name stand in a hundred thousand places.
type filling struct {
	replacer *strings.Replacer
	text     strings.Builder
	written  int
}

var errFilled = errors.New("more text than may be")

func (f *filling) Write(part []byte) (int, error) { return f.WriteString(string(part)) }

// WriteString is what the replacer writes its parts with.
func (f *filling) WriteString(part string) (int, error) {
	if f.written += len(part); f.written > mostFilled {
		return 0, errFilled
	}
	return f.text.WriteString(part) //nolint:wrapcheck // it gives none
}

func (f *filling) fill(value *jsonstrict.Value) error {
	for i, item := range value.Items() {
		if err := f.each(&value.Items()[i], item); err != nil {
			return err
		}
	}
	members := value.Members()
	for i, member := range members {
		if err := f.each(&members[i].Value, member.Value); err != nil {
			return err
		}
	}
	return nil
}

// each fills what stands in one place of a list or an object.
func (f *filling) each(place **jsonstrict.Value, value *jsonstrict.Value) error {
	if !strings.Contains(value.Text(), "${") {
		return f.fill(value)
	}
	f.text.Reset()
	if _, err := f.replacer.WriteString(f, value.Text()); err != nil {
		return errFilled
	}
	*place = tree.Text(f.text.String())
	return nil
}
