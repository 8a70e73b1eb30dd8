package upstream

import (
	"errors"
	"fmt"
	"io"
	"sync"
)

// TooLarge tells that an answer exceeds the ceiling.
type TooLarge struct {
	// Limit is the ceiling in bytes.
	Limit int64
}

// Error names the ceiling.
func (t *TooLarge) Error() string {
	return fmt.Sprintf("the answer has more than %d bytes", t.Limit)
}

// Body streams an answer up to the ceiling. Closing it gives the place back.
type Body struct {
	source  io.ReadCloser
	left    int64
	limit   int64
	release func()
	once    sync.Once
}

// Read reads on; behind the ceiling it fails with a *TooLarge.
func (b *Body) Read(p []byte) (int, error) {
	if b.left <= 0 {
		var probe [1]byte
		if n, err := b.source.Read(probe[:]); n == 0 && errors.Is(err, io.EOF) {
			return 0, io.EOF
		}
		return 0, &TooLarge{Limit: b.limit}
	}
	n, err := b.source.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err //nolint:wrapcheck // io.EOF must stay what it is
}

// Close ends the answer.
func (b *Body) Close() error {
	var err error
	b.once.Do(func() {
		err = b.source.Close()
		b.release()
	})
	if err != nil {
		return fmt.Errorf("close answer: %w", err)
	}
	return nil
}
