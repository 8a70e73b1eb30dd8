package httpserver_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/labstack/echo/v5"

	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
)

// running is a server on a real listener.
type running struct {
	edge
	address string
	stop    context.CancelFunc
	// ended gives what Serve returned.
	ended chan error
}

func serve(t *testing.T, routes func(*echo.Echo), change ...func(*httpserver.Options)) running {
	t.Helper()
	server := newEdge(t, append([]func(*httpserver.Options){quiet}, change...)...)
	routes(server.Echo())
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	made := running{edge: server, address: listener.Addr().String(), stop: stop, ended: make(chan error, 1)}
	go func() { made.ended <- server.Serve(ctx, listener) }()
	t.Cleanup(func() {
		stop()
		select {
		case err := <-made.ended:
			_ = err // the test looked at it where it matters
		case <-time.After(patience):
			t.Error("the server does not end")
		}
	})
	return made
}

// wait gives what Serve returned and leaves it there for the clean-up.
func (r running) wait(t *testing.T) error {
	t.Helper()
	select {
	case err := <-r.ended:
		r.ended <- err
		return err
	case <-time.After(patience):
		t.Fatal("the server does not end")
		return nil
	}
}

func newClient(t *testing.T) *http.Client {
	t.Helper()
	transport := &http.Transport{DisableKeepAlives: true}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

// raw sends bytes and gives everything that comes back.
func (r running) raw(t *testing.T, text string) string {
	t.Helper()
	connection, err := net.Dial("tcp", r.address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = connection.Close() }()
	_ = connection.SetDeadline(time.Now().Add(patience))
	if _, err := connection.Write([]byte(text)); err != nil {
		return ""
	}
	answer, _ := io.ReadAll(connection)
	return string(answer)
}

func TestServe(t *testing.T) {
	t.Parallel()
	t.Run("an error after the first byte cuts the connection", func(t *testing.T) {
		t.Parallel()
		for name, fail := range map[string]func() error{
			"an error": func() error { return errors.New("lost the database") },
			"a panic":  func() error { panic("lost the database") },
		} {
			server := serve(t, func(router *echo.Echo) {
				router.GET("/x", func(c *echo.Context) error {
					if _, err := io.WriteString(c.Response(), "half of it"); err != nil {
						return err
					}
					if err := http.NewResponseController(c.Response()).Flush(); err != nil {
						return err
					}
					return fail()
				})
			})
			answer, err := newClient(t).Get("http://" + server.address + "/x")
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(answer.Body)
			_ = answer.Body.Close()
			if err == nil || string(text) != "half of it" {
				t.Errorf("%s: the client took %q for a whole answer (%v)", name, text, err)
			}
		}
	})
	t.Run("a body of chunks without an end is cut at the limit", func(t *testing.T) {
		t.Parallel()
		server := serve(t, func(router *echo.Echo) {
			router.POST("/x", func(c *echo.Context) error { _, err := io.ReadAll(c.Request().Body); return err })
		})
		answer, err := newClient(t).Post("http://"+server.address+"/x", "application/json", struct{ io.Reader }{endless{}})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = answer.Body.Close() }()
		if body := bodyOf(t, answer); answer.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(body, "too_large") || !answer.Close {
			t.Errorf("%d %s, closes %v", answer.StatusCode, body, answer.Close)
		}
	})
	t.Run("a listener that is closed from outside is an error", func(t *testing.T) {
		t.Parallel()
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		_ = listener.Close()
		if err := newEdge(t, quiet).Serve(t.Context(), listener); err == nil {
			t.Error("no error")
		}
	})
	t.Run("a stop before the start ends at once", func(t *testing.T) {
		t.Parallel()
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := newEdge(t, quiet).Serve(ctx, listener); err != nil {
			t.Error(err)
		}
	})
}

// TestRawRequests sends what no client library sends.
func TestRawRequests(t *testing.T) {
	t.Parallel()
	var reached atomic.Int64
	server := serve(t, func(router *echo.Echo) {
		router.Any("/*", func(c *echo.Context) error {
			if c.Path() != "" && strings.HasPrefix(c.Request().URL.Path, "/smuggled") {
				reached.Add(1)
			}
			_, err := io.Copy(io.Discard, c.Request().Body)
			return errors.Join(err, c.NoContent(http.StatusNoContent))
		})
	})
	const host = "Host: dashkeep.example\r\n"
	cases := []struct{ name, text, status string }{
		{"two lengths", "POST / HTTP/1.1\r\n" + host + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde", "400"},
		{"a blank before the colon", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", "400"},
		{"an unknown coding", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", "501"},
		{"a negative length", "POST / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n", "400"},
		{"no host", "GET / HTTP/1.1\r\n\r\n", "400"},
		{"two hosts", "GET / HTTP/1.1\r\n" + host + host + "\r\n", "400"},
		{"a header of a megabyte", "GET / HTTP/1.1\r\n" + host + "X: " + strings.Repeat("x", 1<<20) + "\r\n\r\n", "431"},
		{"ten thousand headers", "GET / HTTP/1.1\r\n" + host + strings.Repeat("X: y\r\n", 10_000) + "\r\n", "431"},
		{"a control character in a header", "GET / HTTP/1.1\r\n" + host + "X: a\x01b\r\n\r\n", "400"},
		{"a space in the address", "GET /a b HTTP/1.1\r\n" + host + "\r\n", "400"},
		{"an old version", "GET / HTTP/0.9\r\n" + host + "\r\n", "505"},
		{"doubled slashes", "GET //x HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", "400"},
		{"an address of another host, on the wire", "GET http://evil.example/../x HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", "400"},
		{"a star", "OPTIONS * HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", "200"},
		{
			"a length and chunks: the chunks count, what follows is no request of its own",
			"POST / HTTP/1.1\r\n" + host + "Content-Length: 60\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n" +
				"GET /smuggled HTTP/1.1\r\n" + host + "\r\n", "204",
		},
	}
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			t.Parallel()
			answer := server.raw(t, each.text)
			if !strings.HasPrefix(answer, "HTTP/1.1 "+each.status) && !strings.HasPrefix(answer, "HTTP/1.0 "+each.status) {
				t.Errorf("answered %.120q, want %s", answer, each.status)
			}
			if strings.Count(answer, "HTTP/1.") != 1 {
				t.Errorf("%d answers to one request", strings.Count(answer, "HTTP/1."))
			}
		})
	}
	t.Cleanup(func() {
		if reached.Load() != 0 {
			t.Error("a request was smuggled in")
		}
	})
}

