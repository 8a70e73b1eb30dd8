package input

import (
	"encoding/pem"
	"errors"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

const (
	maxValue = 1024
	maxKey   = 16 << 10
	maxName  = 200
	maxText  = 300
	// maxFields is how many fields one item may ask for, and maxWays how many ways one has.
	maxFields = 50
	maxWays   = 50
)

// CheckFields reports whether an item may ask for these fields. What it refuses is a
// mistake of the program.
func CheckFields(fields []run.Field) error {
	if len(fields) == 0 || len(fields) > maxFields {
		return errors.New("an item asks for no field, or for too many")
	}
	seen := map[string]bool{}
	for _, field := range fields {
		kinds := []run.FieldKind{run.Password, run.PrivateKey, run.Secret}
		switch {
		case field.Name == "" || len(field.Name) > maxName || seen[field.Name]:
			return errors.New("the name of a field is missing, too long or there twice")
		case field.Label == "" || len(field.Label) > maxText || len(field.Why) > 2*maxText:
			return errors.New("a field has no label, or too long a text")
		case !slices.Contains(kinds, field.Kind) || len(field.Ways) > maxWays:
			return errors.New("the kind of a field is unknown, or it has too many ways")
		}
		seen[field.Name] = true
	}
	return nil
}

// Check reports whether an answer fits its request: it replies to every field that its
// version asked for and to no other, in the form that the field wants. The error names
// fields and never values. Kinds: invalid; conflict with the code already_answered when
// somebody else was first.
func Check(request run.InputRequest, answer run.Answer, answeredBy string) error {
	asked := request.AskedBy(answer.Version)
	if len(asked) == 0 || answer.Version > request.Version {
		return AlreadyAnswered(answeredBy)
	}
	var faults []apperror.Field
	known, unknown := map[string]bool{}, 0
	for _, field := range asked {
		known[field.Name] = true
		reply, given := answer.Replies[field.Name]
		if !given {
			faults = append(faults, fault(field.Name, "is asked for and missing"))
		} else if wrong := checkReply(field.Field, reply); wrong != "" {
			faults = append(faults, fault(field.Name, wrong))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(answer.Replies)) {
		if !known[name] {
			unknown++
			faults = append(faults, fault(strings.ToValidUTF8(name[:min(len(name), maxName)], ""), "was not asked for"))
		}
	}
	switch {
	case len(faults) == 0:
		return nil
	case len(faults) == unknown && answeredBy != "": // of what was asked for when its person looked
		return AlreadyAnswered(answeredBy)
	}
	refused := apperror.New(apperror.Invalid, "The answer can't be used: %s %s", faults[0].Field, faults[0].Message)
	refused.Fields = faults
	return refused
}

// AlreadyAnswered tells somebody that another one was first, or that nothing is asked for
// any more.
func AlreadyAnswered(by string) error {
	if by == "" {
		return apperror.New(apperror.Conflict, "This run waits for nothing now").WithCode("already_answered")
	}
	return apperror.New(apperror.Conflict, "This was answered meanwhile by %s. Look at what the run needs now", by).
		WithCode("already_answered")
}

func fault(name, message string) apperror.Field {
	return apperror.Field{Field: "replies." + name, Message: message}
}

// checkReply says what is wrong with a reply; empty for nothing.
func checkReply(field run.Field, reply run.Reply) (wrong string) {
	given := 0
	for _, is := range []bool{!reply.Value.Empty(), reply.Way != "", reply.Skip} {
		if is {
			given++
		}
	}
	switch {
	case given > 1:
		return "takes a value, a way or skip: one of them"
	case given == 0 && field.Optional:
		return ""
	case given == 0:
		return "is empty"
	case reply.Skip:
		return ""
	case reply.Way != "":
		if !slices.ContainsFunc(field.Ways, func(way run.Way) bool { return way.ID == reply.Way }) {
			return "has no such way"
		}
		return ""
	default:
		return checkValue(field.Kind, reply.Value)
	}
}

func checkValue(kind run.FieldKind, value secret.Text) (wrong string) {
	value.Use(func(plain string) {
		switch {
		case !utf8.ValidString(plain) || strings.ContainsRune(plain, 0):
			wrong = "must be UTF-8 without NUL"
		case kind == run.PrivateKey && len(plain) > maxKey:
			wrong = "has more than 16 KiB, which is the most for a private key"
		case kind == run.PrivateKey && !isPrivateKey(plain):
			wrong = "must be a private key in PEM, from -----BEGIN to -----END"
		case kind != run.PrivateKey && len(plain) > maxValue:
			wrong = "has more than 1 024 bytes, which is the most"
		}
	})
	return wrong
}

func isPrivateKey(text string) bool {
	block, rest := pem.Decode([]byte(text))
	return block != nil && strings.HasSuffix(block.Type, "PRIVATE KEY") && strings.TrimSpace(string(rest)) == ""
}
