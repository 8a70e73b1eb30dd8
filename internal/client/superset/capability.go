package superset

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/dashkeep/dashkeep/internal/client/superset/object"
	"github.com/dashkeep/dashkeep/internal/client/superset/refusal"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

// Knowledge is yes, no, or not known.
type Knowledge string

// The values.
const (
	Yes     Knowledge = "yes"
	No      Knowledge = "no"
	Unknown Knowledge = "unknown"
)

func known(fact bool) Knowledge {
	if fact {
		return Yes
	}
	return No
}

// Capabilities are what a server has, as far as it tells this account.
type Capabilities struct {
	// Owners is what objects have up to 6.1, Editors what they have from 7.0 on.
	Owners, Editors Knowledge
	// Bin is whether deleted objects can be listed and restored. Whether a deletion goes into
	// it is a switch of the server's that it does not tell.
	Bin Knowledge
	// Tags is whether there are tags, Tunnels whether SSH tunnels are switched on.
	Tags, Tunnels Knowledge
	// FindsUUID is whether lists can be searched by UUID.
	FindsUUID Knowledge
	// Engines are the kinds of database that it has drivers for.
	Engines []Engine
}

// Engine is a kind of database.
type Engine struct {
	// Name is for people, Engine what its URI begins with.
	Name   object.Word `json:"name"`
	Engine object.Word `json:"engine"`
	// Drivers are what may follow the engine's name and a plus sign.
	Drivers []object.Word `json:"available_drivers"`
}

// Drives reports whether the server has a driver for a URI that begins with an engine and,
// where it is not empty, a driver.
func (c Capabilities) Drives(engine, driver string) bool {
	return slices.ContainsFunc(c.Engines, func(e Engine) bool {
		return string(e.Engine) == engine && (driver == "" || slices.Contains(e.Drivers, object.Word(driver)))
	})
}

// binOperator is the filter that lists the bin.
const binOperator = "dashboard_deleted_state"

// info is what the server tells of a kind of object and this account.
type info struct {
	Permissions []string `json:"permissions"`
	EditColumns []struct {
		Name string `json:"name"`
	} `json:"edit_columns"`
	Filters map[string][]struct {
		Operator string `json:"operator"`
	} `json:"filters"`
}

func (i info) may(permission string) bool { return slices.Contains(i.Permissions, permission) }

func (i info) edits(column string) bool {
	return slices.ContainsFunc(i.EditColumns, func(c struct {
		Name string `json:"name"`
	},
	) bool {
		return c.Name == column
	})
}

func (i info) has(operator string) bool {
	for _, each := range i.Filters["id"] {
		if each.Operator == operator {
			return true
		}
	}
	return false
}

// dashboardInfo asks what dashboards have here and what the account may do with them.
func (c *Client) dashboardInfo(ctx context.Context) (info, error) {
	const op = "ask what dashboards have"
	var said info
	a, err := c.ask(ctx, call{
		op: op, path: "/api/v1/dashboard/_info", query: url.Values{"q": {"(keys:!(permissions,edit_columns,filters))"}}, repeat: true,
	})
	if err != nil {
		return said, err
	}
	return said, a.decode(op, &said)
}

// Capabilities asks what the server has. What it does not tell this account is Unknown; the
// error is of a call that failed for another reason.
func (c *Client) Capabilities(ctx context.Context) (Capabilities, error) {
	told, err := c.dashboardInfo(ctx)
	if err != nil {
		return Capabilities{}, err
	}
	caps := capabilitiesOf(told)
	if caps.Tags, err = c.tags(ctx); err != nil {
		return caps, err
	}
	caps.Engines, err = c.engines(ctx)
	if reason := ReasonOf(err); reason == Forbidden || reason == NotFound {
		err = nil
	}
	if err == nil {
		caps.Tunnels, err = c.tunnels(ctx)
	}
	return caps, err
}

