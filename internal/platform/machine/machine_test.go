package machine_test

import (
	"testing"
	"testing/fstest"

	"github.com/dashkeep/dashkeep/internal/platform/machine"
)

func TestMemoryOf(t *testing.T) {
	t.Parallel()
	const meminfo = "MemTotal:        4096 kB\nMemFree:  1 kB\n"
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	for name, each := range map[string]struct {
		files fstest.MapFS
		bytes int64
		from  string
	}{
		"version 2": {fstest.MapFS{
			"proc/self/cgroup": file("0::/\n"), "sys/fs/cgroup/memory.max": file("1048576\n"), "proc/meminfo": file(meminfo),
		}, 1 << 20, "cgroup"},
		"version 2, of a group above": {fstest.MapFS{
			"proc/self/cgroup": file("0::/a/b\n"), "sys/fs/cgroup/a/b/memory.max": file("max\n"),
			"sys/fs/cgroup/a/memory.max": file("2097152\n"), "proc/meminfo": file(meminfo),
		}, 2 << 20, "cgroup"},
		"version 1": {fstest.MapFS{
			"proc/self/cgroup":                           file("5:cpu,cpuacct:/x\n4:memory:/docker/0a\n"),
			"sys/fs/cgroup/memory/memory.limit_in_bytes": file("1048576\n"), "proc/meminfo": file(meminfo),
		}, 1 << 20, "cgroup"},
		"version 1 without a limit": {fstest.MapFS{
			"proc/self/cgroup": file("4:memory:/\n"), "sys/fs/cgroup/memory/memory.limit_in_bytes": file("9223372036854771712\n"),
			"proc/meminfo": file(meminfo),
		}, 4 << 20, "machine"},
		"no groups":      {fstest.MapFS{"proc/meminfo": file(meminfo)}, 4 << 20, "machine"},
		"another system": {fstest.MapFS{}, 0, ""},
	} {
		got, known := machine.MemoryOf(each.files)
		if got.Bytes != each.bytes || got.From != each.from || known != (each.bytes > 0) {
			t.Errorf("%s: %+v, %v", name, got, known)
		}
	}
}

func TestSpace(t *testing.T) {
	t.Parallel()
	const gib = 1 << 30
	for name, each := range map[string]struct {
		space     machine.Space
		low, full bool
	}{
		"a large disk with a lot":     {machine.Space{Free: 20 * gib, Total: 1000 * gib}, false, false},
		"a large disk with little":    {machine.Space{Free: 100 << 20, Total: 1000 * gib}, true, false},
		"a small disk with its share": {machine.Space{Free: 100 << 20, Total: gib}, false, false},
		"a small disk with little":    {machine.Space{Free: 40 << 20, Total: gib}, true, false},
		"nothing left":                {machine.Space{Free: 4096, Total: gib}, true, true},
	} {
		if each.space.Low() != each.low || each.space.Full() != each.full {
			t.Errorf("%s: low %v, full %v", name, each.space.Low(), each.space.Full())
		}
	}
	here, err := machine.SpaceAt(t.TempDir())
	if err != nil || here.Total == 0 || here.Free > here.Total {
		t.Errorf("%+v, %v", here, err)
	}
	if _, err := machine.SpaceAt("/no/such/folder"); err == nil {
		t.Error("a folder that is not there has room")
	}
}