func TestStop(t *testing.T) {
	t.Parallel()
	t.Run("requests under way are answered whole and no new ones are taken", func(t *testing.T) {
		t.Parallel()
		const many = 20
		arrived, release := make(chan struct{}, many), make(chan struct{})
		server := serve(t, func(router *echo.Echo) {
			router.GET("/x", func(c *echo.Context) error {
				arrived <- struct{}{}
				<-release
				return c.String(http.StatusOK, strings.Repeat("x", 100_000))
			})
		})
		client := newClient(t)
		answers := make(chan error, many)
		for range many {
			go func() { answers <- ask(client, server.address, 100_000) }()
		}
		for range many {
			<-arrived
		}
		server.stop()
		for {
			connection, err := net.Dial("tcp", server.address)
			if err != nil {
				break
			}
			_ = connection.Close()
		}
		close(release)
		for range many {
			if err := <-answers; err != nil {
				t.Error(err)
			}
		}
		if err := server.wait(t); err != nil {
			t.Error(err)
		}
	})
	t.Run("under load every request that reached a handler is answered", func(t *testing.T) {
		t.Parallel()
		var begun, answered atomic.Int64
		enough := make(chan struct{})
		var once sync.Once
		server := serve(t, func(router *echo.Echo) {
			router.GET("/x", func(c *echo.Context) error {
				if begun.Add(1) > 200 {
					once.Do(func() { close(enough) })
				}
				return c.String(http.StatusOK, strings.Repeat("x", 10_000))
			})
		})
		client := newClient(t)
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				for ask(client, server.address, 10_000) == nil {
					answered.Add(1)
				}
			})
		}
		<-enough
		server.stop()
		if err := server.wait(t); err != nil {
			t.Error(err)
		}
		group.Wait()
		if begun.Load() != answered.Load() {
			t.Errorf("%d requests began, %d were answered", begun.Load(), answered.Load())
		}
	})
	t.Run("what does not end is cut when the grace is over", func(t *testing.T) {
		t.Parallel()
		arrived, ended := make(chan struct{}), make(chan struct{})
		server := serve(t, func(router *echo.Echo) {
			router.GET("/x", func(c *echo.Context) error {
				close(arrived)
				<-c.Request().Context().Done()
				close(ended)
				return c.Request().Context().Err()
			})
		}, func(options *httpserver.Options) { options.Grace = 50 * time.Millisecond })
		failed := make(chan error, 1)
		go func() { failed <- ask(newClient(t), server.address, 1) }()
		<-arrived
		server.stop()
		if err := server.wait(t); !errors.Is(err, context.DeadlineExceeded) { // the request alone would never end
			t.Error(err)
		}
		<-ended
		if err := <-failed; err == nil {
			t.Error("the client got an answer")
		}
	})
}

func ask(client *http.Client, address string, length int) error {
	answer, err := client.Get("http://" + address + "/x")
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err == nil && (len(text) != length || answer.StatusCode != http.StatusOK) {
		err = fmt.Errorf("status %d, %d bytes", answer.StatusCode, len(text))
	}
	return err
}

func TestAStreamIsFlushedAsItIsWritten(t *testing.T) {
	t.Parallel()
	goOn := make(chan struct{})
	server := serve(t, func(router *echo.Echo) {
		router.GET("/events", func(c *echo.Context) error {
			control := http.NewResponseController(c.Response())
			for _, line := range []string{"one\n", "two\n"} {
				if _, err := io.WriteString(c.Response(), line); err != nil {
					return err
				}
				if err := errors.Join(control.SetWriteDeadline(time.Time{}), control.Flush()); err != nil {
					return err
				}
				<-goOn
			}
			return nil
		})
	})
	answer, err := newClient(t).Get("http://" + server.address + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	lines := bufio.NewReader(answer.Body)
	for _, want := range []string{"one\n", "two\n"} {
		if line, err := lines.ReadString('\n'); err != nil || line != want {
			t.Fatalf("%q, %v", line, err)
		}
		goOn <- struct{}{}
	}
}
