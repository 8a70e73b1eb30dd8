package upstream

import (
	"context"
	"math"
	"sync"
)

// Who may ask when is decided twice, by one kind of line:
//
//   - Over all servers a user has a bound of questions at a time (Users), which begins
//     before a question is even read. So one user's dashboard wall cannot keep everybody
//     else from the program.
//   - Each server has a bound of its own (Line). Of its places one user has at most three
//     quarters, so that somebody else begins at once, and at most half while somebody else
//     waits; whoever has the fewest comes next. An answer that several users wait for is in
//     the place of whoever of them has the fewest (Party).
//
// Who waits does so until their deadline; for a server only so many may.

// Users bounds how many questions of each user run at a time. It is safe for
// concurrent use.
type Users struct {
	each int

	mu    sync.Mutex
	lines map[string]*userLine
}

type userLine struct {
	*Line
	users int // inside or waiting
}

// NewUsers makes the bound, of so many questions for each.
func NewUsers(each int) *Users { return &Users{each: each, lines: map[string]*userLine{}} }

// Enter waits until a user may have one more question; call leave when it is over. The
// error is the context's.
func (u *Users) Enter(ctx context.Context, user string) (leave func(), err error) {
	line := u.line(user)
	done, err := line.Enter(ctx, NewParty(user))
	if err != nil {
		u.drop(user, line)
		return nil, err
	}
	return func() { done(); u.drop(user, line) }, nil
}

func (u *Users) line(user string) *userLine {
	u.mu.Lock()
	defer u.mu.Unlock()
	line, ok := u.lines[user]
	if !ok {
		line = &userLine{Line: NewLine(u.each, math.MaxInt)}
		line.whole = true
		u.lines[user] = line
	}
	line.users++
	return line
}

func (u *Users) drop(user string, line *userLine) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if line.users--; line.users == 0 {
		delete(u.lines, user)
	}
}
