package outcome

import (
	"encoding/json"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
)

// Entry is the latest outcome of one asset. Times that have not come are zero.
type Entry struct {
	Environment, Asset, Title string
	Owners                    []asset.Subject
	Tags                      []string
	Status                    health.Status
	Summary                   string
	// Brief is what is wrong in a few words: '3 of 6 panels', 'no data'; empty for a pass.
	Brief string
	// Cause is a sentence with the subject between backquotes; empty for a pass.
	Cause, CauseKey string
	RecordID        string
	CheckedAt       time.Time
	// Since is when the status became what it is.
	Since time.Time
	// NextCheckAt is when the asset is due next; zero when it never is.
	NextCheckAt          time.Time
	LastGoodAt           time.Time
	LastGoodVersion      int64
	DashboardVersion     int64
	RecoveredAt          time.Time
	BrokenFor            time.Duration
	Panels               int
	PanelsFailing        int
	PolicyID, PolicyName string
	// Strip are the last outcomes, at most 90, oldest first.
	Strip []health.Status
}

func (e Entry) mark() health.Mark {
	return health.Mark{
		Status: e.Status, Summary: e.Summary, Brief: e.Brief, Since: e.Since, CheckedAt: e.CheckedAt,
		Strip: health.ShortStrip(e.Strip),
	}
}

// NeverChecked reports whether there is no record of the asset.
func (e Entry) NeverChecked() bool { return e.RecordID == "" }

// Record is one outcome.
type Record struct {
	ID, Environment, Asset string
	Status                 health.Status
	Summary                string
	RunID                  string
	PolicyID, PolicyName   string
	DashboardVersion       int64
	Attempts               int
	// BrokenFor is how long the asset had been broken before; zero for no recovery.
	BrokenFor             time.Duration
	StartedAt, FinishedAt time.Time
	// Issues, Panels and Steps are nil in lists.
	Issues []check.Issue
	Panels []check.PanelResult
	Steps  []check.Step
}

// Filter chooses assets. Empty members choose all.
type Filter struct {
	Environment string
	Status      []health.Status
	// Owner is the name of one of the owners, in capitals or not.
	Owner string
	// Tags: an asset must have every one.
	Tags []string
	// Text must be in the title, the name or an owner.
	Text string
}

// Plain reports whether the filter, but for its statuses, chooses all assets.
func (f Filter) Plain() bool {
	return f.Environment == "" && f.Owner == "" && len(f.Tags) == 0 && f.Text == ""
}

// Sort is the order of a list.
type Sort string

// The orders: worst first, by title, newest change first, last checked first.
const (
	ByStatus  Sort = "status"
	ByName    Sort = "name"
	BySince   Sort = "since"
	ByChecked Sort = "checked"
)

// NewFor is how long a failing asset counts as new.
const NewFor = 24 * time.Hour

// Page is one page of entries with what its head shows.
type Page struct {
	Entries []Entry
	// Next is the cursor of the next page; empty on the last.
	Next string
	// Counts are of all assets that match the filter without its statuses.
	Counts health.Counts
	Total  int
	// NewFailing are the assets that fail for less than a day.
	NewFailing    int
	LastCheckedAt time.Time
	NextCheckAt   time.Time
	// Environments, Tags and Owners are given with the first page only.
	Environments []Environment
	Tags, Owners []Facet
}

// Facet is a value of a filter with the number of its assets.
type Facet struct {
	Value string
	Count int
}

// Environment is where assets are, and how they are.
type Environment struct {
	asset.Environment
	health.Standing
}

// CauseGroup are the assets that are not healthy for one reason.
type CauseGroup struct {
	Key, Code, Subject, Sentence string
	Status                       health.Status
	Environments                 []string
	Count                        int
	// Since is when the first of them became so.
	Since time.Time
	IsNew bool
	// Entries are at most 50.
	Entries []Entry
}

// Causes are the groups, worst and biggest first.
type Causes struct {
	Groups        []CauseGroup
	Counts        health.Counts
	NewFailing    int
	LastCheckedAt time.Time
	NextCheckAt   time.Time
}

// Report is everything about one asset.
type Report struct {
	Entry Entry
	// Record is nil when the asset was never checked.
	Record *Record
	// History are the last 90 records without their documents, oldest first.
	History       []Record
	HistoryCounts health.Counts
	Changed       []Change
	// SameCause are other assets with the same cause, at most 50.
	SameCause []Entry
}

// Change is something that is otherwise than at the last good check.
type Change struct {
	What, Text             string
	FromVersion, ToVersion int64
}

// Badges are the numbers of the navigation.
type Badges struct {
	Counts                 health.Counts
	Running, AwaitingInput int
}

// StatusEvent is the data of a health event.
type StatusEvent struct {
	Environment string        `json:"environment"`
	Asset       string        `json:"asset"`
	Status      health.Status `json:"status"`
	// Failing is the number of failing assets of the project after the change.
	Failing int `json:"failing"`
}

// Encode writes what can always be encoded.
func Encode(value any) json.RawMessage {
	encoded, _ := json.Marshal(value) // structs of texts, numbers and times can always be encoded
	return encoded
}
