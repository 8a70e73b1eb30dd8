package field

import (
	"strings"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/kind"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// unit is how Perses says a unit of Grafana. lost is what is missing from it.
type unit struct {
	name, lost string
	// full is set when Grafana writes all digits: 12345, not 12.3 K.
	full bool
	// visible is set when the figures themselves read otherwise.
	visible bool
}

// units are those with a counterpart in Perses 0.52, and those with one that is near.
func units() map[string]unit {
	const decimal, perSecond = "decimal", "counts/sec"
	return map[string]unit{
		"none": {name: decimal, full: true}, "short": {name: decimal}, "percent": {name: "percent"},
		"percentunit": {name: "percent-decimal"},
		"bytes":       {name: "bytes", lost: "in steps of 1000 (GB) where Grafana has 1024 (GiB)"}, "decbytes": {name: "bytes"},
		"s": {name: "seconds"}, "ms": {name: "milliseconds"}, "m": {name: "minutes"}, "h": {name: "hours"}, "d": {name: "days"},
		"dtdurations": {name: "seconds"}, "dtdurationms": {name: "milliseconds"}, "clocks": {name: "seconds"},
		"clockms": {name: "milliseconds"}, "Bps": {name: "bytes/sec"},
		"binBps": {name: "bytes/sec", lost: "in steps of 1000 (MB/s) where Grafana has 1024 (MiB/s)"},
		"bps":    {name: "bits/sec"},
		"binbps": {name: "bits/sec", lost: "in steps of 1000 where Grafana has 1024"},
		"ops":    {name: "ops/sec"},
		"reqps":  {name: "requests/sec"}, "rps": {name: "reads/sec"}, "wps": {name: "writes/sec"},
		"rds": {name: "reads/sec"}, "read/s": {name: "reads/sec"}, "write/s": {name: "writes/sec"}, "io/s": {name: "ops/sec"},
		"iops": {name: "ops/sec"}, "pps": {name: "packets/sec"}, "cps": {name: perSecond},
		"eps": {name: "events/sec"}, "mps": {name: "messages/sec"}, "rowsps": {name: "rows/sec"},
		"recps":       {name: "records/sec"},
		"currencyUSD": {name: "usd"}, "currencyEUR": {name: "eur"}, "currencyGBP": {name: "gbp"},
		"currencyJPY": {name: "jpy"}, "currencyCHF": {name: "chf"}, "currencyINR": {name: "inr"},
		"currencyKRW": {name: "krw"}, "currencyNOK": {name: "nok"}, "currencySEK": {name: "sek"},
		"locale": {name: decimal, full: true},
		"connps": {name: perSecond, lost: "counts/s where Grafana says conn/s"},
		"errps":  {name: perSecond, lost: "counts/s where Grafana says err/s"},
		"MBs":    {name: decimal, lost: "plain numbers in MB/s", full: true, visible: true},
		"opm":    {name: decimal, lost: "plain numbers per minute", full: true, visible: true},
	}
}

// scaled are units that differ from one of Perses by a factor only.
func scaled() map[string]string {
	return map[string]string{
		"ns": "nanoseconds", "µs": "microseconds", "us": "microseconds", "kbytes": "KiB", "mbytes": "MiB", "gbytes": "GiB",
		"deckbytes": "kB", "decmbytes": "MB", "decgbytes": "GB", "hertz": "hertz", "celsius": "°C", "fahrenheit": "°F",
		"watt": "W", "volt": "V", "amp": "A", "humidity": "%H", "joule": "J", "rotrpm": "rpm", "bits": "bits",
		"bool": "true or false", "bool_yes_no": "yes or no", "bool_on_off": "on or off", "dateTimeAsIso": "date and time",
		"dateTimeAsUS": "date and time", "dateTimeFromNow": "time from now", "dateTimeAsLocal": "date and time",
		"hex": "hexadecimal", "sci": "scientific", "KBs": "kB/s", "Kbits": "kbit/s", "Mbits": "Mbit/s", "Gbits": "Gbit/s",
		"GBs": "GB/s", "KiBs": "KiB/s", "MiBs": "MiB/s", "pressurebar": "bar", "lengthm": "m", "lengthkm": "km",
		"velocityms": "m/s", "dB": "dB", "ppm": "ppm", "string": "text",
	}
}

// Format maps unit and decimals, and says what the unit lost. plain is what the unit
// was when the numbers have none here: a chart can say it at its axis.
func (r *Reader) Format(path, name string, decimals *jsonstrict.Value) (made *jsonstrict.Value, plain string) {
	name = tree.Cut(name, longestUnit)
	found, known := r.units[name]
	if wording, ok := r.scaled[name]; ok {
		found, known, plain = unit{name: "decimal", lost: "plain numbers in " + wording, full: true, visible: true}, true, wording
	}
	if yes := booleans()[name]; yes != "" {
		found.lost, plain = "0 and 1 are shown as numbers; Grafana said "+yes, ""
	}
	if !known && name != "" {
		plain = unitWords(name)
		found = unit{name: "decimal", lost: "plain numbers, " + plain + " is not said", full: true, visible: true}
	}
	switch {
	case found.visible:
		r.Changed(path, "Unit without counterpart", found.lost)
	case found.lost != "":
		r.Looks(path, "Unit with a near counterpart", found.lost)
	}
	made = jsonstrict.NewObject()
	if found.name != "" {
		made.Set("unit", tree.Text(found.name))
	}
	if places, ok := decimals.Int(); ok && places >= 0 && places <= 20 {
		if found.name == "" {
			made.Set("unit", tree.Text("decimal"))
		}
		made.Set("decimalPlaces", jsonstrict.NewInt(places))
	}
	if found.full {
		made.Set("shortValues", jsonstrict.NewBool(false))
	}
	if len(made.Members()) == 0 {
		return nil, ""
	}
	return made, plain
}

func booleans() map[string]string {
	return map[string]string{"bool": "false and true", "bool_yes_no": "no and yes", "bool_on_off": "off and on"}
}

// longestUnit is how many characters of a unit are said, which may be that of many columns.
const longestUnit = 200

// unitWords are the words of a unit that people wrote themselves: suffix:req.
func unitWords(name string) string {
	if strings.HasPrefix(name, "time:") {
		return "date and time"
	}
	for _, prefix := range []string{"suffix:", "prefix:", "si:", "count:", "currency:"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			return tree.Cut(strings.TrimSpace(rest), longestUnit)
		}
	}
	return tree.Cut(name, longestUnit)
}

