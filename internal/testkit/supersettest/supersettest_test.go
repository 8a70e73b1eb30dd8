package supersettest_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/dashkeep/dashkeep/internal/testkit/supersettest"
)

// many is what the tests look at: more dashboards than are made one by one, and all that is broken.
var many = supersettest.Seed{Dashboards: 40, OwnCharts: true, Broken: true, Connections: 2, Nap: time.Millisecond}

func TestEveryVersionHasItsDashboards(t *testing.T) {
	t.Parallel()
	supersettest.Each(t, func(t *testing.T, version string) {
		t.Parallel()
		server, made := supersettest.Shared(t, supersettest.Options{Version: version}, many)
		token := signIn(t, server)

		var list struct {
			Count  int
			Result []struct {
				ID          int64
				Slug, Title string
				Owners      []struct {
					Name string `json:"first_name"`
				}
				Tags []struct {
					Name string
					Type int
				}
			}
		}
		read(t, server, token, "/api/v1/dashboard/?q=(page_size:100)", &list)
		found := map[string]int64{}
		owners, tags := map[string]int{}, map[string]int{}
		for _, each := range list.Result {
			found[each.Slug] = each.ID
			for _, owner := range each.Owners {
				owners[owner.Name]++
			}
			for _, tag := range each.Tags {
				tags[tag.Name]++
			}
		}
		if want := 40 + 11 + 1; list.Count != want || len(made.Dashboards) != want || !maps.Equal(found, made.Dashboards) {
			t.Errorf("%d dashboards are there, %v, and it said %v", list.Count, found, made.Dashboards)
		}
		for _, slug := range []string{"sales-0", "sales-39", "broken-table", "broken-slow", "broken-password", "many-databases"} {
			if found[slug] == 0 {
				t.Errorf("there is no %s among %v", slug, found)
			}
		}
		if owners["Bea"] == 0 || owners["Cem"] == 0 || owners["Dora"] == 0 || tags["sales"] != 40 || tags["monthly"] == 0 {
			t.Errorf("owners: %v, tags: %v", owners, tags)
		}
		if len(made.Connections) != 3 || made.Connections[0].Password == made.Connections[1].Password {
			t.Errorf("the connections are %d, or share a password", len(made.Connections))
		}
	})
}

func TestChartsOfEveryVersionAskTheWarehouse(t *testing.T) {
	t.Parallel()
	supersettest.Each(t, func(t *testing.T, version string) {
		t.Parallel()
		server, made := supersettest.Shared(t, supersettest.Options{Version: version}, many)
		token := signIn(t, server)
		// A copy has charts of its own, and they have what the originals have.
		var charts struct{ Result []struct{ ID int64 } }
		read(t, server, token, fmt.Sprintf("/api/v1/dashboard/%d/charts", made.Dashboards["sales-39"]), &charts)
		if len(charts.Result) != 3 {
			t.Fatalf("sales-39 has the charts %v", charts.Result)
		}
		for _, chart := range charts.Result {
			if slices.Contains(slices.Collect(maps.Values(made.Charts)), chart.ID) {
				t.Errorf("chart %d of sales-39 is one that others have too", chart.ID)
			}
		}
		var answer struct{ Result []struct{ Rowcount int } }
		for _, name := range []string{"Customers", "Customers 2"} {
			read(t, server, token, fmt.Sprintf("/api/v1/chart/%d/data/", made.Charts[name]), &answer)
			if len(answer.Result) != 1 || answer.Result[0].Rowcount != 60 {
				t.Errorf("%s answers %+v", name, answer)
			}
		}
		for name, want := range map[string]string{
			"Returns": "does not exist", "Shipments": "parcels", "Salaries": "permission denied", "Locked customers": "password",
		} {
			status, body := get(t, server, token, fmt.Sprintf("/api/v1/chart/%d/data/", made.Charts[name]))
			if status < 400 || !strings.Contains(body, want) {
				t.Errorf("%s: %d %s", name, status, body)
			}
		}
	})
}

func TestAServerOfItsOwnIsKilledAndComesBack(t *testing.T) {
	t.Parallel()
	server := supersettest.Start(t, supersettest.Options{
		Flags: []string{"SSH_TUNNELING"}, TokenLife: 4 * time.Second, RateLimit: "40 per hour",
	})
	made := server.Seed(t, supersettest.Seed{DatabaseName: "Warehouse prod"})
	if len(made.Users) != 3 || len(made.Dashboards) != 0 || made.Connections[0].Name != "Warehouse prod" {
		t.Errorf("made %+v", made)
	}
	if life := lifeOf(t, signIn(t, server)); life != 4*time.Second {
		t.Errorf("its tokens live for %s", life)
	}
	if _, page := get(t, server, "", "/login/"); !strings.Contains(page, "SSH_TUNNELING&#34;: true") {
		t.Error("the feature flag is not on")
	}

	address := server.URL
	server.Kill(t)
	if _, err := send(t, http.MethodGet, address+"/health", "", ""); err == nil {
		t.Error("a killed server answers")
	}
	server.Restart(t)
	if server.URL != address {
		t.Errorf("it moved from %s to %s", address, server.URL)
	}
	var databases struct{ Count int }
	read(t, server, signIn(t, server), "/api/v1/database/", &databases)
	if databases.Count != 1 {
		t.Errorf("after the crash it has %d connections", databases.Count)
	}
	limited := 0
	for request := 0; request < 41 && limited != http.StatusTooManyRequests; request++ {
		limited, _ = get(t, server, "", "/api/v1/dashboard/")
	}
	if limited != http.StatusTooManyRequests {
		t.Errorf("41 requests within an hour, and the last answer was %d", limited)
	}
	if !strings.Contains(server.Log(t), "Booting worker") {
		t.Errorf("its log is %q", server.Log(t))
	}
}

