package environment_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/feature/environment"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// shelf has the same two dashboards in every project, and more when it is large.
type shelf struct{ more int }

func (s shelf) Page(
	_ context.Context, _ access.Scope, in asset.Environment, after string, limit int,
) ([]asset.Asset, error) {
	all := []asset.Asset{{Environment: in.ID, Key: "a"}, {Environment: in.ID, Key: in.Project}}
	for i := range s.more {
		all = append(all, asset.Asset{Environment: in.ID, Key: fmt.Sprintf("z%05d", i)})
	}
	all = slices.DeleteFunc(all, func(a asset.Asset) bool { return a.Key <= after })
	return all[:min(len(all), limit)], nil
}

func (s shelf) Find(ctx context.Context, scope access.Scope, in asset.Environment, key string) (asset.Asset, error) {
	all, err := s.Page(ctx, scope, in, "", 10)
	for _, one := range all {
		if one.Key == key {
			return one, err
		}
	}
	return asset.Asset{}, apperror.New(apperror.NotFound, "There is no such dashboard")
}

type standing health.Standing

func (s standing) Standing(context.Context, access.Scope, string) (health.Standing, error) {
	return health.Standing(s), nil
}

func service(t *testing.T, more int) *environment.Service {
	t.Helper()
	s, err := environment.New(environment.Parts{Inventories: map[asset.Kind]environment.Inventory{asset.Perses: shelf{more}}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEveryProjectHasItsOwnEnvironment(t *testing.T) {
	t.Parallel()
	s, scope := service(t, 0), access.System("shop", "tester")
	all, err := s.List(t.Context(), scope)
	want := []asset.Environment{{ID: "builtin", Project: "shop", Name: "Built-in", Kind: asset.Perses, Ceiling: 4}}
	if diff := cmp.Diff(want, all); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	assets, err := s.Assets(t.Context(), scope, environment.Builtin)
	if diff := cmp.Diff([]asset.Asset{{Environment: "builtin", Key: "a"}, {Environment: "builtin", Key: "shop"}}, assets); err != nil ||
		diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if one, err := s.Asset(t.Context(), scope, environment.Builtin, "shop"); err != nil || one.Key != "shop" {
		t.Errorf("%+v, %v", one, err)
	}
}

func TestALargeInventoryIsReadWhole(t *testing.T) {
	t.Parallel()
	assets, err := service(t, 9_998).Assets(t.Context(), access.System("shop", "tester"), environment.Builtin)
	keys := map[string]bool{}
	for _, one := range assets {
		keys[one.Key] = true
	}
	if err != nil || len(assets) != 10_000 || len(keys) != 10_000 {
		t.Errorf("%d assets, %d keys, %v", len(assets), len(keys), err)
	}
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	t.Parallel()
	s, scope := service(t, 0), access.System("shop", "tester")
	_, noAsset := s.Asset(t.Context(), scope, environment.Builtin, "nope")
	_, noEnvironment := s.Assets(t.Context(), scope, "nope")
	if !apperror.Is(noAsset, apperror.NotFound) || !apperror.Is(noEnvironment, apperror.NotFound) {
		t.Errorf("%v, %v", noAsset, noEnvironment)
	}
	if got, want := noEnvironment.Error(), `there is no environment "nope"; the project has builtin`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if _, err := environment.New(environment.Parts{}); err == nil {
		t.Error("a service without an inventory was made")
	}
}

func TestListShowsHowTheAssetsAre(t *testing.T) {
	t.Parallel()
	how := standing{Counts: health.Counts{Pass: 2, Fail: 1}, UsualCheck: 1500 * time.Millisecond, Trouble: "It does not answer"}
	ctx := access.WithScope(t.Context(), access.System("shop", "tester"))
	answer, err := environment.NewHTTP(service(t, 0), how).ListEnvironments(ctx, api.ListEnvironmentsRequestObject{})
	list, ok := answer.(api.ListEnvironments200JSONResponse)
	if err != nil || !ok || len(list) != 1 {
		t.Fatalf("%+v, %v", answer, err)
	}
	got := list[0]
	if got.Id != "builtin" || got.Kind != "builtin" || got.Concurrency != 4 || got.Counts.Pass != 2 || got.Counts.Fail != 1 ||
		*got.UsualCheckSeconds != 1.5 || *got.Trouble != "It does not answer" || got.LastCheckedAt != nil {
		t.Errorf("%+v", got)
	}
}
