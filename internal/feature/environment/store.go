package environment

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

type store struct {
	db  *sqldb.DB
	box *secret.Box
}

type serverRow struct {
	bun.BaseModel `bun:"table:environment,alias:environment"`

	ID          string      `bun:"id,pk"`
	Project     string      `bun:"project"`
	Name        string      `bun:"name"`
	Folded      string      `bun:"name_folded"`
	Kind        asset.Kind  `bun:"kind"`
	Stage       asset.Stage `bun:"stage"`
	URL         string      `bun:"url"`
	SignIn      SignInKind  `bun:"sign_in"`
	Username    string      `bun:"username"`
	Sealed      []byte      `bun:"sealed"`
	SealedAt    sqldb.Time  `bun:"sealed_at"`
	HeaderNames sqldb.JSON  `bun:"header_names"`
	CA          string      `bun:"ca"`
	Insecure    bool        `bun:"insecure"`
	Requests    int         `bun:"requests"`
	Charts      int         `bun:"charts"`
	Protected   bool        `bun:"protected"`
	Revision    int64       `bun:"revision"`
	CreatedAt   sqldb.Time  `bun:"created_at"`
	UpdatedAt   sqldb.Time  `bun:"updated_at"`
	UpdatedBy   string      `bun:"updated_by"`
	TestedAt    *sqldb.Time `bun:"tested_at"`
	Test        sqldb.JSON  `bun:"test"`
}

// sealedForm is what is secret of a sign-in, as it is encrypted.
type sealedForm struct {
	Password string            `json:"password,omitempty"`
	Token    string            `json:"token,omitempty"`
	Cookie   string            `json:"cookie,omitempty"`
	Headers  map[string]string `json:"headers,omitempty"`
}

func rowName(id string) string { return "environment/" + id }

func (s *store) seal(id string, k secrets) ([]byte, error) {
	form := sealedForm{Headers: map[string]string{}}
	k.password.Use(func(plain string) { form.Password = plain })
	k.token.Use(func(plain string) { form.Token = plain })
	k.cookie.Use(func(plain string) { form.Cookie = plain })
	for name, value := range k.headers {
		value.Use(func(plain string) { form.Headers[name] = plain })
	}
	plain, err := json.Marshal(form)
	if err != nil {
		return nil, fmt.Errorf("encode credentials: %w", err)
	}
	sealed, err := s.box.Seal(plain, rowName(id))
	if err != nil {
		return nil, fmt.Errorf("seal credentials: %w", err)
	}
	return sealed, nil
}

func (s *store) open(row serverRow) (secrets, error) {
	plain, err := s.box.Open(row.Sealed, rowName(row.ID))
	if err != nil {
		return secrets{}, fmt.Errorf("open the credentials of environment %s: %w", row.ID, err)
	}
	var form sealedForm
	if err := json.Unmarshal(plain, &form); err != nil {
		return secrets{}, fmt.Errorf("decode the credentials of environment %s: %w", row.ID, err)
	}
	k := secrets{
		password: secret.New(form.Password), token: secret.New(form.Token), cookie: secret.New(form.Cookie),
		headers: make(map[string]secret.Text, len(form.Headers)),
	}
	for name, value := range form.Headers {
		k.headers[name] = secret.New(value)
	}
	return k, nil
}

func (s *store) rowOf(v Server) (serverRow, error) {
	sealed, err := s.seal(v.ID, v.secrets)
	if err != nil {
		return serverRow{}, err
	}
	names, err := json.Marshal(slices.Sorted(maps.Keys(v.secrets.headers)))
	if err != nil {
		return serverRow{}, fmt.Errorf("encode the names of headers: %w", err)
	}
	return serverRow{
		ID: v.ID, Project: v.Project, Name: v.Name, Folded: fold(v.Name), Kind: v.Kind, Stage: v.Stage, URL: v.URL,
		SignIn: v.SignIn, Username: v.Username, Sealed: sealed, SealedAt: sqldb.At(v.CredentialsAt), HeaderNames: names,
		CA: v.CA, Insecure: v.Insecure, Requests: v.Requests, Charts: v.Charts, Protected: v.Protected,
		Revision: v.Revision, CreatedAt: sqldb.At(v.CreatedAt), UpdatedAt: sqldb.At(v.UpdatedAt), UpdatedBy: v.UpdatedBy,
	}, nil
}

func (r serverRow) server() (Server, error) {
	v := Server{
		ID: r.ID, Project: r.Project, Kind: r.Kind, Revision: r.Revision, CredentialsAt: r.SealedAt.Time,
		CreatedAt: r.CreatedAt.Time, UpdatedAt: r.UpdatedAt.Time, UpdatedBy: r.UpdatedBy,
		Settings: Settings{
			Name: r.Name, Stage: r.Stage, URL: r.URL, SignIn: r.SignIn, Username: r.Username, CA: r.CA,
			Insecure: r.Insecure, Requests: r.Requests, Charts: r.Charts, Protected: r.Protected,
		},
	}
	if err := json.Unmarshal(r.HeaderNames, &v.HeaderNames); err != nil {
		return Server{}, fmt.Errorf("decode the headers of environment %s: %w", r.ID, err)
	}
	if r.TestedAt != nil {
		v.TestedAt = r.TestedAt.Time
		if err := json.Unmarshal(r.Test, &v.Tested); err != nil {
			return Server{}, fmt.Errorf("decode the test of environment %s: %w", r.ID, err)
		}
	}
	return v, nil
}

