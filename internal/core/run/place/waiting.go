package place

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/run/fair"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// fewCandidates is how many of each sort the database chooses for fair. It finds them by
// indexes in fair's order, so that a claim does not get slower with each run that waits.
const fewCandidates = 4

// fewWaiting is up to how many queues that are due are simply read, all of them.
const fewWaiting = 64

const (
	// allWaiting tells of each queue that is due, the longest first, whether it has room.
	allWaiting = `SELECT q.run_id, q.lane, q.project, q.due_at, q.urgent_at, s.by_hand, s.served, s.passed,` +
		turnOfProject + `AS turn,
		CASE WHEN q.lane = '' THEN 1 ELSE COALESCE((SELECT l.ceiling -` + heldOfLane + `FROM run_lane AS l
			WHERE l.project = q.project AND l.lane = q.lane), 0) END AS free
		FROM (SELECT * FROM run_queue WHERE due_at <= ?0 ORDER BY due_at LIMIT ?1) AS q JOIN run_share AS s ON s.run_id = q.run_id
		ORDER BY q.run_id, q.lane`
	// dueWithRoom is the condition that the first item of a queue is due and that its lane
	// has a free place. The lanes that have one are found once.
	dueWithRoom = ` q.run_id = s.run_id AND q.due_at <= ?0 AND (q.lane = '' OR (q.project, q.lane) IN (
		SELECT l.project, l.lane FROM run_lane AS l WHERE ` + hasRoom + `)) `
	hasRoom    = ` l.ceiling >` + heldOfLane
	heldOfLane = ` (SELECT COUNT(*) FROM run_item AS i WHERE i.project = l.project AND i.lane = l.lane AND i.holder <> '') `
	// SQLite joins in the order in which a CROSS JOIN is written.
	sharesFirst = ` FROM run_share AS s CROSS JOIN run_queue AS q `
	queuesFirst = ` FROM run_queue AS q CROSS JOIN run_share AS s `

	selectWaiting = `SELECT q.run_id, q.lane, q.project, q.due_at, q.urgent_at, s.by_hand, s.served, s.passed,` +
		turnOfProject + `AS turn, 1 AS free`
	turnOfProject = ` COALESCE((SELECT t.turn FROM run_turn AS t WHERE t.project = q.project), 0) `
	longestFirst  = ` s.served, s.run_id, q.due_at, q.lane LIMIT ?1`
)

const (
	urgentWaiting = selectWaiting + queuesFirst + `WHERE q.urgent_at <= ?0 AND` + dueWithRoom +
		`ORDER BY s.by_hand DESC, CASE WHEN s.by_hand THEN` + turnOfProject + `ELSE 0 END,
			CASE WHEN s.by_hand THEN s.project ELSE '' END,` + longestFirst
	byHandWaiting = selectWaiting + sharesFirst + `WHERE s.by_hand = TRUE AND s.project = (
			SELECT p.project FROM (SELECT DISTINCT project FROM run_share WHERE by_hand = TRUE) AS p
			LEFT JOIN run_turn AS t ON t.project = p.project
			WHERE EXISTS (SELECT 1` + sharesFirst + `WHERE s.by_hand = TRUE AND s.project = p.project AND` + dueWithRoom + `)
			ORDER BY COALESCE(t.turn, 0), p.project LIMIT 1) AND` + dueWithRoom + `ORDER BY` + longestFirst
	scheduledWaiting = selectWaiting + sharesFirst + `WHERE s.by_hand = FALSE AND` + dueWithRoom + `ORDER BY` + longestFirst
	passedWaiting    = selectWaiting + sharesFirst + `WHERE s.by_hand = FALSE AND s.passed > 0 AND` + dueWithRoom +
		`ORDER BY s.passed DESC,` + longestFirst
)

// AnyCandidate reports whether an item could begin.
func AnyCandidate(ctx context.Context, db bun.IDB, now time.Time) (bool, error) {
	var found []int
	err := db.NewRaw(`SELECT 1 WHERE EXISTS (SELECT 1 FROM run_queue AS q WHERE q.lane = '' AND q.due_at <= ?0)
		OR EXISTS (SELECT 1 FROM run_lane AS l WHERE EXISTS (SELECT 1 FROM run_queue AS q
			WHERE q.project = l.project AND q.lane = l.lane AND q.due_at <= ?0) AND`+hasRoom+`)`, sqldb.At(now)).Scan(ctx, &found)
	if err != nil {
		return false, fmt.Errorf("look who waits for a place: %w", err)
	}
	return len(found) > 0, nil
}

// Waiting is a queue that is due.
type Waiting struct {
	Run     string      `bun:"run_id"`
	Lane    string      `bun:"lane"`
	Project string      `bun:"project"`
	Due     sqldb.Time  `bun:"due_at"`
	Urgent  *sqldb.Time `bun:"urgent_at"`
	ByHand  bool        `bun:"by_hand"`
	Served  int64       `bun:"served"`
	Passed  int         `bun:"passed"`
	Turn    int64       `bun:"turn"`
	// Free is how many places the lane has; without a lane 1, which stays.
	Free int `bun:"free"`
}

// Candidate is the queue as fair sees it.
func (r Waiting) Candidate(now time.Time) fair.Candidate {
	return fair.Candidate{
		Run: r.Run, Lane: r.Lane, Project: r.Project, ByHand: r.ByHand, Due: r.Due.Time,
		Urgent: r.Urgent != nil && !r.Urgent.After(now), Served: r.Served, Passed: r.Passed, ProjectServed: r.Turn,
	}
}

// WaitingQueues are the queues that are due. Where more than a few are, they are only those
// that have room and whose run can be next, and all is false.
func WaitingQueues(ctx context.Context, db bun.IDB, now time.Time) (queues []Waiting, all bool, err error) {
	if err := db.NewRaw(allWaiting, sqldb.At(now), fewWaiting+1).Scan(ctx, &queues); err != nil {
		return nil, false, fmt.Errorf("find who waits for a place: %w", err)
	}
	if len(queues) > fewWaiting {
		queues, err = FirstWaiting(ctx, db, now, fewCandidates)
		return queues, false, err
	}
	return queues, true, nil
}

// FirstWaiting are, of those that are urgent, started by hand, scheduled, and passed
// over, each the few that come first in the order of fair.
func FirstWaiting(ctx context.Context, db bun.IDB, now time.Time, few int) (queues []Waiting, err error) {
	err = db.NewRaw("SELECT * FROM ("+urgentWaiting+") AS urgent UNION SELECT * FROM ("+byHandWaiting+
		") AS by_hand UNION SELECT * FROM ("+scheduledWaiting+") AS scheduled UNION SELECT * FROM ("+passedWaiting+
		") AS passed ORDER BY run_id, lane", sqldb.At(now), few).Scan(ctx, &queues)
	if err != nil {
		return nil, fmt.Errorf("find who waits for a place: %w", err)
	}
	return queues, nil
}

// SoonDue is how long it takes until the next item is due that is within a time; zero
// for none.
func SoonDue(ctx context.Context, db bun.IDB, now time.Time, within time.Duration) (time.Duration, error) {
	var due []sqldb.Time
	err := db.NewSelect().Table("run_queue").Column("due_at").Where("due_at > ?", sqldb.At(now)).
		Where("due_at <= ?", sqldb.At(now.Add(within))).OrderExpr("due_at").Limit(1).Scan(ctx, &due)
	if err != nil || len(due) == 0 {
		if err != nil {
			err = fmt.Errorf("find what is due soon: %w", err)
		}
		return 0, err
	}
	return due[0].Sub(now), nil
}
