package samples

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// settled is for how long a Prometheus must have measured: a check looks at a
// moment up to 15 s ago, and a rate needs two measurements before it.
const settled = 20 * time.Second

// patience is how long to wait for it at most.
const patience = 90 * time.Second

// Prometheus starts a real Prometheus that measures the samples and tells its
// address when it has measured long enough. Both end with the test.
func (s *Samples) Prometheus(t testing.TB) string {
	t.Helper()
	program, err := exec.LookPath("prometheus")
	if err != nil {
		t.Fatal("Prometheus is missing: run scripts/ensure-prometheus.sh")
	}
	exporter := httptest.NewServer(s)
	t.Cleanup(exporter.Close)
	folder, address := t.TempDir(), freeAddress(t)
	target, err := url.Parse(exporter.URL)
	if err != nil {
		t.Fatal(err)
	}
	config := fmt.Sprintf("global: {scrape_interval: 2s}\nscrape_configs:\n"+
		"- {job_name: samples, honor_labels: true, static_configs: [{targets: ['%s']}]}\n", target.Host)
	path := filepath.Join(folder, "prometheus.yml")
	if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	// The test's context ends before its clean-up does.
	server := exec.CommandContext(context.Background(), program, "--config.file="+path, "--log.level=error",
		"--storage.tsdb.path="+filepath.Join(folder, "data"), "--web.listen-address="+address)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait() // it was killed
	})
	s.settle(t, "http://"+address)
	return "http://" + address
}

// settle waits until the measurements reach far enough back.
func (s *Samples) settle(t testing.TB, server string) {
	t.Helper()
	query := fmt.Sprintf(`count((up{job="samples"} offset %s) == 1)`, settled)
	deadline, look := time.NewTimer(patience), time.NewTicker(200*time.Millisecond)
	defer deadline.Stop()
	defer look.Stop()
	for !answers(t, server+"/api/v1/query?query="+url.QueryEscape(query)) {
		select {
		case <-deadline.C:
			t.Fatalf("Prometheus has measured nothing in %s", patience)
		case <-look.C:
		}
	}
}

func answers(t testing.TB, address string) bool {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return false // not up yet
	}
	defer func() { _ = answer.Body.Close() }()
	var read struct {
		Data struct {
			Result []any `json:"result"`
		} `json:"data"`
	}
	return json.NewDecoder(answer.Body).Decode(&read) == nil && len(read.Data.Result) > 0
}

func freeAddress(t testing.TB) string {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().String()
}
