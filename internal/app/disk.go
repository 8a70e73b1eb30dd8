package app

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/platform/config"
	"github.com/dashkeep/dashkeep/internal/platform/machine"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// diskEvery is how often the log is told when the room on the disk changes.
const diskEvery = 15 * time.Second

// checkDisk tells how much room the data folder has, and whether the database
// still finds some.
func (p *program) checkDisk() api.SystemCheck {
	check := api.SystemCheck{Name: "Disk", State: api.SystemCheckStateOk}
	space, err := machine.SpaceAt(p.settings.Data)
	if err != nil {
		check.State, check.Text = api.SystemCheckStateWarning, "the room in "+p.settings.Data+" can't be read"
		return check
	}
	room := fmt.Sprintf("%s of %s free", bytesText(space.Free), bytesText(space.Total))
	switch {
	case space.Full():
		check.State = api.SystemCheckStateFailed
		check.Text = "full: nothing can be saved until there is room on the disk of " + p.settings.Data
	case p.db.Full() && p.db.Engine() == sqldb.PostgreSQL:
		check.State = api.SystemCheckStateFailed
		check.Text = "the disk of the database server is full: nothing can be saved until there is room there"
	case p.db.Full():
		check.State = api.SystemCheckStateFailed
		check.Text = "full: the last write to " + p.settings.Data + " found no room (" + room + ", perhaps a quota)"
	case space.Low():
		check.State = api.SystemCheckStateWarning
		check.Text = "only " + room + " on the disk of " + p.settings.Data
	default:
		check.Text = room
	}
	return check
}

// watchDisk tells the log when room gets short, when it is gone, and when it is
// back.
func (p *program) watchDisk(ctx context.Context) {
	watching, stop := context.WithCancel(context.WithoutCancel(ctx))
	var group sync.WaitGroup
	group.Go(func() {
		ticker := time.NewTicker(diskEvery)
		defer ticker.Stop()
		for last := api.SystemCheckStateOk; ; {
			check := p.checkDisk()
			if check.State != last {
				p.log.LogAttrs(watching, diskLevel(check.State), "disk space", slog.String("state", string(check.State)),
					slog.String("says", check.Text))
			}
			last = check.State
			select {
			case <-watching.Done():
				return
			case <-ticker.C:
			}
		}
	})
	p.onClose(func(context.Context) error {
		stop()
		group.Wait()
		return nil
	})
}

func diskLevel(state api.SystemCheckState) slog.Level {
	switch state {
	case api.SystemCheckStateFailed:
		return slog.LevelError
	case api.SystemCheckStateWarning:
		return slog.LevelWarn
	default:
		return slog.LevelInfo
	}
}

// bytesText writes a size in its largest whole unit.
func bytesText(bytes uint64) string {
	const step = 1024
	units := []string{"B", "KiB", "MiB", "GiB", "TiB"}
	value, unit := float64(bytes), 0
	for value >= step && unit < len(units)-1 {
		value, unit = value/step, unit+1
	}
	if unit == 0 || value >= 10 {
		return fmt.Sprintf("%.0f %s", value, units[unit])
	}
	return fmt.Sprintf("%.1f %s", value, units[unit])
}

// memoryShare is how much of the memory the runtime may fill before it collects
// garbage harder: the rest is for what it does not count.
const memoryShare = 0.9

// limitMemory keeps the runtime below the memory of the container, or of the
// machine, unless GOMEMLIMIT says otherwise.
func limitMemory(ctx context.Context, log *slog.Logger, explicit string, memory machine.Memory) {
	if explicit != "" || memory.Bytes <= 0 {
		return
	}
	limit := int64(float64(memory.Bytes) * memoryShare)
	debug.SetMemoryLimit(limit)
	log.LogAttrs(ctx, slog.LevelDebug, "memory limit set", slog.Int64("bytes", limit), slog.String("from", memory.From))
}

// processVariable is a variable of the process that is not a setting.
func processVariable(name string) string {
	for _, entry := range config.Environ() {
		if value, found := strings.CutPrefix(entry, name+"="); found {
			return value
		}
	}
	return ""
}

// inWords says what failed as people can act on it, where the database's failure
// is known; the cause follows.
func inWords(err error) error {
	if outage := sqldb.Outage(err); outage != nil {
		return outage
	}
	return err
}
