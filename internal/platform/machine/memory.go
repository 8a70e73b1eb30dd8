package machine

import (
	"bufio"
	"bytes"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// Memory is how much memory this process may use, in bytes, and who says so.
type Memory struct {
	Bytes int64
	// From is "cgroup" or "machine".
	From string
}

// MemoryOf reads the limit of the container, or the machine's memory where there
// is none or a larger one. The file system is that of the machine, os.DirFS("/").
// False where the system does not tell.
func MemoryOf(root fs.FS) (Memory, bool) {
	machine, known := machineMemory(root)
	limit, limited := cgroupLimit(root)
	switch {
	case limited && (!known || limit < machine):
		return Memory{Bytes: limit, From: "cgroup"}, true
	case known:
		return Memory{Bytes: machine, From: "machine"}, true
	default:
		return Memory{}, false
	}
}

// cgroupLimit is the smallest limit of the process's group and those above it, of
// version 2 and of version 1.
func cgroupLimit(root fs.FS) (limit int64, found bool) {
	take := func(name string) {
		if value, ok := readNumber(root, name); ok && value > 0 && (!found || value < limit) {
			limit, found = value, true
		}
	}
	for _, line := range lines(root, "proc/self/cgroup") {
		parts := strings.SplitN(line, ":", 3)
		if len(parts) != 3 {
			continue
		}
		base, file := "sys/fs/cgroup", "memory.max"
		if parts[1] != "" { // version 1 names its controllers
			if !strings.Contains(","+parts[1]+",", ",memory,") {
				continue
			}
			base, file = "sys/fs/cgroup/memory", "memory.limit_in_bytes"
		}
		// Within a container the path may be that of the host: then only the top is there.
		for group := path.Join("/", parts[2]); ; group = path.Dir(group) {
			take(path.Join(base, group, file))
			if group == "/" {
				break
			}
		}
	}
	return limit, found
}

// machineMemory is the memory of the whole machine.
func machineMemory(root fs.FS) (int64, bool) {
	for _, line := range lines(root, "proc/meminfo") {
		rest, isTotal := strings.CutPrefix(line, "MemTotal:")
		if !isTotal {
			continue
		}
		const kibi = 1024
		value, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
		return value * kibi, err == nil && value > 0
	}
	return 0, false
}

// readNumber reads a file of one number; "max" is none.
func readNumber(root fs.FS, name string) (int64, bool) {
	text, err := fs.ReadFile(root, name)
	if err != nil {
		return 0, false
	}
	value, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
	return value, err == nil
}

func lines(root fs.FS, name string) []string {
	text, err := fs.ReadFile(root, name)
	if err != nil {
		return nil
	}
	var all []string
	for scanner := bufio.NewScanner(bytes.NewReader(text)); scanner.Scan(); {
		all = append(all, scanner.Text())
	}
	return all
}
