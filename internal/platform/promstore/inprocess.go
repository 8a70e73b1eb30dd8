package promstore

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// SelfAddress is the made-up address under which the scraper finds this
// program. Its top-level name is reserved, so no name service ever answers it.
const SelfAddress = "dashkeep.internal:80"

// inProcess serves a handler over pipes in memory: the scraper talks to it as
// to any target, but nothing listens on a network and no token is needed.
type inProcess struct {
	server *http.Server
	pipes  *pipeListener
	done   chan struct{} // closed when the server has ended
}

// newInProcess gives nil for a nil handler.
func newInProcess(handler http.Handler) *inProcess {
	if handler == nil {
		return nil
	}
	p := &inProcess{
		server: &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second},
		pipes:  &pipeListener{conns: make(chan net.Conn), closed: make(chan struct{})},
		done:   make(chan struct{}),
	}
	go func() {
		defer close(p.done)
		_ = p.server.Serve(p.pipes) // always ends with http.ErrServerClosed
	}()
	return p
}

// Close ends the server and its connections.
func (p *inProcess) Close() error {
	if p == nil {
		return nil
	}
	err := errors.Join(p.server.Close(), p.pipes.Close())
	<-p.done
	return err
}

func (p *inProcess) dial(ctx context.Context) (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case p.pipes.conns <- server:
		return client, nil
	case <-p.pipes.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, fmt.Errorf("reach this program: %w", ctx.Err())
	}
}

// pipeListener hands the server's ends of pipes to the server.
type pipeListener struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

// Accept gives the next connection that was dialled.
func (l *pipeListener) Accept() (net.Conn, error) {
	select {
	case conn := <-l.conns:
		return conn, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// Close lets Accept fail from now on.
func (l *pipeListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

// Addr names the listener in logs.
func (l *pipeListener) Addr() net.Addr { return pipeAddress{} }

type pipeAddress struct{}

func (pipeAddress) Network() string { return "pipe" }
func (pipeAddress) String() string  { return SelfAddress }

var errNoTargets = errors.New("this store scrapes nothing but the program itself")

// dial is how the scraper connects: to this program in memory, to anything else
// through the guarded dialer.
func (s *Store) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if address == SelfAddress && s.self != nil {
		return s.self.dial(ctx)
	}
	if s.cfg.Dial == nil {
		return nil, errNoTargets
	}
	return s.cfg.Dial(ctx, network, address)
}
