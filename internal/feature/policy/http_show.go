package policy

import (
	"time"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/checkplan"
	"github.com/dashkeep/dashkeep/internal/feature/policy/window"
	"github.com/dashkeep/dashkeep/internal/platform/optional"
)

// shown turns a list; it is never null.
func shown[A, B any](all []A, show func(A) B) []B {
	list := make([]B, 0, len(all))
	for _, one := range all {
		list = append(list, show(one))
	}
	return list
}

func readInput(in api.PolicyInput) Input {
	states := shown(optional.Or(in.Assets.States, nil), func(s api.PolicyAssetsStates) string { return string(s) })
	return Input{
		Name: in.Name, Description: optional.Or(in.Description, ""), Environment: in.Environment, Active: optional.Or(in.Active, true),
		Assets: Assets{
			Kind: string(in.Assets.Kind), Names: optional.Or(in.Assets.Names, nil), States: states,
			Tags: optional.Or(in.Assets.Tags, nil), NotTags: optional.Or(in.Assets.NotTags, nil),
		},
		Days: in.Days, WindowStart: in.WindowStart, WindowEnd: in.WindowEnd, TimeZone: in.TimeZone,
		Checks: readChecks(optional.Or(in.Checks, api.PolicyChecks{})), Notify: readNotify(optional.Or(in.Notify, api.PolicyNotify{})),
		Revision: optional.Or(in.Revision, 0),
	}
}

func readChecks(in api.PolicyChecks) checkplan.Thresholds {
	usual := checkplan.DefaultThresholds()
	return checkplan.Thresholds{
		Queries: optional.Or(in.Queries, usual.Queries), QuerySeconds: optional.Or(in.QuerySeconds, usual.QuerySeconds),
		Structure: optional.Or(in.Structure, usual.Structure), Speed: optional.Or(in.Speed, usual.Speed),
		Content:     string(optional.Or(in.Content, api.PolicyChecksContent(usual.Content))),
		SlowSeconds: optional.Or(in.SlowSeconds, usual.SlowSeconds),
	}
}

func readNotify(in api.PolicyNotify) Notify {
	notify := Notify{When: string(optional.Or(in.When, "on_change")), Owners: optional.Or(in.Owners, true)}
	for _, channel := range optional.Or(in.Channels, nil) {
		notify.Channels = append(notify.Channels, Channel{Type: channel.Type, Target: channel.Target})
	}
	return notify
}

func showPolicy(v View) api.Policy {
	policy := api.Policy{
		Id: v.ID, Name: v.Name, Description: v.Description, Active: v.Active, Environment: v.Environment,
		Assets: showAssets(v.Assets), Days: v.Days, WindowStart: v.WindowStart, WindowEnd: v.WindowEnd, TimeZone: v.TimeZone,
		Checks: showChecks(v.Checks), Notify: showNotify(v.Notify), Revision: v.Revision,
		CreatedAt: v.CreatedAt, UpdatedAt: v.UpdatedAt, UpdatedBy: optional.Of(v.UpdatedBy),
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
		Date: w.Date, StartsAt: w.StartsAt, EndsAt: w.EndsAt, FirstAt: optional.Of(w.FirstAt), LastAt: optional.Of(w.LastAt),
		Checks: w.Checks, SpacingSeconds: seconds(w.Spacing), Late: &w.Late, State: api.PolicyWindowState(w.State),
		RunId: optional.Of(w.RunID), Note: optional.Of(w.Note),
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
		preview.SpacingSeconds, preview.FirstAt, preview.LastAt = &spacing, optional.Of(next.First), optional.Of(next.Last)
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