func capabilitiesOf(told info) Capabilities {
	caps := Capabilities{Owners: Unknown, Editors: Unknown, Bin: Unknown, Tags: Unknown, Tunnels: Unknown, FindsUUID: Unknown}
	if len(told.EditColumns) > 0 {
		caps.Owners, caps.Editors = known(told.edits("owners")), known(told.edits("editors"))
	}
	if len(told.Filters) > 0 {
		_, byUUID := told.Filters["uuid"]
		caps.Bin, caps.FindsUUID = known(told.has(binOperator)), known(byUUID)
	}
	return caps
}

func (c *Client) tags(ctx context.Context) (Knowledge, error) {
	_, err := c.ask(ctx, call{op: "list tags", path: "/api/v1/tag/", query: url.Values{"q": {"(page_size:1)"}}, repeat: true})
	switch ReasonOf(err) {
	case "":
		return known(err == nil), nil
	case NotFound:
		return No, nil
	case Forbidden:
		return Unknown, nil
	default:
		return Unknown, err
	}
}

func (c *Client) engines(ctx context.Context) ([]Engine, error) {
	const op = "list drivers"
	a, err := c.ask(ctx, call{op: op, path: "/api/v1/database/available/", repeat: true})
	if err != nil {
		return nil, err
	}
	var said struct {
		Databases []Engine `json:"databases"`
	}
	return said.Databases, a.decode(op, &said)
}

// tunnels finds out whether SSH tunnels are switched on, by a bundle that is refused: with
// them it lacks the tunnel's password, without them the server says so. Where the account may
// not import it is Unknown.
func (c *Client) tunnels(ctx context.Context) (Knowledge, error) {
	err := c.tryImport(ctx, true)
	refused, ok := errors.AsType[*Error](err)
	switch {
	case ok && refused.Has(refusal.TunnelOff):
		return No, nil
	case ok && refused.Has(refusal.NeedsTunnelPassword):
		return Yes, nil
	case ok && refused.Reason != Forbidden && refused.Reason != Refused && refused.Reason != NotFound:
		return Unknown, err
	default:
		return Unknown, nil
	}
}

// tryImport gives the server a bundle that it must refuse for two reasons, either of which is
// enough: it is of no kind that there is, and the password of its database is missing. So the
// right to import, the token and the form are tried and nothing is changed. The error is Refused
// with refusal.WrongType when all of them are well.
func (c *Client) tryImport(ctx context.Context, tunnel bool) error {
	const op = "try an import"
	var content bytes.Buffer
	archive := zip.NewWriter(&content)
	database := "database_name: Dashkeep tries an import\nsqlalchemy_uri: postgresql://nobody:XXXXXXXXXX@127.0.0.1:9/nothing\n" +
		"uuid: 7d1c5e0a-52c4-4f6e-9a53-0f6b3d0c9e11\nversion: 1.0.0\n"
	if tunnel {
		database += "ssh_tunnel:\n  server_address: 127.0.0.1\n  server_port: 9\n  username: nobody\n  password: XXXXXXXXXX\n"
	}
	for _, file := range [][2]string{
		{"metadata.yaml", "version: 1.0.0\ntype: NothingThatExists\ntimestamp: '2026-01-01T00:00:00+00:00'\n"},
		{"databases/nothing.yaml", database},
	} {
		writer, err := archive.Create("trial/" + file[0])
		if err == nil {
			_, err = writer.Write([]byte(file[1]))
		}
		if err != nil {
			return &Error{Op: op, Reason: Failed, Message: "the trial can't be written", cause: err}
		}
	}
	if err := archive.Close(); err != nil {
		return &Error{Op: op, Reason: Failed, Message: "the trial can't be written", cause: err}
	}
	_, err := c.ask(ctx, call{
		op: op, method: http.MethodPost, path: "/api/v1/dashboard/import/", repeat: true,
		content: upstream.Form([]upstream.Part{
			{Name: "formData", FileName: "trial.zip", ContentType: "application/zip", Content: content.Bytes()},
		}),
	})
	if err == nil {
		return &Error{Op: op, Reason: Unreadable, Message: "the server took a bundle that it must refuse"}
	}
	return err
}