// PanelFormat is the format of a whole panel. The place of its unit depends on its age.
func (r *Reader) PanelFormat(path string, panel *jsonstrict.Value) (made *jsonstrict.Value, plain string) {
	defaults := panel.Get("fieldConfig", "defaults")
	axis := tree.FirstItem(panel.Get("yaxes"))
	name, at := defaults.Get("unit").Text(), path+".fieldConfig.defaults.unit"
	if name == "" {
		name, at = panel.Get("format").Text(), path+".format"
	}
	if name == "" {
		name, at = axis.Get("format").Text(), path+".yaxes[0].format"
	}
	if name == "" && panel.Get("type").Text() != "graph" && kind.Of(panel) != kind.Table {
		name = "none"
	}
	decimals := panel.Get("decimals")
	for _, candidate := range []*jsonstrict.Value{defaults.Get("decimals"), axis.Get("decimals")} {
		if candidate.Is(jsonstrict.Number) {
			decimals = candidate
			break
		}
	}
	return r.Format(at, name, decimals)
}

// SetFormat sets the format of a chart without an axis. unit is what the numbers then don't
// say, for the title of the panel; empty for nothing.
func (r *Reader) SetFormat(spec *jsonstrict.Value, path string, panel *jsonstrict.Value) (unit string) {
	made, plain := r.PanelFormat(path, panel)
	if made != nil {
		spec.Set("format", made)
	}
	if isManner(plain) {
		return ""
	}
	return plain
}

// isManner reports whether words tell how a number is written, not what it is of.
func isManner(plain string) bool {
	switch plain {
	case "date and time", "time from now", "hexadecimal", "scientific", "text":
		return true
	default:
		return false
	}
}

// IsPlain reports whether a format is that of bare numbers, with all of their digits.
func IsPlain(format *jsonstrict.Value) bool {
	shortened := format.Get("shortValues")
	return format.Get("unit").Text() == "decimal" && format.Get("decimalPlaces") == nil && shortened != nil && !shortened.Truth()
}
