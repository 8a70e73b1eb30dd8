package account

import (
	"regexp"
	"time"
	"unicode/utf8"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/oneline"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

const (
	longestLogin = 64
	longestName  = 100
)

// User is a person, or a machine, that signs in.
type User struct {
	bun.BaseModel `bun:"table:account"`

	ID          string `bun:"id,pk"`
	Login       string `bun:"login"`
	LoginFolded string `bun:"login_folded"`
	DisplayName string `bun:"display_name"`
	Email       string `bun:"email"`
	// EmailFolded is empty where there is no email, and where another user has it.
	EmailFolded  string      `bun:"email_folded"`
	PasswordHash string      `bun:"password_hash"`
	IsAdmin      bool        `bun:"is_admin"`
	Disabled     bool        `bun:"disabled"`
	CreatedAt    sqldb.Time  `bun:"created_at"`
	UpdatedAt    sqldb.Time  `bun:"updated_at"`
	LastSeenAt   *sqldb.Time `bun:"last_seen_at"`
}

// Purpose is what a one-time link is for.
type Purpose string

// The purposes.
const (
	Setup    Purpose = "setup"
	Password Purpose = "password"
)

// Link is a one-time link by which a user sets a password.
type Link struct {
	bun.BaseModel `bun:"table:one_time_link"`

	ID         string     `bun:"id,pk"`
	AccountID  string     `bun:"account_id"`
	Purpose    Purpose    `bun:"purpose"`
	SecretHash []byte     `bun:"secret_hash"`
	CreatedAt  sqldb.Time `bun:"created_at"`
	ExpiresAt  sqldb.Time `bun:"expires_at"`
}

var loginForm = regexp.MustCompile(`^[a-zA-Z0-9]([a-zA-Z0-9._@-]*[a-zA-Z0-9])?$`)

func checkLogin(login string) error {
	if len(login) > longestLogin || !loginForm.MatchString(login) {
		return apperror.InvalidField("login", "must be 1 to %d letters, digits and . _ @ - in between", longestLogin)
	}
	return nil
}

func checkDisplayName(name string) error {
	return checkLine("display_name", name)
}

// checkLine checks a name that people read.
func checkLine(field, name string) error {
	switch {
	case utf8.RuneCountInString(name) > longestName:
		return apperror.InvalidField(field, "must be one line of at most %d characters", longestName)
	case !oneline.Holds(name):
		return apperror.InvalidField(field, "must be %s", oneline.Form)
	}
	return nil
}

// How long links are good.
const (
	linkLifetime  = 24 * time.Hour
	setupLifetime = time.Hour
)
