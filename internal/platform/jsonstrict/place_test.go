package jsonstrict_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// Objects of every size keep each member in its place, however they are made and
// changed.
func TestMembersAreFoundInObjectsOfEverySize(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	object, order := jsonstrict.NewObject(), []string{}
	want := map[string]int64{}
	for step := range int64(5000) {
		key := fmt.Sprint("k", random.IntN(100))
		if _, there := want[key]; there && random.IntN(3) == 0 {
			object.Delete(key)
			delete(want, key)
			order = without(order, key)
		} else {
			if !there {
				order = append(order, key)
			}
			object.Set(key, jsonstrict.NewInt(step))
			want[key] = step
		}
		if step%7 == 0 {
			object = object.Clone()
		}
		if step%97 == 0 {
			digit := fmt.Sprint(random.IntN(10))
			goes := func(key string) bool { return strings.HasSuffix(key, digit) }
			object.DeleteFunc(func(member jsonstrict.Member) bool { return goes(member.Key) })
			maps.DeleteFunc(want, func(key string, _ int64) bool { return goes(key) })
			order = slices.DeleteFunc(order, goes)
		}
		if step%11 == 0 {
			object = jsonstrict.NewObject(object.Members()...)
		}
		if step%13 == 0 {
			object = again(t, object)
		}
		checkMembers(t, object, order, want)
	}
}

func without(order []string, key string) []string {
	kept := []string{}
	for _, each := range order {
		if each != key {
			kept = append(kept, each)
		}
	}
	return kept
}

func again(t *testing.T, object *jsonstrict.Value) *jsonstrict.Value {
	t.Helper()
	read, err := jsonstrict.JSON(object.JSON(), wide())
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func checkMembers(t *testing.T, object *jsonstrict.Value, order []string, want map[string]int64) {
	t.Helper()
	var keys []string
	for _, member := range object.Members() {
		keys = append(keys, member.Key)
		if got, _ := object.Get(member.Key).Int(); got != want[member.Key] {
			t.Fatalf("%s is %d, want %d", member.Key, got, want[member.Key])
		}
	}
	if fmt.Sprint(keys) != fmt.Sprint(order) || object.Get("none") != nil {
		t.Fatalf("got %v, want %v", keys, order)
	}
}

// A document of one object with as many members as may be is read, copied and changed
// member by member. By the square of their number that is minutes: the test would
// reach the end of its time.
func TestManyMembersTakeNoSquareOfTheirNumber(t *testing.T) {
	t.Parallel()
	const many = 190_000
	var text strings.Builder
	for i := range many {
		fmt.Fprintf(&text, `,"k%d":1`, i)
	}
	limits := wide()
	limits.Bytes = 4 << 20
	read, err := jsonstrict.JSON([]byte("{"+text.String()[1:]+"}"), limits)
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		made := jsonstrict.NewObject()
		for _, member := range read.Clone().Members() {
			made.Set(member.Key, read.Get(member.Key))
		}
		if len(made.Members()) != many {
			t.Fatal(len(made.Members()))
		}
	}
}
