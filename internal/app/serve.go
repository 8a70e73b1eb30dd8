package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/config"
	"github.com/dashkeep/dashkeep/internal/platform/logging"
	"github.com/dashkeep/dashkeep/internal/platform/machine"
)

// Serve runs the server until the context ends, then stops it: requests under
// way are finished, running jobs get the grace time and are taken up elsewhere.
func Serve(ctx context.Context, options Options) error {
	settings, err := settingsOf(options)
	if err != nil {
		return err
	}
	log, err := logging.New(options.Err, settings.LogLevel, settings.LogFormat)
	if err != nil {
		return err
	}
	memory, _ := machine.MemoryOf(os.DirFS("/"))
	limitMemory(ctx, log, processVariable("GOMEMLIMIT"), memory)
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", settings.Listen)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	server := newProgram(settings, options.Build, clock.System{}, log)
	if err := server.open(ctx, listener.Addr()); err != nil {
		return errors.Join(inWords(err), listener.Close())
	}
	link, err := server.start(ctx)
	if err != nil {
		return errors.Join(inWords(err), listener.Close(), server.close(ctx))
	}
	announce(options, settings, listener.Addr(), link)
	// The streams end when the stop begins, so that the listener need not wait
	// for them.
	context.AfterFunc(ctx, server.features.streams.Stop)
	err = server.http.Serve(ctx, listener)
	return errors.Join(err, server.close(ctx))
}

// close stops what start and open began, in the opposite order.
func (p *program) close(ctx context.Context) error {
	stopCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), p.settings.StopGrace+5*time.Second)
	defer cancel()
	var failures []error
	for index := len(p.closers) - 1; index >= 0; index-- {
		failures = append(failures, p.closers[index](stopCtx))
	}
	p.closers = nil
	return errors.Join(failures...)
}

// onClose adds a step of the stop; the last added runs first.
func (p *program) onClose(step func(ctx context.Context) error) { p.closers = append(p.closers, step) }

// announce prints where to go: one link.
func announce(options Options, settings config.Settings, address net.Addr, link *account.NewLink) {
	base := baseURL(settings, address)
	if link == nil {
		_, _ = fmt.Fprintf(options.Out, "\n  Dashkeep is ready: %s\n\n", base)
		return
	}
	_, _ = fmt.Fprintf(options.Out,
		"\n  Dashkeep is ready. Open this link to set the administrator's password and sign in.\n"+
			"  It works once, until %s; a restart prints a new one.\n\n  %s%s\n\n",
		link.ExpiresAt.Local().Format("15:04"), base, link.Path)
}

// baseURL is where people reach this server.
func baseURL(settings config.Settings, address net.Addr) string {
	if settings.BaseURL != "" {
		return strings.TrimSuffix(settings.BaseURL, "/")
	}
	host, port, err := net.SplitHostPort(address.String())
	if err != nil {
		return "http://" + address.String()
	}
	if ip := net.ParseIP(host); ip != nil && (ip.IsLoopback() || ip.IsUnspecified()) {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}
