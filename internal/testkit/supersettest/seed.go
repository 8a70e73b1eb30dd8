package supersettest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"
)

// Seed says what a server is filled with; the zero value makes the users bea, cem and dora (inactive) and the
// connection. test/superset/README.md tells what each object is.
type Seed struct {
	// Dashboards is how many are in order: sales-0 … From the twelfth they are copies, which take no time.
	Dashboards int
	// OwnCharts gives the copies charts of their own, three each, instead of the ten that all share.
	OwnCharts bool
	// Broken adds the dashboards that are broken in one way each.
	Broken bool
	// Connections is how many there are, each with a role and a password of its own; with more than one, the
	// dashboard many-databases has a chart of each. 0 is 1.
	Connections int
	// DatabaseName names the first connection, "" is "Warehouse"; the others have a number after it.
	DatabaseName string
	// Nap is how long the view behind the dashboard broken-slow takes; 0 is three seconds.
	Nap time.Duration
}

// Seeded is what was made: ids by name, dashboards by slug.
type Seeded struct {
	Users, Databases, Datasets, Charts, Dashboards map[string]int64
	// Connections stand in the order in which they were made.
	Connections []Connection
}

// Connection is what a connection of Superset was made with.
type Connection struct {
	Name     string `json:"name"`
	Host     string `json:"host"`
	Port     int    `json:"port"`
	Database string `json:"database"`
	Role     string `json:"role"`
	// Password is the true one; that of "Locked" (Seed.Broken) is another in Superset.
	Password string `json:"password"`
}

// URI is the connection as Superset wants it, with the password.
func (c Connection) URI() string {
	return fmt.Sprintf("postgresql+psycopg2://%s@%s:%d/%s", url.UserPassword(c.Role, c.Password), c.Host, c.Port, c.Database)
}

// Seed fills a server that has not been filled.
func (s *Server) Seed(t testing.TB, seed Seed) Seeded {
	t.Helper()
	s.own(t)
	return s.fill(t, seed)
}

func (s *Server) fill(t testing.TB, seed Seed) Seeded {
	t.Helper()
	args := append([]string{"-B", s.installation.script("seed.py"), "--url", s.URL, "--home", s.home}, seed.arguments()...)
	args = append(args, "--warehouse-port", strconv.Itoa(s.Warehouse.Port), "--warehouse-database", s.Database)
	command := exec.CommandContext(t.Context(), s.installation.python(), args...) //nolint:gosec // of the installation
	command.Env = append(append(os.Environ(), s.secrets()...), "PYTHONUTF8=1")
	var told, complaints bytes.Buffer
	command.Stdout, command.Stderr = &told, &complaints
	if err := command.Run(); err != nil {
		t.Fatalf("seed Superset %s: %v\n%s\n%s", s.Version, err, complaints.String(), s.program.logTail())
	}
	var made Seeded
	if err := json.Unmarshal(told.Bytes(), &made); err != nil {
		t.Fatalf("seed Superset %s: read what was made: %v", s.Version, err)
	}
	return made
}

func (s Seed) arguments() []string {
	args := []string{"--dashboards", strconv.Itoa(s.Dashboards)}
	if s.OwnCharts {
		args = append(args, "--own-charts")
	}
	if s.Broken {
		args = append(args, "--broken")
	}
	if s.Connections > 0 {
		args = append(args, "--connections", strconv.Itoa(s.Connections))
	}
	if s.DatabaseName != "" {
		args = append(args, "--database-name", s.DatabaseName)
	}
	if s.Nap > 0 {
		args = append(args, "--nap", strconv.FormatFloat(s.Nap.Seconds(), 'f', -1, 64))
	}
	return args
}
