package check

import (
	"fmt"
	"strings"
	"testing"
)

func TestExpressionsAreReadOnce(t *testing.T) {
	t.Parallel()
	remembering := &Expressions{}
	for range 2 {
		for _, text := range []string{`histogram_quantile(0.9, a_bucket)`, "ALERTS", "up + b", "up[5m]", "(", `"text"`} {
			for _, instant := range []bool{true, false} {
				var none *Expressions
				want, wantErr := none.read(text, instant)
				got, err := remembering.read(text, instant)
				if fmt.Sprint(got) != fmt.Sprint(want) || fmt.Sprint(err) != fmt.Sprint(wantErr) {
					t.Errorf("%s, %t: %v %v, want %v %v", text, instant, got, err, want, wantErr)
				}
				for i := range got.metrics {
					got.metrics[i] = "spoilt"
				}
			}
		}
	}
	if _, there := remembering.known[expressionKey{"up + b", false}]; !there {
		t.Error("nothing is remembered")
	}
	long := strings.Repeat("x", 9000)
	for i := range 300 {
		if _, err := remembering.read(fmt.Sprint(long, i), true); err != nil {
			t.Fatal(err)
		}
		if remembering.bytes > mostRead || len(remembering.known) == 0 {
			t.Fatalf("%d bytes of %d texts", remembering.bytes, len(remembering.known))
		}
	}
}
