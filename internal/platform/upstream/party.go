package upstream

import (
	"slices"
	"sync"
)

// Party are the users who wait for one answer: whoever of them has the fewest places lends
// theirs. It is safe for concurrent use.
type Party struct {
	mu      sync.Mutex
	users   []string
	changed func() // nil while it stands in no line
}

// NewParty is one user, whom others may join.
func NewParty(user string) *Party { return &Party{users: []string{user}} }

// Join adds a user, who may have places where the others have none.
func (p *Party) Join(user string) {
	p.change(func() { p.users = append(p.users, user) })
}

// Part takes a user out; the last one stays, for whom the question ends.
func (p *Party) Part(user string) {
	p.change(func() {
		if at := slices.Index(p.users, user); at >= 0 && len(p.users) > 1 {
			p.users = slices.Delete(p.users, at, at+1)
		}
	})
}

func (p *Party) change(do func()) {
	p.mu.Lock()
	do()
	changed := p.changed
	p.mu.Unlock()
	if changed != nil {
		changed()
	}
}

// stand tells whom to call when the party changes.
func (p *Party) stand(changed func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.changed = changed
}

// Fewest is the user with the fewest of the running questions, of equal ones who came first.
func (p *Party) Fewest(running map[string]int) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.MinFunc(p.users, func(a, b string) int { return running[a] - running[b] })
}

// isOf reports whether a user waits alone.
func (p *Party) isOf(user string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !slices.ContainsFunc(p.users, func(other string) bool { return other != user })
}
