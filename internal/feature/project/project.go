package project

import (
	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Default is the name of the project that the first start makes.
const Default = "default"

// longestName is how many characters a display name may have.
const longestName = 100

// Project is a tenant. Document is its form for Perses' clients.
type Project struct {
	bun.BaseModel `bun:"table:project"`

	Name        string     `bun:"name,pk"`
	DisplayName string     `bun:"display_name"`
	Document    string     `bun:"document"`
	Version     int64      `bun:"version"`
	CreatedAt   sqldb.Time `bun:"created_at"`
	UpdatedAt   sqldb.Time `bun:"updated_at"`
}

// Member is a user's place in a project.
type Member struct {
	access.Person

	Role  access.Role
	Since sqldb.Time
}

// Membership is a project as one of its members sees it. Role is empty for an
// administrator who is no member.
type Membership struct {
	Name        string      `bun:"name"`
	DisplayName string      `bun:"display_name"`
	Role        access.Role `bun:"role"`
}

func checkName(field, name string) error {
	if !asset.ValidName(name) {
		return apperror.InvalidField(field, "must be %s", asset.NameForm)
	}
	return nil
}
