package netguard_test

import (
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/platform/netguard"
)

func TestServerOf_reads_values_and_not_spellings(t *testing.T) {
	t.Parallel()
	for want, spellings := range map[string][]string{
		"127.0.0.1:18150": {
			"http://127.0.0.1:18150", "http://127.0.0.1:018150/path", "https://127.0.0.1:00018150", "http://[::ffff:127.0.0.1]:18150",
			"http://[::ffff:7f00:1]:18150", "http://[0:0:0:0:0:ffff:7f00:1]:18150", "http://[::FFFF:127.0.0.1]:018150",
		},
		"prom.example:9090": {
			"http://prom.example:9090", "http://PROM.Example:9090/x", "http://prom.example.:9090", "https://prom.example:09090",
		},
		"[::1]:9090":       {"http://[::1]:9090", "http://[0:0:0:0:0:0:0:1]:9090", "http://[0::1]:09090"},
		"prom.example:80":  {"http://prom.example", "http://prom.example:80", "http://prom.example:080/"},
		"prom.example:443": {"https://prom.example", "https://prom.example:443"},
	} {
		for _, text := range spellings {
			if _, server, ok := netguard.ServerOf(text); !ok || server.String() != want {
				t.Errorf("%s leads to %s, %v, want %s", text, server, ok, want)
			}
		}
	}
	for _, text := range []string{"", "x", "http://", "http://x:0", "http://x:99999", "://"} {
		if _, server, ok := netguard.ServerOf(text); ok {
			t.Errorf("%s leads to %s", text, server)
		}
	}
}

func TestCheckSpelling_leaves_one_spelling_of_a_server(t *testing.T) {
	t.Parallel()
	for text, say := range map[string]string{
		"http://127.0.0.1:018150":               "zeros",
		"http://prom.example:09090":             "zeros",
		"http://prom.example:":                  "behind the colon",
		"http://[::ffff:127.0.0.1]:9090":        "127.0.0.1",
		"http://[::ffff:7f00:1]:9090":           "127.0.0.1",
		"http://[0:0:0:0:0:0:0:1]:9090":         "::1",
		"http://[2606:4700:0:0:0:0:0:1111]":     "2606:4700::1111",
		"http://[fe80::1%25eth0]":               "zone",
		"http://127.1:9090":                     "four parts",
		"http://2130706433":                     "four parts",
		"http://0x7f000001":                     "four parts",
		"http://0x7f.0.0.1":                     "",
		"http://0177.0.0.1":                     "four parts",
		"http://127.0.0.1.:9090":                "four parts",
		"http://①②⑦.0.0.1":                      "xn--",
		"http://prométheus.example":             "xn--",
		"http://prom\u3002example":              "xn--",
		"http://ⓛocalhost:9090":                 "xn--",
		"http://prom.example%00":                "",
		"http://%6c%6f%63%61%6c%68%6f%73%74:80": "",
	} {
		if got := netguard.CheckSpelling(text); got == "" && say != "" || !strings.Contains(got, say) {
			t.Errorf("%s: %q does not say %q", text, got, say)
		}
	}
	for _, text := range []string{
		"http://127.0.0.1:9090", "http://[::1]:9090", "https://Prom.Example:443/base", "http://prom.ns.svc.:9090",
		"http://prom_1:9090", "https://xn--prom-esa.example",
	} {
		if got := netguard.CheckSpelling(text); got != "" {
			t.Errorf("%s: %s", text, got)
		}
	}
}
