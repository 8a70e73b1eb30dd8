package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/app/instance"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/feature/account/credential"
	"github.com/dashkeep/dashkeep/internal/feature/project"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/config"
	"github.com/dashkeep/dashkeep/internal/platform/logging"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Options are what a command line gives to every command.
type Options struct {
	ConfigFile string
	Flags      map[string]string
	Out, Err   io.Writer
	Build      Build
}

// Build tells which program this is.
type Build struct{ Version, Commit, Time string }

// NewUser is a user to be made from the command line.
type NewUser struct {
	Login, PasswordFile, Email, DisplayName, Project, Role string
	Admin                                                  bool
}

// NewToken is an API token to be made from the command line.
type NewToken struct {
	Login, Label, Project, Role string
	Days                        int
}

func settingsOf(options Options) (config.Settings, error) {
	return config.Load(config.Sources{File: options.ConfigFile, Environ: config.Environ(), Flags: options.Flags})
}

// withStore opens the database, brings it to the schema and hands it to a command.
// It works beside a running server.
func withStore(ctx context.Context, options Options,
	work func(ctx context.Context, settings config.Settings, db *sqldb.DB, log *slog.Logger) error,
) (err error) {
	settings, err := settingsOf(options)
	if err != nil {
		return err
	}
	log, err := logging.New(options.Err, settings.LogLevel, settings.LogFormat)
	if err != nil {
		return err
	}
	db, err := instance.OpenBeside(ctx, settings, clock.System{}, log)
	if err != nil {
		return inWords(err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return work(ctx, settings, db, log)
}

// withAccounts is withStore for commands that change accounts. They need the secret
// key, as what they do is signed in the audit trail.
func withAccounts(ctx context.Context, options Options,
	work func(ctx context.Context, db *sqldb.DB, accounts *account.Service) error,
) error {
	return withStore(ctx, options, func(ctx context.Context, settings config.Settings, db *sqldb.DB, log *slog.Logger) error {
		if _, err := instance.OpenKey(ctx, settings, db); err != nil {
			return err
		}
		if err := audit.Adopt(ctx, db); err != nil {
			return err
		}
		projects, err := project.New(project.Needs{
			DB: db, Log: log, People: account.NewDirectory(db), Purge: purgeNothing,
		})
		if err != nil {
			return err
		}
		accounts, err := account.NewService(account.Deps{
			DB: db, Clock: clock.System{}, Log: log, Projects: projects, FirstProject: project.Default,
			SessionIdle: settings.SessionIdle, SessionLifetime: settings.SessionLifetime,
		})
		if err != nil {
			return err
		}
		return work(ctx, db, accounts)
	})
}

// Migrate brings the database to this version's schema. It needs no secret key: what does
// is left to the next start.
func Migrate(ctx context.Context, options Options) error {
	return withStore(ctx, options, func(_ context.Context, _ config.Settings, db *sqldb.DB, _ *slog.Logger) error {
		_, err := fmt.Fprintf(options.Out, "The %s database has this version's schema\n", db.Engine())
		return err
	})
}

// CreateUser makes a user with a password.
func CreateUser(ctx context.Context, options Options, input NewUser) error {
	password, err := readPassword(input.PasswordFile)
	if err != nil {
		return err
	}
	role := access.Role(input.Role)
	if role == "" {
		role = access.ReadOnly
		if input.Admin {
			role = access.Owner
		}
	}
	if !role.Valid() {
		return errors.New("--role must be owner, manager, operator or readonly")
	}
	return withAccounts(ctx, options, func(ctx context.Context, _ *sqldb.DB, accounts *account.Service) error {
		err := accounts.AddUser(ctx, account.NewUser{
			Login: input.Login, DisplayName: input.DisplayName, Email: input.Email, IsAdmin: input.Admin,
		}, password, input.Project, role)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(options.Out, "Made the user %s\n", input.Login)
		return err
	})
}

// CreateToken makes an API token and prints it, alone on its line.
func CreateToken(ctx context.Context, options Options, input NewToken) error {
	role := access.Role(input.Role)
	if role != "" && !role.Valid() {
		return errors.New("--role must be owner, manager, operator or readonly")
	}
	return withAccounts(ctx, options, func(ctx context.Context, _ *sqldb.DB, accounts *account.Service) error {
		credential, err := accounts.AddToken(ctx, input.Login, credential.NewToken{
			Name: input.Label, Project: input.Project, Role: role, Days: input.Days,
		})
		if err != nil {
			return inWordsOfFlags(err, map[string]string{"body.name": "--label", "body.expires_in_days": "--days"})
		}
		_, err = fmt.Fprintln(options.Out, credential)
		return err
	})
}

// inWordsOfFlags names the flag where an error names the field of a request.
func inWordsOfFlags(err error, flags map[string]string) error {
	known, ok := errors.AsType[*apperror.Error](err)
	if !ok || len(known.Fields) == 0 {
		return err
	}
	flag, ok := flags[known.Fields[0].Field]
	if !ok {
		return err
	}
	return fmt.Errorf("%s %s", flag, known.Fields[0].Message)
}

// ResetPassword sets a user's password.
func ResetPassword(ctx context.Context, options Options, login, file string) error {
	password, err := readPassword(file)
	if err != nil {
		return err
	}
	return withAccounts(ctx, options, func(ctx context.Context, _ *sqldb.DB, accounts *account.Service) error {
		if err := accounts.ResetPassword(ctx, login, password); err != nil {
			return err
		}
		_, err := fmt.Fprintf(options.Out, "Set the password of %s; all sessions and API tokens have ended\n", login)
		return err
	})
}

func readPassword(file string) (secret.Text, error) {
	var raw []byte
	var err error
	if file == "-" {
		raw, err = io.ReadAll(io.LimitReader(os.Stdin, 4096))
	} else {
		raw, err = os.ReadFile(file)
	}
	if err != nil {
		return secret.Text{}, fmt.Errorf("read the password: %w", err)
	}
	return secret.New(strings.TrimRight(string(raw), "\r\n")), nil
}

// VerifyAudit looks for gaps and changes in the audit trail. Mark is what an earlier
// call printed, or empty.
func VerifyAudit(ctx context.Context, options Options, mark string) error {
	var kept audit.Mark
	if mark != "" {
		var err error
		if kept, err = audit.ParseMark(mark); err != nil {
			return fmt.Errorf("--mark: %w", err)
		}
	}
	return withAccounts(ctx, options, func(ctx context.Context, db *sqldb.DB, _ *account.Service) error {
		report, err := audit.Verify(ctx, db, kept)
		if err != nil {
			return err
		}
		if report.Fault != "" {
			return fmt.Errorf("the audit trail is broken: %s. %d entries before that are sound", report.Fault, report.Entries)
		}
		_, err = fmt.Fprintf(options.Out, "The audit trail is sound: %d entries. It is signed since %s, over %d older ones\n"+
			"Its mark is %s\nKeep the mark outside: `dashkeep audit verify --mark …` tells later whether the trail still holds it\n",
			report.Entries, report.BegunAt.UTC().Format(time.RFC3339), report.BegunOver, report.Head)
		return err
	})
}

// PrintConfig prints all settings.
func PrintConfig(options Options) error {
	settings, err := settingsOf(options)
	if err != nil {
		return err
	}
	return config.Print(options.Out, settings)
}

// Healthcheck asks a running server whether it is ready.
func Healthcheck(ctx context.Context, options Options, address string) error {
	settings, err := settingsOf(options)
	if err != nil {
		return err
	}
	if address == "" {
		host, port, err := net.SplitHostPort(settings.Listen)
		if err != nil {
			return fmt.Errorf("listen: %w", err)
		}
		if host == "" || host == "0.0.0.0" || host == "::" {
			host = "127.0.0.1"
		}
		address = "http://" + net.JoinHostPort(host, port)
	}
	if parsed, err := url.Parse(address); err != nil || (parsed.Scheme != "http" && parsed.Scheme != "https") || parsed.Host == "" {
		return errors.New("--url must be an address such as http://127.0.0.1:8080")
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(address, "/")+"/ready", nil)
	if err != nil {
		return fmt.Errorf("make request: %w", err)
	}
	// The operator's own server on its own address: the guard for outbound
	// requests would refuse loopback.
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("the server does not answer: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the server is not ready: status %d", answer.StatusCode)
	}
	// Other servers, and the web UI of this one, answer 200 at any address.
	said, err := io.ReadAll(io.LimitReader(answer.Body, int64(len(readyText)+1)))
	if err != nil || string(said) != readyText {
		return fmt.Errorf("what answers at %s is no Dashkeep", address)
	}
	return nil
}

// purgeNothing is for commands, which have no rooms: they make projects and delete none.
func purgeNothing(context.Context, *sqldb.Tx, string) error { return nil }
