package app

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/app/instance"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

func folderFlags(data string) map[string]string {
	return map[string]string{"data": data, "listen": "127.0.0.1:0", "outbound_allow": "127.0.0.1/32"}
}

// A second server on a folder is refused before it reads or writes anything there.
func TestADataFolderIsLockedFirst(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	flags := folderFlags(data)
	first := startServer(t, flags)
	before := folderState(t, data)
	second := tryServer(t, flags)
	if second.address != "" || !strings.Contains(second.said.String(), "is in use by another Dashkeep") {
		t.Fatalf("a second server: %q %s", second.address, second.said)
	}
	if strings.Contains(second.said.String(), "lockfile") {
		t.Errorf("it touched the metrics: %s", second.said)
	}
	if after := folderState(t, data); after != before {
		t.Errorf("the files were %s, are %s", before, after)
	}
	newClient(t, flags) // the commands work beside the server
	first.kill(t)
	startServer(t, flags) // the lock ends with its process
}

// folderState lists what is in a folder.
func folderState(t *testing.T, folder string) string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return strings.Join(names, " ")
}

// A database that was emptied or lost is no first start: nobody gets a link that
// makes them administrator of an instance that was there before.
func TestALostDatabaseIsNoNewInstance(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	flags := folderFlags(data)
	startServer(t, flags).kill(t)
	database := filepath.Join(data, "dashkeep.db")
	wipe := func(content []byte) {
		for _, name := range []string{database, database + "-wal", database + "-shm"} {
			if err := os.RemoveAll(name); err != nil {
				t.Fatal(err)
			}
		}
		if content == nil {
			return
		}
		if err := os.WriteFile(database, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	refused := func(what string) {
		t.Helper()
		s := tryServer(t, flags)
		if said := s.said.String(); s.address != "" || !strings.Contains(said, "Restore it from a backup") || !strings.Contains(said, "secret.key") {
			t.Fatalf("%s: %q %s", what, s.address, said)
		}
	}
	wipe([]byte{})
	refused("an emptied file")
	wipe(nil)
	refused("no file")
	other := t.TempDir() // a database without an instance
	if err := Migrate(t.Context(), Options{Flags: folderFlags(other), Out: &syncBuffer{}, Err: &syncBuffer{}}); err != nil {
		t.Fatal(err)
	}
	schema, err := os.ReadFile(filepath.Join(other, "dashkeep.db"))
	if err != nil {
		t.Fatal(err)
	}
	wipe(schema)
	refused("a database without an instance")
	wipe([]byte{})
	if err := os.RemoveAll(filepath.Join(data, "metrics")); err != nil {
		t.Fatal(err)
	}
	refused("an emptied file beside a key alone")
	wipe(schema)
	refused("a database without an instance beside a key alone")
	wipe(nil)
	refused("no file beside a key alone")
	key := filepath.Join(data, "secret.key")
	if err := os.Rename(key, filepath.Join(data, "old.key")); err != nil {
		t.Fatal(err)
	}
	startServer(t, flags).kill(t) // as the words say
	if _, err := os.Stat(key); err != nil {
		t.Error(err)
	}
}

// A first start that is cut off between the key and the database locks nobody out.
func TestAFirstStartThatWasCutOffGoesOn(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	flags := folderFlags(data)
	key, begun := filepath.Join(data, instance.KeyName), filepath.Join(data, instance.NewKeyName)
	move := func(from, to string) {
		t.Helper()
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	if err := Migrate(t.Context(), Options{Flags: flags, Out: &syncBuffer{}, Err: &syncBuffer{}}); err != nil {
		t.Fatal(err)
	}
	made, err := secret.LoadKey(secret.Text{}, begun) // cut off behind the key
	if err != nil {
		t.Fatal(err)
	}
	startServer(t, flags).kill(t)
	kept, err := secret.LoadKey(secret.Text{}, key)
	if err != nil || !bytes.Equal(made, kept) {
		t.Fatalf("the key that was begun is not the one that is kept: %v", err)
	}
	move(key, begun) // cut off before the key had its name
	startServer(t, flags).kill(t)
	move(key, filepath.Join(data, "elsewhere"))
	if s := tryServer(t, flags); s.address != "" || !strings.Contains(s.said.String(), "another secret key") {
		t.Errorf("a database without its key: %q %s", s.address, s.said)
	}
}
