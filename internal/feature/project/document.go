package project

import (
	"encoding/json"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/oneline"
)

// projectDocument is a project in the form of Perses.
type projectDocument struct {
	Kind     string          `json:"kind"`
	Metadata projectMetadata `json:"metadata"`
	Spec     projectSpec     `json:"spec"`
}

type projectMetadata struct {
	Name      string `json:"name"`
	CreatedAt string `json:"createdAt,omitempty"`
	UpdatedAt string `json:"updatedAt,omitempty"`
	Version   int64  `json:"version"`
}

type projectSpec struct {
	Display *projectDisplay `json:"display,omitempty"`
}

type projectDisplay struct {
	Name        string `json:"name,omitempty"`
	Description string `json:"description,omitempty"`
}

const longestDescription = 200

func readProject(document json.RawMessage) (projectDocument, error) {
	var project projectDocument
	if err := json.Unmarshal(document, &project); err != nil {
		return project, apperror.InvalidField("body", "must be a project: kind, metadata and spec").WithCause(err)
	}
	if project.Kind != "Project" {
		return project, apperror.InvalidField("kind", "must be Project")
	}
	if err := checkName("metadata.name", project.Metadata.Name); err != nil {
		return project, err
	}
	project.Metadata.Name = asset.FoldName(project.Metadata.Name)
	if display := project.Spec.Display; display != nil {
		if utf8.RuneCountInString(display.Name) > longestName {
			return project, apperror.InvalidField("spec.display.name", "must be at most %d characters long", longestName)
		}
		if !oneline.Holds(display.Name) {
			return project, apperror.InvalidField("spec.display.name", "must be %s", oneline.Form)
		}
		if utf8.RuneCountInString(display.Description) > longestDescription {
			return project, apperror.InvalidField("spec.display.description", "must be at most %d characters long", longestDescription)
		}
	}
	return project, nil
}

func (d projectDocument) row() (Project, error) {
	spec, err := json.Marshal(d.Spec)
	if err != nil {
		return Project{}, fmt.Errorf("encode project: %w", err)
	}
	row := Project{Name: d.Metadata.Name, Document: string(spec), DisplayName: d.Metadata.Name}
	if d.Spec.Display != nil && d.Spec.Display.Name != "" {
		row.DisplayName = d.Spec.Display.Name
	}
	return row, nil
}

// Encode gives the project in the form of Perses.
func (p Project) Encode() (json.RawMessage, error) {
	var spec projectSpec
	if err := json.Unmarshal([]byte(p.Document), &spec); err != nil {
		return nil, fmt.Errorf("decode project %s: %w", p.Name, err)
	}
	return json.Marshal(projectDocument{
		Kind: "Project", Spec: spec, Metadata: projectMetadata{
			Name: p.Name, CreatedAt: p.CreatedAt.UTC().Format(time.RFC3339Nano),
			UpdatedAt: p.UpdatedAt.UTC().Format(time.RFC3339Nano), Version: p.Version,
		},
	})
}
