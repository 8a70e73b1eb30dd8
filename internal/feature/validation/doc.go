// Package validation checks dashboards, keeps the outcomes, and answers how
// healthy a project is.
//
// A check is an item of a dashboard.validate run: the Checker of its environment's
// kind asks, and the rules of validation/check judge the answers. Its effects are
// written in the transaction that finishes the item: one validation_record, the
// asset's one row of asset_health, and one event.
//
// # Invariants
//
//   - asset_health has one row for every asset that a project lists, checked or
//     not. Health is read from it alone, so it costs the same with a million
//     records. It follows every change of an asset (AssetChanged) and is
//     put right by Compare.
//   - Status changes move since; UNKNOWN neither starts nor ends being broken: an
//     asset is broken from its first FAIL until the next PASS or WARN.
//   - Never more than the ceiling's number of checks run in one environment at
//     the same time, over all replicas: each takes a place in the environment's lane,
//     which the run engine gives out.
//   - The checks of a run share answers to equal questions of one project, at one moment of
//     at most ten seconds, on one replica. What is a finding is not kept, so each asset
//     finds by its own question, or by one that was under way; a second try asks itself.
//   - An error that may pass is asked once more after a pause before it counts.
//
// Owned tables: validation_record, asset_health.
package validation
