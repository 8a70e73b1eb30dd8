//go:build unix

package machine

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// SpaceAt tells about the file system of a path.
func SpaceAt(path string) (Space, error) {
	var stat unix.Statfs_t
	if err := unix.Statfs(path, &stat); err != nil {
		return Space{}, fmt.Errorf("look at the disk of %s: %w", path, err)
	}
	size := uint64(max(stat.Bsize, 0))
	//nolint:unconvert // the types differ between systems
	return Space{Free: uint64(stat.Bavail) * size, Total: uint64(stat.Blocks) * size}, nil
}
