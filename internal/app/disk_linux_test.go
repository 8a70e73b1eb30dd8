package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/platform/machine"
)

const plainForm = `{"kind":"Dashboard","metadata":{"name":"plain-%d","project":"default"},"spec":{"duration":"1h","panels":{},"layouts":[]}}`

// A database that may not grow behaves as one on a full disk, also where nobody
// may mount one.
func TestAFullDatabaseIsSaidAndMended(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	owner := h.person(t, "the-owner")
	pragma := func(text string) {
		if _, err := h.program.db.Writer().ExecContext(t.Context(), "PRAGMA "+text); err != nil {
			t.Fatal(err)
		}
	}
	save := func(index int) (int, string) {
		answer := h.send(t, http.MethodPost, "/api/v1/projects/"+testProject+"/dashboards", fmt.Sprintf(plainForm, index), owner)
		return answer.Code, answer.Body.String()
	}
	pragma("max_page_count = 1") // as many as there are
	status, said := 0, ""
	for index := 0; index < 500 && status < http.StatusInternalServerError; index++ {
		status, said = save(index)
	}
	if status != http.StatusServiceUnavailable || !strings.Contains(said, `"code":"disk_full"`) || !strings.Contains(said, "Free some space") {
		t.Fatalf("a full disk: %d %s", status, said)
	}
	health := h.send(t, http.MethodGet, "/api/v1/health", "", owner)
	if !strings.Contains(health.Body.String(), `"status":"degraded"`) {
		t.Errorf("health: %d %s", health.Code, health.Body)
	}
	if answer := h.send(t, http.MethodGet, "/api/v1/projects/"+testProject+"/catalog", "", owner); answer.Code != http.StatusOK {
		t.Errorf("reading: %d %s", answer.Code, answer.Body)
	}
	pragma("max_page_count = 1000000")
	if status, said := save(1000); status != http.StatusOK {
		t.Errorf("with room again: %d %s", status, said)
	}
	if health := h.send(t, http.MethodGet, "/api/v1/health", "", owner); !strings.Contains(health.Body.String(), `"status":"ok"`) {
		t.Errorf("health with room again: %s", health.Body)
	}
}

// smallDisk mounts a disk of its own, which needs root.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	folder := t.TempDir()
	err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size="+size)
	if errors.Is(err, syscall.EPERM) && os.Geteuid() != 0 {
		t.Skip("only root mounts a small disk; TestAFullDatabaseIsSaidAndMended looks at the answers without one")
	}
	if err != nil {
		t.Fatal("mount: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, syscall.MNT_DETACH); err != nil {
			t.Error("unmount: ", err)
		}
	})
	return folder
}

// fillUp writes until nothing fits any more.
func fillUp(t *testing.T, path string) {
	t.Helper()
	file, err := os.Create(path) //nolint:gosec // made here
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	for size := 1 << 20; size > 0; size /= 2 {
		for err = nil; err == nil; {
			_, err = file.Write(make([]byte, size))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
	}
}

// A disk that is really full: writes say so, reads go on, the process lives, and
// all is well again when there is room.
func TestAFullDisk(t *testing.T) {
	t.Parallel()
	disk := smallDisk(t, "48m")
	data := filepath.Join(disk, "data")
	flags := folderFlags(data)
	flags["metrics_interval"] = "1s"
	s := startServer(t, flags)
	c := newClient(t, flags)
	save := func(index int) (int, string) {
		return c.send(t, http.MethodPost, s.address+"/api/v1/projects/default/dashboards", fmt.Sprintf(plainForm, index))
	}
	filler := filepath.Join(disk, "filler")
	fillUp(t, filler)
	status, said := 0, ""
	for index := 0; index < 2000 && status < http.StatusInternalServerError; index++ {
		status, said = save(index)
	}
	if status != http.StatusServiceUnavailable || !strings.Contains(said, `"code":"disk_full"`) {
		t.Fatalf("a full disk: %d %s", status, said)
	}
	var health api.SystemHealth
	if err := json.Unmarshal([]byte(c.must(t, http.MethodGet, s.address+"/api/v1/health", "")), &health); err != nil {
		t.Fatal(err)
	}
	if health.Status != api.SystemHealthStatusDegraded {
		t.Errorf("health: %+v", health)
	}
	c.must(t, http.MethodGet, s.address+"/api/v1/projects/default/catalog", "")
	c.must(t, http.MethodGet, s.address+"/ready", "")
	untilPrometheus(t, c, s, api.SystemCheckStateFailed)
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	for status = 0; status != http.StatusOK && time.Since(began) < 10*time.Second; {
		status, said = save(5000)
	}
	if status != http.StatusOK {
		t.Errorf("with room again: %d %s", status, said)
	}
	untilPrometheus(t, c, s, api.SystemCheckStateOk)
	s.kill(t)
	fillUp(t, filler)
	if again := tryServer(t, flags); again.address == "" && !strings.Contains(again.said.String(), "data folder is full") {
		t.Errorf("a start on a full disk says %s", again.said)
	}
}

// untilPrometheus waits for what health says of the embedded Prometheus.
func untilPrometheus(t *testing.T, c client, s *server, want api.SystemCheckState) {
	t.Helper()
	const patience = 2 * time.Minute
	for began := time.Now(); ; {
		var health api.SystemHealth
		if err := json.Unmarshal([]byte(c.must(t, http.MethodGet, s.address+"/api/v1/health", "")), &health); err != nil {
			t.Fatal(err)
		}
		index := slices.IndexFunc(health.Checks, func(check api.SystemCheck) bool { return check.Name == "Prometheus" })
		switch {
		case index >= 0 && health.Checks[index].State == want:
			return
		case time.Since(began) > patience:
			t.Fatalf("the embedded Prometheus is not %s: %+v", want, health)
		}
		time.Sleep(200 * time.Millisecond)
	}
}

func TestTheMemoryLimitIsTheContainers(t *testing.T) { //nolint:paralleltest // the limit is the process's
	before := debug.SetMemoryLimit(-1)
	defer debug.SetMemoryLimit(before)
	log := slog.New(slog.NewTextHandler(&bytes.Buffer{}, nil))
	limitMemory(context.Background(), log, "1GiB", machine.Memory{Bytes: 1 << 30, From: "cgroup"})
	if got := debug.SetMemoryLimit(-1); got != before {
		t.Errorf("an explicit limit became %d", got)
	}
	limitMemory(context.Background(), log, "", machine.Memory{Bytes: 10 << 30, From: "cgroup"})
	if got := debug.SetMemoryLimit(-1); got != 9<<30 {
		t.Errorf("the limit of 10 GiB is %d", got)
	}
}
