package machine

// Space is the room of a file system, in bytes.
type Space struct {
	// Free is what this process may still write.
	Free, Total uint64
}

const (
	// lowShare and lowBytes: less than the smaller of a twentieth and 512 MiB is
	// little. On a large disk a twentieth is still a lot, on a small one 512 MiB is.
	lowShare = 20
	lowBytes = 512 << 20
	// fullBytes is too little for a database to write into.
	fullBytes = 1 << 20
)

// Low reports whether there is so little room left that somebody should know.
func (s Space) Low() bool { return s.Free < min(s.Total/lowShare, lowBytes) }

// Full reports whether there is practically no room left.
func (s Space) Full() bool { return s.Free < fullBytes }
