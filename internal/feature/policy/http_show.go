package policy

import (
	"time"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/checkplan"
	"github.com/dashkeep/dashkeep/internal/feature/policy/window"
)

// value is what a pointer points to, or what stands for nil.
func value[V any](given *V, otherwise V) V {
	if given == nil {
		return otherwise
	}
	return *given
}

// optional is a pointer to a value; nil for the zero value, which the API leaves out.
func optional[V comparable](given V) *V {
	var none V
	if given == none {
		return nil
	}
	return &given
}

// shown turns a list; it is never null.
func shown[A, B any](all []A, show func(A) B) []B {
	list := make([]B, 0, len(all))
	for _, one := range all {
		list = append(list, show(one))
	}
	return list
}

func readInput(in api.PolicyInput) Input {
	states := shown(value(in.Assets.States, nil), func(s api.PolicyAssetsStates) string { return string(s) })
	return Input{
		Name: in.Name, Description: value(in.Description, ""), Environment: in.Environment, Active: value(in.Active, true),
		Assets: Assets{
			Kind: string(in.Assets.Kind), Names: value(in.Assets.Names, nil), States: states,
			Tags: value(in.Assets.Tags, nil), NotTags: value(in.Assets.NotTags, nil),
		},
		Days: in.Days, WindowStart: in.WindowStart, WindowEnd: in.WindowEnd, TimeZone: in.TimeZone,
		Checks: readChecks(value(in.Checks, api.PolicyChecks{})), Notify: readNotify(value(in.Notify, api.PolicyNotify{})),
		Revision: value(in.Revision, 0),
	}
}

func readChecks(in api.PolicyChecks) checkplan.Thresholds {
	usual := checkplan.DefaultThresholds()
	return checkplan.Thresholds{
		Queries: value(in.Queries, usual.Queries), QuerySeconds: value(in.QuerySeconds, usual.QuerySeconds),
		Structure: value(in.Structure, usual.Structure), Speed: value(in.Speed, usual.Speed),
		Content:     string(value(in.Content, api.PolicyChecksContent(usual.Content))),
		SlowSeconds: value(in.SlowSeconds, usual.SlowSeconds),
	}
}

func readNotify(in api.PolicyNotify) Notify {
	notify := Notify{When: string(value(in.When, "on_change")), Owners: value(in.Owners, true)}
	for _, channel := range value(in.Channels, nil) {
		notify.Channels = append(notify.Channels, Channel{Type: channel.Type, Target: channel.Target})
	}
	return notify
}

func showPolicy(v View) api.Policy {
	policy := api.Policy{
		Id: v.ID, Name: v.Name, Description: v.Description, Active: v.Active, Environment: v.Environment,
		Assets: showAssets(v.Assets), Days: v.Days, WindowStart: v.WindowStart, WindowEnd: v.WindowEnd, TimeZone: v.TimeZone,
		Checks: showChecks(v.Checks), Notify: showNotify(v.Notify), Revision: v.Revision,
		CreatedAt: v.CreatedAt, UpdatedAt: v.UpdatedAt, UpdatedBy: optional(v.UpdatedBy),
		Coverage: v.Coverage, CoverageTotal: &v.CoverageTotal,
	}
	if v.NextWindow != nil {
		next := showWindow(*v.NextWindow)
		policy.NextWindow = &next
	}
	if v.LastWindow != nil {
		last := showWindow(*v.LastWindow)
		policy.LastWindow = &last
	}
	if v.Warnings != nil {
		warnings := shown(v.Warnings, showWarning)
		policy.Warnings = &warnings
	}
	return policy
}

func showAssets(a Assets) api.PolicyAssets {
	assets := api.PolicyAssets{Kind: api.PolicyAssetsKind(a.Kind)}
	if a.Kind == List {
		assets.Names = &a.Names
		return assets
	}
	states := shown(a.States, func(s string) api.PolicyAssetsStates { return api.PolicyAssetsStates(s) })
	same := func(tag string) string { return tag }
	tags, notTags := shown(a.Tags, same), shown(a.NotTags, same)
	assets.States, assets.Tags, assets.NotTags = &states, &tags, &notTags
	return assets
}

func showChecks(t checkplan.Thresholds) api.PolicyChecks {
	content := api.PolicyChecksContent(t.Content)
	return api.PolicyChecks{
		Queries: &t.Queries, QuerySeconds: &t.QuerySeconds, Structure: &t.Structure, Content: &content,
		Speed: &t.Speed, SlowSeconds: &t.SlowSeconds,
	}
}

func showNotify(n Notify) api.PolicyNotify {
	when := api.PolicyNotifyWhen(n.When)
	channels := shown(n.Channels, func(c Channel) api.PolicyChannel {
		return api.PolicyChannel{Type: c.Type, Target: c.Target}
	})
	return api.PolicyNotify{When: &when, Owners: &n.Owners, Channels: &channels}
}

func showWindow(w Window) api.PolicyWindow {
	return api.PolicyWindow{
		Date: w.Date, StartsAt: w.StartsAt, EndsAt: w.EndsAt, FirstAt: optional(w.FirstAt), LastAt: optional(w.LastAt),
		Checks: w.Checks, SpacingSeconds: seconds(w.Spacing), Late: &w.Late, State: api.PolicyWindowState(w.State),
		RunId: optional(w.RunID), Note: optional(w.Note),
	}
}

func seconds(d time.Duration) float32 { return float32(d.Seconds()) }

func showWarning(w window.Warning) api.PlanWarning {
	return api.PlanWarning{Code: api.PlanWarningCode(w.Code), Title: w.Title, Text: w.Text}
}

func showPreview(p Preview) api.PolicyPreview {
	usual := seconds(p.Ceiling.Usual)
	preview := api.PolicyPreview{
		Checks: p.Checks, Assets: &p.Assets, Concurrency: &p.Ceiling.Parallel, UsualCheckSeconds: &usual,
		Windows:  shown(p.Windows, func(o window.Outlook) api.PolicyWindow { return showWindow(expected(o)) }),
		Warnings: shown(p.Warnings, showWarning), Density: showDensity(p),
	}
	if len(p.Windows) > 0 {
		next := p.Windows[0]
		spacing := seconds(next.Spacing)
		preview.SpacingSeconds, preview.FirstAt, preview.LastAt = &spacing, optional(next.First), optional(next.Last)
	}
	return preview
}

func showDensity(p Preview) api.PlanDensity {
	density := api.PlanDensity{
		BucketSeconds: int(p.BucketWidth / time.Second), Ceiling: float32(p.Ceiling.PerMinute()),
		Own:           shown(p.Buckets, func(b window.Bucket) float32 { return float32(b.Mine) }),
		Others:        shown(p.Buckets, func(b window.Bucket) float32 { return float32(b.Others) }),
		OtherPolicies: &p.OtherPolicies,
	}
	if len(p.Buckets) > 0 {
		density.StartsAt = p.Buckets[0].At
	}
	return density
}
