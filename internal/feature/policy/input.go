package policy

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // the binary must know the zones where the machine does not

	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/checkplan"
	"github.com/dashkeep/dashkeep/internal/feature/policy/window"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/oneline"
)

const (
	mostName        = 100
	mostDescription = 500
	mostAssets      = 5000
	mostTags        = 20
	mostSeconds     = 30
	// mostShown is how many unknown names an error lists.
	mostShown = 20
)

// faults collects what is wrong with an input, field by field.
type faults struct{ found []apperror.Field }

func (f *faults) add(field, format string, args ...any) {
	f.found = append(f.found, apperror.Field{Field: field, Message: fmt.Sprintf(format, args...)})
}

func (f *faults) err() error {
	if len(f.found) == 0 {
		return nil
	}
	lines := make([]string, 0, len(f.found))
	for _, one := range f.found {
		lines = append(lines, one.Field+": "+one.Message)
	}
	err := apperror.New(apperror.Invalid, "%s", strings.Join(lines, "; ")).WithCode("invalid_policy")
	err.Fields = f.found
	return err
}

// clean puts an input into its stored form and makes its rule. Kind of error:
// invalid, with every field that is wrong.
func clean(in Input, known []asset.Asset) (Input, window.Rule, error) {
	var f faults
	return cleanInto(&f, in, known)
}

// refuseEnvironment says that there is no such environment, and what else is wrong with
// the input. Its names can't be looked for.
func refuseEnvironment(in Input, missing error) error {
	var f faults
	said := "there is no such environment"
	if found, ok := errors.AsType[*apperror.Error](missing); ok {
		said = found.Message
	}
	f.add("environment", "%s", said)
	in.Assets = Assets{Kind: Rule}
	_, _, err := cleanInto(&f, in, nil)
	return err
}

func cleanInto(f *faults, in Input, known []asset.Asset) (Input, window.Rule, error) {
	in.Name, in.Description = strings.TrimSpace(in.Name), strings.TrimSpace(in.Description)
	if in.Name == "" || len([]rune(in.Name)) > mostName {
		f.add("name", "1 to %d characters", mostName)
	}
	if !oneline.Holds(in.Name) {
		f.add("name", "must be %s", oneline.Form)
	}
	if len([]rune(in.Description)) > mostDescription {
		f.add("description", "at most %d characters", mostDescription)
	}
	rule := cleanWindow(f, &in)
	in.Assets = cleanAssets(f, in.Assets, known)
	cleanChecks(f, in.Checks)
	in.Notify = cleanNotify(f, in.Notify)
	return in, rule, f.err()
}

func cleanWindow(f *faults, in *Input) window.Rule {
	var rule window.Rule
	days, ok := window.DaysOf(in.Days...)
	switch {
	case !ok:
		f.add("days", "each is a weekday from 0 (Sunday) to 6 (Saturday)")
	case days == 0:
		f.add("days", "choose at least one day")
	}
	start, errStart := window.ParseTimeOfDay(in.WindowStart)
	end, errEnd := window.ParseTimeOfDay(in.WindowEnd)
	switch {
	case errStart != nil:
		f.add("window_start", "%s", errStart)
	case errEnd != nil:
		f.add("window_end", "%s", errEnd)
	case start == end:
		f.add("window_end", "the window is empty: it ends when it starts")
	}
	zone, err := time.LoadLocation(in.TimeZone)
	if err != nil || in.TimeZone == "" || in.TimeZone == "Local" {
		f.add("time_zone", "there is no time zone %q; use an IANA name such as Europe/Berlin", in.TimeZone)
	}
	in.Days = days.Numbers()
	rule.Days, rule.Start, rule.End, rule.Zone = days, start, end, zone
	return rule
}

func cleanAssets(f *faults, a Assets, known []asset.Asset) Assets {
	switch a.Kind {
	case List:
		return cleanNames(f, a.Names, known)
	case Rule:
		for _, state := range a.States {
			if state != draft && state != active {
				f.add("assets.states", "there is no state %q; choose draft or active", state)
			}
		}
		if len(a.Tags) > mostTags || len(a.NotTags) > mostTags {
			f.add("assets.tags", "at most %d", mostTags)
		}
		return Assets{Kind: Rule, States: distinct(a.States), Tags: distinct(a.Tags), NotTags: distinct(a.NotTags)}
	default:
		f.add("assets.kind", "choose list or rule")
		return a
	}
}

func cleanNames(f *faults, names []string, known []asset.Asset) Assets {
	names = distinct(names)
	unknown := asset.Unknown(names, known)
	switch {
	case len(names) == 0:
		f.add("assets.names", "choose at least one dashboard")
	case len(names) > mostAssets:
		f.add("assets.names", "at most %d dashboards; these are %d", mostAssets, len(names))
	case len(unknown) > 0:
		shown := strings.Join(unknown[:min(len(unknown), mostShown)], ", ")
		if more := len(unknown) - mostShown; more > 0 {
			shown += fmt.Sprintf(" and %d more", more)
		}
		f.add("assets.names", "these dashboards do not exist: %s", shown)
	}
	return Assets{Kind: List, Names: names}
}

func distinct(values []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(values)))
}

func cleanChecks(f *faults, t checkplan.Thresholds) {
	for _, limit := range []struct {
		field string
		value int
	}{{"checks.query_seconds", t.QuerySeconds}, {"checks.slow_seconds", t.SlowSeconds}} {
		if limit.value < 1 || limit.value > mostSeconds {
			f.add(limit.field, "1 to %d seconds", mostSeconds)
		}
	}
	if !slices.Contains([]string{"off", "warn", "fail"}, t.Content) {
		f.add("checks.content", "choose off, warn or fail")
	}
	if !t.Queries && !t.Structure {
		f.add("checks", "switch on queries or structure, else nothing is checked")
	}
}

func cleanNotify(f *faults, n Notify) Notify {
	if !slices.Contains([]string{"on_change", "fail_only", "warn_and_fail", "always"}, n.When) {
		f.add("notify.when", "choose on_change, fail_only, warn_and_fail or always")
	}
	for i, channel := range n.Channels {
		f.add(fmt.Sprintf("notify.channels[%d].type", i), "no channel of the kind %q is set up", channel.Type)
	}
	n.Channels = []Channel{}
	return n
}
