// Command dashkeep is the control room for a fleet of dashboards: one server with
// its web UI inside, and the commands that look after it.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // policies run in any IANA time zone, also where the system has no zone files

	"github.com/alecthomas/kong"

	"github.com/dashkeep/dashkeep/internal/app"
)

// Set by the linker.
//
//nolint:gochecknoglobals // the linker sets variables only
var (
	version   = "dev"
	commit    = "unknown"
	buildTime = "unknown"
)

type commandLine struct {
	// out and problems are where commands write to.
	out, problems io.Writer

	Config string `help:"YAML file with settings." env:"DASHKEEP_CONFIG" type:"path"`
	Data   string `help:"Folder of the embedded database, the metrics and the secret key." type:"path"`

	Serve       serveCommand       `cmd:"" help:"Run the server."`
	Migrate     migrateCommand     `cmd:"" help:"Bring the database to this version's schema."`
	Admin       adminCommands      `cmd:"" help:"Users and tokens, from the command line."`
	Audit       auditCommands      `cmd:"" help:"The audit trail."`
	Settings    configCommands     `cmd:"" name:"config" help:"Settings."`
	Healthcheck healthcheckCommand `cmd:"" help:"Ask a running server whether it is well; the exit code tells."`
	Version     versionCommand     `cmd:"" help:"Print the version."`
}

func (c *commandLine) options() app.Options {
	options := app.Options{
		ConfigFile: c.Config, Flags: map[string]string{}, Out: c.out, Err: c.problems,
		Build: app.Build{Version: version, Commit: commit, Time: buildTime},
	}
	if c.Data != "" {
		options.Flags["data"] = c.Data
	}
	return options
}

type serveCommand struct {
	Listen string `help:"Address to listen on, host:port."`
}

// Run serves until the process is told to stop.
func (c *serveCommand) Run(ctx context.Context, line *commandLine) error {
	options := line.options()
	if c.Listen != "" {
		options.Flags["listen"] = c.Listen
	}
	return app.Serve(ctx, options)
}

type migrateCommand struct{}

// Run migrates the database.
func (migrateCommand) Run(ctx context.Context, line *commandLine) error {
	return app.Migrate(ctx, line.options())
}

type adminCommands struct {
	CreateUser    createUserCommand    `cmd:"" help:"Make a user with a password."`
	CreateToken   createTokenCommand   `cmd:"" help:"Make an API token of a user and print it."`
	ResetPassword resetPasswordCommand `cmd:"" help:"Set a user's password and end all sessions."`
}

type createUserCommand struct {
	Name         string `arg:"" help:"Login."`
	Admin        bool   `help:"Make the user an administrator."`
	PasswordFile string `required:"" type:"path" help:"File that holds the password; - reads standard input."`
	Email        string `help:"Email address."`
	DisplayName  string `help:"Name that people read."`
	Project      string `default:"default" help:"Project that the user becomes a member of; made when missing; empty: none."`
	Role         string `help:"owner, manager, operator or readonly; default: owner with --admin, else readonly."`
}

// Run makes the user.
func (c *createUserCommand) Run(ctx context.Context, line *commandLine) error {
	return app.CreateUser(ctx, line.options(), app.NewUser{
		Login: c.Name, Admin: c.Admin, PasswordFile: c.PasswordFile, Email: c.Email, DisplayName: c.DisplayName,
		Project: c.Project, Role: c.Role,
	})
}

type createTokenCommand struct {
	Name    string `arg:"" help:"Login of the user that the token speaks for."`
	Label   string `default:"command line" help:"What the token is for."`
	Project string `help:"Limit the token to one project."`
	Role    string `help:"Limit the token to a role."`
	Days    int    `default:"90" help:"Days until it expires, at most 366."`
}

// Run makes the token and prints it.
func (c *createTokenCommand) Run(ctx context.Context, line *commandLine) error {
	return app.CreateToken(ctx, line.options(), app.NewToken{
		Login: c.Name, Label: c.Label, Project: c.Project, Role: c.Role, Days: c.Days,
	})
}

type resetPasswordCommand struct {
	Name         string `arg:"" help:"Login."`
	PasswordFile string `required:"" type:"path" help:"File that holds the password; - reads standard input."`
}

// Run sets the password.
func (c *resetPasswordCommand) Run(ctx context.Context, line *commandLine) error {
	return app.ResetPassword(ctx, line.options(), c.Name, c.PasswordFile)
}

type auditCommands struct {
	Verify auditVerifyCommand `cmd:"" help:"Look for gaps and changes in the audit trail."`
}

type auditVerifyCommand struct {
	Mark string `help:"The mark that an earlier call printed: the trail must still hold it." placeholder:"MARK"`
}

// Run verifies the trail.
func (c *auditVerifyCommand) Run(ctx context.Context, line *commandLine) error {
	return app.VerifyAudit(ctx, line.options(), c.Mark)
}

type configCommands struct {
	Print configPrintCommand `cmd:"" help:"Print all settings with what they mean."`
}

type configPrintCommand struct{}

// Run prints the settings.
func (configPrintCommand) Run(line *commandLine) error { return app.PrintConfig(line.options()) }

type healthcheckCommand struct {
	URL string `help:"Address of the server; default: the listen address of the settings."`
}

// Run asks a running server.
func (c *healthcheckCommand) Run(ctx context.Context, line *commandLine) error {
	return app.Healthcheck(ctx, line.options(), c.URL)
}

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(line *commandLine) error {
	build := line.options().Build
	_, err := fmt.Fprintf(line.out, "dashkeep %s (%s, %s)\n", build.Version, build.Commit, build.Time)
	return err
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// leave ends the parsing of a line that only asks for help.
type leave int

// run does what a command line says and gives the exit code.
func run(ctx context.Context, arguments []string, out, problems io.Writer) (code int) {
	defer func() {
		switch left := recover().(type) {
		case nil:
		case leave:
			code = int(left)
		default:
			panic(left)
		}
	}()
	line := commandLine{out: out, problems: problems}
	parser := kong.Must(&line, kong.Name("dashkeep"), kong.UsageOnError(), kong.Writers(out, problems),
		kong.Exit(func(code int) { panic(leave(code)) }),
		kong.Description("The control room for a fleet of dashboards."), kong.BindTo(ctx, (*context.Context)(nil)))
	parsed, err := parser.Parse(arguments)
	parser.FatalIfErrorf(err)
	if err := parsed.Run(&line); err != nil {
		_, _ = fmt.Fprintln(problems, "dashkeep:", err)
		return 1
	}
	return 0
}
