package machine

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// SpaceAt tells about the file system of a path.
func SpaceAt(path string) (Space, error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return Space{}, fmt.Errorf("look at the disk of %s: %w", path, err)
	}
	var space Space
	if err := windows.GetDiskFreeSpaceEx(name, &space.Free, &space.Total, nil); err != nil {
		return Space{}, fmt.Errorf("look at the disk of %s: %w", path, err)
	}
	return space, nil
}
