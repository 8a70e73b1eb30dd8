package imports

import (
	"cmp"
	"context"
	"slices"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/origin"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// ImportSource is a datasource that an imported document names.
type ImportSource struct {
	// Name is as the document has it, Kind the word for its type there.
	Name, Kind string
	// Queries is how many queries and variables ask it.
	Queries int
	// Variable is set when a variable of the dashboard chooses it, Inline when the
	// document brings it, Drawable when charts can ask one of its kind.
	Variable, Inline, Drawable bool
	// Here is the datasource of this project that it becomes; empty is the default one,
	// or none. Found is false for a name that this project does not have.
	Here  string
	Found bool
}

// here is what a project has to ask.
type here struct {
	kinds map[string]string
	// usual is the name of the default Prometheus.
	usual string
}

func (i *Importer) sourcesHere(ctx context.Context, scope access.Scope, in Import) (here, error) {
	kinds, err := i.datasources.Kinds(ctx, i.db.Read(), scope)
	if err != nil {
		return here{}, err //nolint:wrapcheck // says what was done
	}
	if _, exists := dashboard.LookUp(kinds, in.Datasource); in.Datasource != "" && !exists {
		return here{}, apperror.InvalidField("datasource", "this project has no such datasource")
	}
	for name, mapped := range in.Datasources {
		if _, exists := dashboard.LookUp(kinds, mapped); mapped != "" && !exists {
			return here{}, apperror.InvalidField(jsonstrict.Join("datasources", name), "this project has no such datasource")
		}
	}
	usual, err := i.datasources.Default(ctx, scope, perses.PrometheusDatasource)
	if err != nil {
		return here{}, err //nolint:wrapcheck // says what was done
	}
	return here{kinds: kinds, usual: usual}, nil
}

func (h here) kindOf(name string) string {
	kind, _ := dashboard.LookUp(h.kinds, name)
	return kind
}

func (h here) defaultOf(in Import) string { return cmp.Or(in.Datasource, h.usual) }

func (h here) ofGrafana(sources []origin.Source, in Import) []ImportSource {
	var made []ImportSource
	for _, source := range sources {
		mapped := ImportSource{
			Name: source.Name, Kind: source.Kind, Queries: source.Queries, Variable: source.Variable, Drawable: source.Drawable(),
		}
		if mapped.Drawable {
			mapped.Here = cmp.Or(in.Datasources[source.Name], h.defaultOf(in))
			mapped.Found = mapped.Here != ""
		}
		made = append(made, mapped)
	}
	return made
}

// ofPerses lists what a Perses document names, and puts what it is mapped to in place.
func (h here) ofPerses(d *perses.Document, in Import) []ImportSource {
	var made []ImportSource
	to := map[string]perses.DatasourceRef{}
	for _, use := range perses.SourceUses(d) {
		source := ImportSource{
			Name: use.Name, Kind: use.Kind, Queries: use.Uses, Inline: use.Inline, Drawable: use.Kind == perses.PrometheusDatasource,
			Here: use.Name,
		}
		if mapped, chosen := in.Datasources[use.Name]; chosen {
			kind := cmp.Or(h.kindOf(mapped), use.Kind)
			to[use.Name], source.Here = perses.DatasourceRef{Kind: kind, Name: mapped}, cmp.Or(mapped, h.usual)
		}
		if in.Datasource != "" {
			source.Here = in.Datasource
		}
		source.Found = use.Inline || h.kindOf(source.Here) != ""
		made = append(made, source)
	}
	perses.Rename(d, to)
	return made
}

// adopt makes a foreign document one of this project: the project is set, and
// every datasource reference is replaced when one is given.
func (h here) adopt(scope access.Scope, d *perses.Document, in Import, result *Imported) {
	d.Root().Get("metadata").Set("project", jsonstrict.NewString(scope.Project()))
	if result.Format == FormatPerses {
		result.Sources = h.ofPerses(d, in)
	}
	if in.Datasource != "" {
		perses.Redirect(d, perses.DatasourceRef{Kind: h.kindOf(in.Datasource), Name: in.Datasource})
	}
	addTags(d, in.Tags)
}

func addTags(d *perses.Document, tags []string) {
	all := d.Root().Get("metadata", "tags")
	if len(tags) > 0 && !all.Is(jsonstrict.Array) {
		all = jsonstrict.NewArray()
		d.Root().Get("metadata").Set("tags", all)
	}
	for _, tag := range tags {
		if !slices.Contains(d.Tags(), tag) {
			all.Append(jsonstrict.NewString(tag))
		}
	}
}