// list gives the servers of a project by name, without what is secret.
func (s *store) list(ctx context.Context, scope access.Scope) ([]Server, error) {
	var rows []serverRow
	err := s.db.Read().NewSelect().Model(&rows).Where("project = ?", scope.Project()).OrderExpr("name_folded").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list environments: %w", err)
	}
	servers := make([]Server, 0, len(rows))
	for _, row := range rows {
		one, err := row.server()
		if err != nil {
			return nil, err
		}
		servers = append(servers, one)
	}
	return servers, nil
}

// get gives a server with what is secret. Kind of error: not_found.
func (s *store) get(ctx context.Context, db bun.IDB, scope access.Scope, id string) (Server, error) {
	var row serverRow
	err := db.NewSelect().Model(&row).Where("project = ?", scope.Project()).Where("id = ?", id).OrderExpr("id").Limit(1).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return Server{}, missing()
	}
	if err != nil {
		return Server{}, fmt.Errorf("read an environment: %w", err)
	}
	found, err := row.server()
	if err != nil {
		return Server{}, err
	}
	found.secrets, err = s.open(row)
	return found, err
}

func missing() error {
	return apperror.New(apperror.NotFound, "There is no such environment in this project")
}

// insert adds a server. Kind of error: conflict for a name that is taken.
func (s *store) insert(ctx context.Context, tx *sqldb.Tx, v Server) error {
	row, err := s.rowOf(v)
	if err != nil {
		return err
	}
	result, err := tx.NewInsert().Model(&row).On("CONFLICT (project, name_folded) DO NOTHING").Returning("NULL").Exec(ctx)
	if err != nil {
		return fmt.Errorf("add an environment: %w", err)
	}
	if count, err := result.RowsAffected(); err != nil || count == 1 {
		return err
	}
	return nameTaken(v.Name)
}

func nameTaken(name string) error {
	return apperror.New(apperror.Conflict, "There is an environment called %s already", name).WithCode("name_taken").
		WithField("body.name", "is taken")
}

// update writes a server of which the caller has read the revision before. Kinds of
// error: conflict for a name that is taken, and when somebody else was faster.
func (s *store) update(ctx context.Context, tx *sqldb.Tx, v Server, was int64) error {
	row, err := s.rowOf(v)
	if err != nil {
		return err
	}
	taken, err := tx.NewSelect().Table("environment").Where("project = ?", v.Project).Where("name_folded = ?", row.Folded).
		Where("id <> ?", v.ID).Count(ctx)
	if err != nil {
		return fmt.Errorf("look for the name of an environment: %w", err)
	}
	if taken > 0 {
		return nameTaken(v.Name)
	}
	result, err := tx.NewUpdate().Model(&row).ExcludeColumn("tested_at", "test", "created_at", "project", "kind").
		Where("id = ?", v.ID).Where("project = ?", v.Project).Where("revision = ?", was).Exec(ctx)
	if err != nil {
		return fmt.Errorf("change an environment: %w", err)
	}
	if count, err := result.RowsAffected(); err != nil || count == 1 {
		return err
	}
	return changedMeanwhile()
}

func changedMeanwhile() error {
	return apperror.New(apperror.Conflict, "Somebody has changed this environment meanwhile. Read it again").
		WithCode("changed_meanwhile")
}

// keepTest writes what a test found, if the server is still as it was tested.
func (s *store) keepTest(ctx context.Context, tx *sqldb.Tx, v Server, report Report) error {
	encoded, err := json.Marshal(report)
	if err != nil {
		return fmt.Errorf("encode the test of an environment: %w", err)
	}
	_, err = tx.NewUpdate().Table("environment").Set("tested_at = ?", sqldb.At(tx.Now())).Set("test = ?", sqldb.JSON(encoded)).
		Where("id = ?", v.ID).Where("project = ?", v.Project).Where("revision = ?", v.Revision).Exec(ctx)
	if err != nil {
		return fmt.Errorf("keep the test of an environment: %w", err)
	}
	return nil
}

// remove deletes a server. Kind of error: not_found.
func (s *store) remove(ctx context.Context, tx *sqldb.Tx, scope access.Scope, id string) error {
	result, err := tx.NewDelete().Table("environment").Where("project = ?", scope.Project()).Where("id = ?", id).Exec(ctx)
	if err != nil {
		return fmt.Errorf("delete an environment: %w", err)
	}
	if count, err := result.RowsAffected(); err != nil || count == 1 {
		return err
	}
	return missing()
}

// purge deletes all of a project.
func (s *store) purge(ctx context.Context, tx *sqldb.Tx, project string) error {
	if _, err := tx.NewDelete().Table("environment").Where("project = ?", project).Exec(ctx); err != nil {
		return fmt.Errorf("delete the project's environments: %w", err)
	}
	return nil
}
