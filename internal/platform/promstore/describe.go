package promstore

import (
	"encoding/json"
	"net/http"
	"runtime"
	"slices"
	"strconv"

	"github.com/prometheus/prometheus/scrape"

	"github.com/dashkeep/dashkeep/internal/platform/promstore/syntaxtree"
)

// version is the Prometheus whose packages are linked; clients look at it to
// learn what the API can do.
const version = "3.16.0"

func fixed(text string) reply {
	return reply{write: func(b []byte) []byte { return append(b, text...) }}
}

// encoded answers with encoding/json; only for small answers.
func encoded(data any) (reply, *failure) {
	text, err := json.Marshal(data)
	if err != nil {
		return reply{}, &failure{kind: "internal", status: http.StatusInternalServerError, err: err}
	}
	return reply{write: func(b []byte) []byte { return append(b, text...) }}, nil
}

func (a *api) rules(*http.Request) (reply, *failure) { return fixed(`{"groups":[]}`), nil }

func (a *api) alerts(*http.Request) (reply, *failure) { return fixed(`{"alerts":[]}`), nil }

// exemplars are not stored, so there are never any.
func (a *api) exemplars(r *http.Request) (reply, *failure) {
	if _, err := a.store.parser.ParseExpr(r.FormValue("query")); err != nil {
		return reply{}, badParameter("query", err)
	}
	return fixed(`[]`), nil
}

func (a *api) buildInfo(*http.Request) (reply, *failure) {
	return encoded(map[string]string{
		"version": version, "revision": "", "branch": "", "buildUser": "", "buildDate": "",
		"goVersion": runtime.Version(),
	})
}

func (a *api) format(r *http.Request) (reply, *failure) {
	expr, err := a.store.parser.ParseExpr(r.FormValue("query"))
	if err != nil {
		return reply{}, badParameter("query", err)
	}
	return reply{write: func(b []byte) []byte { return appendString(b, expr.Pretty(0)) }}, nil
}

func (a *api) parse(r *http.Request) (reply, *failure) {
	expr, err := a.store.parser.ParseExpr(r.FormValue("query"))
	if err != nil {
		return reply{}, badParameter("query", err)
	}
	return encoded(syntaxtree.Of(expr))
}

// description is what a target says of one metric.
type description struct {
	Type string `json:"type"`
	Help string `json:"help"`
	Unit string `json:"unit"`
}

// metadata comes from the live targets: it is gone after a start until each
// was scraped once.
func (a *api) metadata(r *http.Request) (reply, *failure) {
	limit, failed := numberOr(r, "limit", -1)
	if failed != nil {
		return reply{}, failed
	}
	perMetric, failed := numberOr(r, "limit_per_metric", -1)
	if failed != nil {
		return reply{}, failed
	}
	found := map[string][]description{}
	for _, targets := range a.store.scraper.TargetsActive() {
		for _, target := range targets {
			addDescriptions(found, target, r.FormValue("metric"), perMetric)
		}
	}
	if limit >= 0 {
		cutDescriptions(found, limit)
	}
	return encoded(found)
}

func addDescriptions(found map[string][]description, target *scrape.Target, metric string, perMetric int) {
	for _, m := range target.ListMetadata() {
		if metric != "" && m.MetricFamily != metric {
			continue
		}
		known := found[m.MetricFamily]
		d := description{Type: string(m.Type), Help: m.Help, Unit: m.Unit}
		if perMetric > 0 && len(known) >= perMetric || slices.Contains(known, d) {
			continue
		}
		found[m.MetricFamily] = append(known, d)
	}
}

func cutDescriptions(found map[string][]description, limit int) {
	for name := range found {
		if len(found) <= limit {
			return
		}
		delete(found, name)
	}
}

func numberOr(r *http.Request, name string, missing int) (int, *failure) {
	text := r.FormValue(name)
	if text == "" {
		return missing, nil
	}
	number, err := strconv.Atoi(text)
	if err != nil {
		return 0, badParameter(name, err)
	}
	return number, nil
}
