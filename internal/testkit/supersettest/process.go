package supersettest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// endWait bounds how long a process may take to end on a busy machine.
const endWait = 3 * time.Minute

// program is what is started, possibly several times: a script that becomes the server.
type program struct {
	path string
	args []string
	// environment is added to this process's own.
	environment []string
	log         string
	// stop asks the server to end, kill ends it as a crash does; kill goes to the whole group.
	stop, kill syscall.Signal
	// folder is removed with the test process, for what outlives a test; "" for none.
	folder string
}

// process is a program that runs, in a group of its own. A guard ends it when this process is gone.
type process struct {
	program program
	command *exec.Cmd
	// done is closed when the program has ended and was waited for.
	done  chan struct{}
	guard *exec.Cmd
	// alive is what the guard watches. While it is held open the test process lives, so it must not be collected.
	alive *os.File
}

// start runs the program with files as its descriptors 3, 4 …
func (p program) start(t testing.TB, files ...*os.File) *process {
	t.Helper()
	log, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatalf("open the server's log: %v", err)
	}
	defer func() { _ = log.Close() }()
	command := exec.Command(p.path, p.args...) //nolint:gosec // a script of the repository; not ended by a test's context
	command.Env = append(os.Environ(), p.environment...)
	command.Stdout, command.Stderr, command.ExtraFiles = log, log, files
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true} // a Ctrl-C in the terminal is not for the server
	if err := command.Start(); err != nil {
		t.Fatalf("start %s: %v", filepath.Base(p.path), err)
	}
	started := &process{program: p, command: command, done: make(chan struct{})}
	go started.wait()
	started.watch(t)
	return started
}

// Lasting is the function of the goroutines that last as long as a shared server: those
// that goleak may see at the end of a test process.
const Lasting = "github.com/dashkeep/dashkeep/internal/testkit/supersettest.(*process).wait"

func (p *process) wait() {
	defer close(p.done)
	_ = p.command.Wait() // how it ended is in its log
}

// guard waits for the end of its input, which is the end of the test process.
const guard = `
cat
kill "-$SIGNAL" "-$GROUP"
tries=0
while kill -0 "-$GROUP" && [ "$tries" -lt 100 ]; do tries=$((tries + 1)); sleep 0.1; done
[ -z "$FOLDER" ] || rm -rf "$FOLDER"
`

func (p *process) watch(t testing.TB) {
	t.Helper()
	watched, alive, err := os.Pipe()
	if err != nil {
		t.Fatalf("watch over the server: %v", err)
	}
	defer func() { _ = watched.Close() }()
	p.alive = alive
	p.guard = exec.Command("sh", "-c", guard) // without a context: it outlives the test process
	p.guard.Stdin = watched
	p.guard.Env = []string{
		"PATH=" + os.Getenv("PATH"), "FOLDER=" + p.program.folder,
		"GROUP=" + strconv.Itoa(p.command.Process.Pid), "SIGNAL=" + strconv.Itoa(int(p.program.kill)),
	}
	p.guard.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := p.guard.Start(); err != nil {
		t.Fatalf("watch over the server: %v", err)
	}
}

// ended says whether the program is gone.
func (p *process) ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// end sends the signal, waits, and leaves nothing of the group.
func (p *process) end(t testing.TB, signal syscall.Signal) {
	t.Helper()
	if p == nil {
		return
	}
	pid := p.command.Process.Pid
	target := pid
	if signal == p.program.kill {
		target = -pid
	}
	if err := syscall.Kill(target, signal); err != nil && !errors.Is(err, syscall.ESRCH) {
		t.Errorf("end process %d: %v", pid, err)
	}
	select {
	case <-p.done:
	case <-time.After(endWait):
		t.Errorf("process %d did not end within %s of %s", pid, endWait, signal)
	}
	_ = syscall.Kill(-pid, syscall.SIGKILL) // nobody is left, usually
	_ = p.guard.Process.Kill()
	_ = p.guard.Wait()
	_ = p.alive.Close()
}

// logTail is the end of what the server wrote, for messages.
func (p program) logTail() string {
	content, err := os.ReadFile(p.log)
	if err != nil {
		return fmt.Sprintf("its log: %v", err)
	}
	lines := strings.Split(strings.TrimSpace(string(content)), "\n")
	return strings.Join(lines[max(0, len(lines)-30):], "\n")
}
