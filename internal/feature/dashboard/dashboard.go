package dashboard

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// State is where a dashboard is in its life.
type State string

// The states.
const (
	Draft    State = "draft"
	Active   State = "active"
	Archived State = "archived"
)

// binDays is how long an archived dashboard can be restored.
const binDays = 30

// Dashboard is one dashboard with its latest document.
type Dashboard struct {
	ID, Project, Name string
	Title             string
	Description       string
	State             State
	Version           int64
	Tags              []string
	Panels            int
	OwnerID, Owner    string
	CreatedAt         time.Time
	UpdatedAt         time.Time
	UpdatedBy         string
	// ArchivedAt is zero unless the dashboard is in the bin.
	ArchivedAt time.Time
	// Document is the document as it is saved, in JSON.
	Document json.RawMessage
	// Warnings are of the save that gave this: what is kept but deserves a look.
	Warnings []apperror.Field
}

func (d Dashboard) with(warnings []apperror.Field) Dashboard {
	d.Warnings = warnings
	return d
}

// ETag names the version of the document for If-Match and If-None-Match.
func (d Dashboard) ETag() string { return etag(d.ID, d.Version) }

// PurgeAt is when the bin drops the dashboard; zero when it is not in the bin.
func (d Dashboard) PurgeAt() time.Time {
	if d.ArchivedAt.IsZero() {
		return time.Time{}
	}
	return d.ArchivedAt.AddDate(0, 0, binDays)
}

// etag holds the id too: a name that was purged and taken again starts at zero.
func etag(id string, version int64) string {
	return fmt.Sprintf(`"%d.%s"`, version, id[max(0, len(id)-12):])
}

// matches reports whether an If-Match or If-None-Match header names the tag.
func matches(header, tag string) bool {
	for candidate := range strings.SplitSeq(header, ",") {
		candidate = strings.TrimPrefix(strings.TrimSpace(candidate), "W/")
		if candidate == "*" || candidate == tag {
			return true
		}
	}
	return false
}

// baseVersion is the version that an If-Match header was made from.
func baseVersion(header string) (int64, bool) {
	var version int64
	text := strings.TrimPrefix(strings.TrimSpace(header), "W/")
	n, err := fmt.Sscanf(text, `"%d.`, &version)
	return version, n == 1 && err == nil
}

// Version is one saved version without its document.
type Version struct {
	Version int64
	SavedAt time.Time
	SavedBy string
	Message string
	// Summary says in a sentence what changed.
	Summary string
	// RestoredFrom is the version that this one brings back; nil otherwise.
	RestoredFrom *int64
	Current      bool
}

func notFound(what string) error {
	return apperror.New(apperror.NotFound, "There is no such %s", what)
}

func inBin(name string) error {
	return apperror.New(apperror.Conflict,
		"The dashboard %s is in the bin. Restore it, or delete it for ever, first", name).
		WithCode("in_bin").WithDetail("state", string(Archived))
}

// searchText is what the catalog's search looks through.
func searchText(d *perses.Document, metrics []string, owner string) string {
	parts := append([]string{d.Name(), d.Title(), d.Description(), owner}, d.Tags()...)
	for _, panel := range perses.Panels(d) {
		parts = append(parts, panel.Title)
	}
	text := strings.ToLower(strings.Join(append(parts, metrics...), "\n"))
	const longest = 16_000
	if len(text) > longest {
		text = strings.ToValidUTF8(text[:longest], "")
	}
	return text
}

// LongestPage is how many dashboards, or versions, a page has at most.
const LongestPage = 100

// usualPage is how many a page has that asks for none.
const usualPage = 20

// PageSize is how many entries a page has of which limit were asked for.
func PageSize(limit int) int {
	if limit <= 0 {
		return usualPage
	}
	return min(limit, LongestPage)
}
