package promstore

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/prometheus/model/histogram"
)

func TestHistograms_have_the_form_of_the_API(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		histogram histogram.FloatHistogram
		want      string
	}{
		"every kind of bucket, none that is empty": {
			histogram.FloatHistogram{
				Count: 10, Sum: -1e-7, ZeroThreshold: 0.001, ZeroCount: 2,
				PositiveSpans: []histogram.Span{{Offset: 0, Length: 3}}, PositiveBuckets: []float64{3, 0, 4},
				NegativeSpans: []histogram.Span{{Offset: 0, Length: 1}}, NegativeBuckets: []float64{1},
			},
			`[1.500,{"count":"10","sum":"-1e-07","buckets":[[1,"-1","-0.5","1"],[3,"-0.001","0.001","2"],` +
				`[0,"0.5","1","3"],[0,"2","4","4"]]}]`,
		},
		"no buckets": {histogram.FloatHistogram{}, `[1.500,{"count":"0","sum":"0"}]`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, string(appendHistogramPoint(nil, 1500, &test.histogram))); diff != "" {
				t.Error(diff)
			}
		})
	}
}