func TestTheWarehouseWantsPasswords(t *testing.T) {
	t.Parallel()
	warehouse := supersettest.StartWarehouse(t)
	warehouse.Exec(t, "postgres", "CREATE TABLE kept (n integer); INSERT INTO kept VALUES (1)")
	warehouse.Restart(t)
	warehouse.Exec(t, "postgres", "INSERT INTO kept VALUES (2)")
	without := fmt.Sprintf("postgres://warehouse@127.0.0.1:%d/postgres?sslmode=disable", warehouse.Port)
	if conn, err := pgx.Connect(t.Context(), without); err == nil {
		_ = conn.Close(t.Context())
		t.Error("it lets somebody in without a password")
	}
	warehouse.Stop(t)
	if conn, err := pgx.Connect(t.Context(), warehouse.URL("postgres")); err == nil {
		_ = conn.Close(t.Context())
		t.Error("a stopped warehouse answers")
	}
}

// TestWhatATestProcessStartedEndsWithIt starts this binary again, kills it and waits for its server to go.
func TestWhatATestProcessStartedEndsWithIt(t *testing.T) {
	t.Parallel()
	const child = "SUPERSETTEST_CHILD"
	if told := os.Getenv(child); told != "" {
		warehouse := supersettest.StartWarehouse(t)
		if err := os.WriteFile(told+".new", []byte(warehouse.URL("postgres")), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(told+".new", told); err != nil {
			t.Fatal(err)
		}
		<-t.Context().Done()
	}
	told := filepath.Join(t.TempDir(), "url")
	command := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestWhatATestProcessStartedEndsWithIt$") //nolint:gosec // itself
	command.Env = append(os.Environ(), child+"="+told)
	var output bytes.Buffer
	command.Stdout, command.Stderr = &output, &output
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	until(t, "the other process starts its server", func() bool {
		_, err := os.Stat(told)
		return err == nil
	})
	address, err := os.ReadFile(told)
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	_ = command.Wait() // it was killed
	until(t, "the server of the killed process ends", func() bool {
		conn, err := pgx.Connect(t.Context(), string(address))
		if err == nil {
			_ = conn.Close(t.Context())
		}
		return err != nil
	})
}

func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Minute); !is(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain until %s", what)
		}
	}
}

func signIn(t *testing.T, server *supersettest.Server) (token string) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"username": server.Username, "password": server.Password, "provider": "db"})
	if err != nil {
		t.Fatal(err)
	}
	answer, err := send(t, http.MethodPost, server.URL+"/api/v1/security/login", "", string(body))
	if err != nil {
		t.Fatal(err)
	}
	var told struct {
		Token string `json:"access_token"`
	}
	if err := json.Unmarshal([]byte(answer.body), &told); err != nil || told.Token == "" {
		t.Fatalf("sign in: %d %s", answer.status, answer.body)
	}
	return told.Token
}

// lifeOf is how long a token says that it is good.
func lifeOf(t *testing.T, token string) time.Duration {
	t.Helper()
	parts := strings.Split(token, ".")
	claims, err := base64.RawURLEncoding.DecodeString(parts[min(1, len(parts)-1)])
	if err != nil {
		t.Fatal(err)
	}
	var times struct{ Iat, Exp int64 }
	if err := json.Unmarshal(claims, &times); err != nil {
		t.Fatal(err)
	}
	return time.Duration(times.Exp-times.Iat) * time.Second
}

func read(t *testing.T, server *supersettest.Server, token, path string, into any) {
	t.Helper()
	status, body := get(t, server, token, path)
	if status != http.StatusOK {
		t.Fatalf("%s of Superset %s: %d %s", path, server.Version, status, body)
	}
	if err := json.Unmarshal([]byte(body), into); err != nil {
		t.Fatalf("%s of Superset %s: %v", path, server.Version, err)
	}
}

func get(t *testing.T, server *supersettest.Server, token, path string) (status int, body string) {
	t.Helper()
	got, err := send(t, http.MethodGet, server.URL+path, token, "")
	if err != nil {
		t.Fatal(err)
	}
	return got.status, got.body
}

type answer struct {
	status int
	body   string
}

func send(t *testing.T, method, address, token, body string) (answer, error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept", "application/json")
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	got, err := client.Do(request)
	if err != nil {
		return answer{}, err
	}
	text, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{got.StatusCode, string(text)}, got.Body.Close()
}
