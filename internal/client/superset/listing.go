package superset

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/url"

	"github.com/dashkeep/dashkeep/internal/client/superset/rison"
)

const (
	// pageSize is the most that Superset gives, however much is asked for.
	pageSize = 100
	// maxPages bounds a list: 200 000 objects.
	maxPages = 2000
	// maxPasses is how often a list is read that changes while it is read.
	maxPasses = 3
)

// Filter keeps those of a list for which a column fits, such as {"published", "eq", true}.
// Which columns and operators there are is Superset's.
type Filter struct {
	Column, Operator string
	// Value is a bool, an int64, a string, or a rison.List.
	Value any
}

// Query says what of a list is wanted.
type Query struct {
	// Filters all must fit.
	Filters []Filter
	// Columns are in place of all those that this package reads. The id is always among them. A
	// column that a server does not know it leaves out.
	Columns []string
}

// Listing is a list that is read page by page. It is read by one goroutine at a time.
type Listing[T any] struct {
	c       *Client
	op      string
	path    string
	query   rison.Object
	read    func(raw json.RawMessage) (item T, id int64, err error)
	count   int
	settled bool
}

// Count is how many there are, as the server said last.
func (l *Listing[T]) Count() int { return l.count }

// Settled is true after All came to an end and nothing that it had not seen moved while it
// read: then nothing is missing, though what was seen may have changed since. A list that
// never rests stays unsettled, and what was not seen in it may exist all the same.
func (l *Listing[T]) Settled() bool { return l.settled }

// All gives each object once, what was changed last first. One page is held at a time. After
// an error, which is an *Error, nothing more comes.
//
// What happens while the pages are read shifts those that follow: something changed comes to
// the front, behind the reader, and something deleted lets another one slip past. So the front
// is read again at the end, and all of it when that or the count shows that something happened.
func (l *Listing[T]) All(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		l.settled = false
		seen := map[int64]bool{}
		for range maxPasses {
			calm, err := l.pass(ctx, seen, yield)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			if calm == stopped {
				return
			}
			if calm == restful {
				l.settled = true
				return
			}
		}
	}
}

// calm tells how a pass ended.
type calm int

const (
	restless calm = iota // something happened meanwhile
	restful              // nothing did
	stopped              // who reads wants no more
)

// pass reads every page once and then the front again.
func (l *Listing[T]) pass(ctx context.Context, seen map[int64]bool, yield func(T, error) bool) (calm, error) {
	count, rows, happened := -1, 0, false
	for number := range maxPages {
		p, _, more, err := l.next(ctx, number, seen, yield)
		if err != nil || !more {
			return stopped, err
		}
		if count < 0 {
			count = p.Count
		}
		rows += len(p.Result)
		happened = happened || p.Count != count
		if len(p.Result) > 0 && rows < p.Count {
			continue
		}
		if number > 0 {
			front, fresh, more, err := l.next(ctx, 0, seen, yield)
			if err != nil || !more {
				return stopped, err
			}
			happened = happened || fresh > 0 || front.Count != count
		}
		if happened || len(seen) < l.count {
			return restless, nil
		}
		return restful, nil
	}
	return stopped, &Error{Op: l.op, Reason: TooLarge, Message: fmt.Sprintf("the list has more than %d pages", maxPages)}
}

// next reads a page and hands on what of it was not seen yet.
func (l *Listing[T]) next(
	ctx context.Context, number int, seen map[int64]bool, yield func(T, error) bool,
) (p sheet, fresh int, more bool, err error) {
	if p, err = l.page(ctx, number); err != nil {
		return p, 0, false, err
	}
	for _, raw := range p.Result {
		item, id, err := l.read(raw)
		if err != nil || id <= 0 {
			return p, fresh, false, &Error{
				Op: l.op, Reason: Unreadable, Message: "the list has an object that can't be read", cause: err,
			}
		}
		if seen[id] {
			continue
		}
		seen[id] = true
		fresh++
		if !yield(item, nil) {
			return p, fresh, false, nil
		}
	}
	return p, fresh, true, nil
}

type sheet struct {
	Count  int               `json:"count"`
	Result []json.RawMessage `json:"result"`
}

func (l *Listing[T]) page(ctx context.Context, number int) (sheet, error) {
	query := append(rison.Object{{Key: "page", Value: number}, {Key: "page_size", Value: pageSize}}, l.query...)
	a, err := l.c.ask(ctx, call{op: l.op, path: l.path, query: url.Values{"q": {rison.Encode(query)}}, repeat: true})
	if err != nil {
		return sheet{}, err
	}
	var p sheet
	if err := a.decode(l.op, &p); err != nil {
		return sheet{}, err
	}
	if p.Count < 0 || len(p.Result) > 10*pageSize {
		return sheet{}, &Error{Op: l.op, Reason: Unreadable, Status: a.status, Message: "the list is larger than was asked for"}
	}
	l.count = p.Count
	return p, nil
}

// list makes a Listing of a kind of object.
func list[T any](c *Client, kind Kind, q Query, columns []string, read func(*T) int64) *Listing[T] {
	if q.Columns != nil {
		columns = append([]string{"id"}, q.Columns...)
	}
	order := "changed_on_delta_humanized" // Superset's name for changed_on, where lists may be ordered by that
	query := rison.Object{{Key: "columns", Value: rison.Strings(columns...)}}
	if kind == KindDatabase {
		order = "changed_on"
	}
	query = append(query, rison.Member{Key: "order_column", Value: order}, rison.Member{Key: "order_direction", Value: "desc"})
	if len(q.Filters) > 0 {
		query = append(query, rison.Member{Key: "filters", Value: filters(q.Filters)})
	}
	return &Listing[T]{
		c: c, op: "list " + string(kind) + "s", path: "/api/v1/" + string(kind) + "/", query: query,
		read: func(raw json.RawMessage) (item T, id int64, err error) {
			decoder := json.NewDecoder(bytes.NewReader(raw))
			err = decoder.Decode(&item)
			return item, read(&item), err //nolint:wrapcheck // give says what it means
		},
	}
}

func filters(wanted []Filter) rison.List {
	list := make(rison.List, 0, len(wanted))
	for _, each := range wanted {
		list = append(list, rison.Object{
			{Key: "col", Value: each.Column}, {Key: "opr", Value: each.Operator}, {Key: "value", Value: each.Value},
		})
	}
	return list
}
