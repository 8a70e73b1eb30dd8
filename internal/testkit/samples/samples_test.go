package samples

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const perses = `{"kind":"Dashboard","spec":{"variables":[
	{"kind":"ListVariable","spec":{"name":"job","plugin":{"kind":"PrometheusLabelValuesVariable","spec":{"labelName":"job","matchers":["up"]}}}},
	{"kind":"ListVariable","spec":{"name":"window","plugin":{"kind":"StaticListVariable","spec":{"values":["5m"]}}}}],
	"panels":{"p":{"spec":{"queries":[
	{"spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (zone) (rate(seen_total{job=~\"$job\",code=~\"5..\",area!=\"x\"}[$window]))"}}}},
	{"spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"seen_total{code=\"200\"} # it's a remark"}}}},
	{"spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.9, took_bucket{le=\"0.3\"}) > 7 or level == 3"}}}}]}}}}}`

const grafana = `{"templating":{"list":[{"name":"node","query":"label_values(boot{kind=\"a\"}, node)"}]},
	"panels":[{"targets":[{"refId":"A","expr":"load{instance=~\"$node.*\"} / on (node) group_left (rack) size"}]}]}`

// What variables hold depends on the series, and they on what queries ask with it.
const chained = `{"templating":{"list":[
	{"name":"cluster","type":"query","query":"label_values(leader{job=~\".*etcd.*\"}, job)"},
	{"name":"kind","type":"query","multi":true,"includeAll":true,"query":"label_values(sent_total, kind)","current":{"value":["$__all"]}},
	{"name":"tenant","type":"query","query":"query_result(sum by (id) (tenants))","regex":"/\"([^\"]+)\"/"}]},
	"rows":[{"panels":[{"repeat":"kind","targets":[
	{"expr":"leader{job=~\".*etcd.*\",job=\"$cluster\"} == 1"},
	{"expr":"sum by (job) (sent_total{kind=\"$kind\",code=\"a\"}) / sum by (job) (all_total{job=\"one\",id=\"$tenant\"})"},
	{"expr":"histogram_quantile(0.9, sum by (le) (rate(ranked[5m])))"}]}]}]}`

func TestVariablesHoldWhatTheSeriesHave(t *testing.T) {
	t.Parallel()
	s := New()
	if problems := s.Add([]byte(chained)); len(problems) > 0 {
		t.Fatal(problems)
	}
	text := regexp.MustCompile(` \S+\n`).ReplaceAllString(s.text(), "\n")
	for _, want := range []string{
		`leader{instance="0-instance-1",job="0-xetcdx-1",}`,
		`sent_total{code="a",instance="0-instance-1",job="one",kind="0-kind-1",}`,
		`sent_total{code="a",instance="0-instance-2",job="one",kind="0-kind-2",}`,
		`all_total{id="0-id-1",instance="0-instance-1",job="one",}`,
		`ranked{instance="0-instance-1",job="0-job-1",le="0.1",}`,
	} {
		if !slices.Contains(strings.Split(text, "\n"), want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

func made(t *testing.T) *Samples {
	t.Helper()
	s := New()
	now := s.began
	s.now = func() time.Time { return now }
	for _, text := range []string{perses, grafana} {
		if problems := s.Add([]byte(text)); len(problems) > 0 {
			t.Fatal(problems)
		}
	}
	return s
}

func TestEveryQueryHasItsSeries(t *testing.T) {
	t.Parallel()
	text := regexp.MustCompile(` \S+\n`).ReplaceAllString(made(t).text(), "\n")
	for _, want := range []string{
		`seen_total{code="5xx",instance="0-instance-1",job="0-job-1",zone="0-zone-1",}`,
		`seen_total{code="5xx",instance="0-instance-2",job="0-job-2",zone="0-zone-2",}`,
		`seen_total{code="200",instance="0-instance-1",job="0-job-1",zone="0-zone-1",}`,
		`took_bucket{instance="0-instance-1",job="0-job-1",le="0.3",}`,
		`took_bucket{instance="0-instance-1",job="0-job-1",le="+Inf",}`,
		`boot{instance="0-instance-2",job="0-job-2",kind="a",node="0-node-2",}`,
		`load{instance="0-node-1x",job="0-job-1",node="0-node-1",rack="0-rack-1",}`,
		`size{instance="0-instance-2",job="0-job-2",node="0-node-2",rack="0-rack-2",}`,
	} {
		if !slices.Contains(strings.Split(text, "\n"), want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

func TestSeriesMove(t *testing.T) {
	t.Parallel()
	s := made(t)
	before := s.text()
	now := s.began.Add(10 * time.Second)
	s.now = func() time.Time { return now }
	var still []string
	for _, line := range strings.Split(s.text(), "\n") {
		if line != "" && slices.Contains(strings.Split(before, "\n"), line) {
			still = append(still, line)
		}
	}
	want := []string{ // what is compared with one number has it
		`level{instance="0-instance-1",job="0-job-1",} 3`, `level{instance="0-instance-2",job="0-job-2",} 3`,
	}
	if diff := cmp.Diff(want, still); diff != "" {
		t.Error(diff)
	}
}

func TestATextMatchesItsPattern(t *testing.T) {
	t.Parallel()
	for _, pattern := range []string{
		"a|b", "(a|b)c", "5..", "[45]..", ".+-x", ".*", "x{3}", `a\.b`, "(?i)abc", "()|a", "kube-.*|x", "[a-z]+", "", "^a$", "pod-[0-9]+",
	} {
		if text := matching(pattern); !matches(pattern, text) {
			t.Errorf("%q does not match %q", text, pattern)
		}
	}
}

func TestWhatCanNotBeReadIsTold(t *testing.T) {
	t.Parallel()
	problems := New().Add([]byte(`{"panels":[{"targets":[{"refId":"A","expr":"{a=\"b\"} |= \"c\""}]}]}`))
	if len(problems) != 1 || !strings.Contains(problems[0].Error(), "|=") {
		t.Errorf("problems %v", problems)
	}
}
