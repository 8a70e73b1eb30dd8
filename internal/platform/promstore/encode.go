package promstore

import (
	"math"
	"strconv"
	"sync"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
)

// maxPooledBytes is the largest buffer that is kept for the next answer.
const maxPooledBytes = 8 << 20

type buffer struct{ bytes []byte }

// bufferPool keeps answers' buffers for the next answers.
type bufferPool struct{ pool sync.Pool }

func (p *bufferPool) take() *buffer {
	b, ok := p.pool.Get().(*buffer)
	if !ok {
		return &buffer{bytes: make([]byte, 0, 64<<10)}
	}
	b.bytes = b.bytes[:0]
	return b
}

func (p *bufferPool) give(b *buffer) {
	if cap(b.bytes) <= maxPooledBytes {
		p.pool.Put(b)
	}
}

// bytesPerPoint is the usual size of [1435781451.781,"123.456789"], for growing
// a buffer once.
const bytesPerPoint = 32

// appendResult appends {"resultType":…,"result":…} as Prometheus prints it.
func appendResult(b []byte, value parser.Value) []byte {
	b = append(b, `{"resultType":"`...)
	b = append(append(b, value.Type()...), `","result":`...)
	switch v := value.(type) {
	case promql.Matrix:
		b = appendMatrix(b, v)
	case promql.Vector:
		b = appendVector(b, v)
	case promql.Scalar:
		b = appendPoint(b, v.T, v.V)
	case promql.String:
		b = append(appendTime(append(b, '['), v.T), ',')
		b = append(appendString(b, v.V), ']')
	default:
		b = append(b, "null"...)
	}
	return append(b, '}')
}

func appendMatrix(b []byte, matrix promql.Matrix) []byte {
	b = append(b, '[')
	for i := range matrix {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendSeries(b, &matrix[i])
	}
	return append(b, ']')
}

func appendSeries(b []byte, series *promql.Series) []byte {
	b = grow(b, len(series.Floats)*bytesPerPoint+256)
	b = appendLabels(append(b, `{"metric":`...), series.Metric)
	for i, point := range series.Floats {
		b = append(b, separator(i, `,"values":[`)...)
		b = appendPoint(b, point.T, point.F)
	}
	if len(series.Floats) > 0 {
		b = append(b, ']')
	}
	for i, point := range series.Histograms {
		b = append(b, separator(i, `,"histograms":[`)...)
		b = appendHistogramPoint(b, point.T, point.H)
	}
	if len(series.Histograms) > 0 {
		b = append(b, ']')
	}
	return append(b, '}')
}

func separator(i int, first string) string {
	if i == 0 {
		return first
	}
	return ","
}

func appendVector(b []byte, vector promql.Vector) []byte {
	b = append(b, '[')
	for i := range vector {
		if i > 0 {
			b = append(b, ',')
		}
		sample := &vector[i]
		b = appendLabels(append(b, `{"metric":`...), sample.Metric)
		if sample.H == nil {
			b = appendPoint(append(b, `,"value":`...), sample.T, sample.F)
		} else {
			b = appendHistogramPoint(append(b, `,"histogram":`...), sample.T, sample.H)
		}
		b = append(b, '}')
	}
	return append(b, ']')
}

func appendPoint(b []byte, at int64, value float64) []byte {
	b = append(appendTime(append(b, '['), at), ',')
	return append(appendFloat(b, value), ']')
}

func appendHistogramPoint(b []byte, at int64, h *histogram.FloatHistogram) []byte {
	b = append(appendTime(append(b, '['), at), ',')
	b = appendFloat(append(b, `{"count":`...), h.Count)
	b = appendFloat(append(b, `,"sum":`...), h.Sum)
	separator, end := `,"buckets":[`, ""
	for it := h.AllBucketIterator(); it.Next(); {
		bucket := it.At()
		if bucket.Count == 0 {
			continue
		}
		b = append(append(append(b, separator...), '[', boundaries(bucket)), ',')
		b = append(appendFloat(b, bucket.Lower), ',')
		b = append(appendFloat(b, bucket.Upper), ',')
		b = append(appendFloat(b, bucket.Count), ']')
		separator, end = ",", "]"
	}
	return append(append(b, end...), "}]"...)
}

// boundaries is the API's digit for which bounds belong to a bucket.
func boundaries(bucket histogram.Bucket[float64]) byte {
	switch {
	case bucket.LowerInclusive && bucket.UpperInclusive:
		return '3'
	case bucket.LowerInclusive:
		return '1'
	case bucket.UpperInclusive:
		return '0'
	default:
		return '2'
	}
}

// appendTime prints milliseconds as seconds, with three decimals or none.
func appendTime(b []byte, milliseconds int64) []byte {
	if milliseconds < 0 {
		b = append(b, '-')
		milliseconds = -milliseconds
	}
	b = strconv.AppendInt(b, milliseconds/1000, 10)
	rest := milliseconds % 1000
	if rest == 0 {
		return b
	}
	return append(b, '.', byte('0'+rest/100), byte('0'+rest/10%10), byte('0'+rest%10))
}

// appendFloat prints a sample's value in quotes, in the API's number format:
// exponents only for very small and very large ones.
func appendFloat(b []byte, value float64) []byte {
	format := byte('f')
	size := math.Abs(value)
	if size != 0 && (size < 1e-6 || size >= 1e21) {
		format = 'e'
	}
	b = append(b, '"')
	b = strconv.AppendFloat(b, value, format, -1, 64)
	return append(b, '"')
}

func appendLabels(b []byte, set labels.Labels) []byte {
	b = append(b, '{')
	first := true
	set.Range(func(l labels.Label) {
		if !first {
			b = append(b, ',')
		}
		first = false
		b = append(appendString(b, l.Name), ':')
		b = appendString(b, l.Value)
	})
	return append(b, '}')
}

func appendStrings(b []byte, texts []string) []byte {
	b = append(b, '[')
	for i, text := range texts {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, text)
	}
	return append(b, ']')
}

// appendString prints a JSON string. Text that is not UTF-8 passes unchanged,
// as Prometheus does it.
func appendString(b []byte, text string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		b = appendEscape(append(b, text[from:i]...), c)
		from = i + 1
	}
	b = append(b, text[from:]...)
	return append(b, '"')
}

func appendEscape(b []byte, c byte) []byte {
	const digits = "0123456789abcdef"
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	default:
		return append(b, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
	}
}

// grow makes room for n more bytes, at least doubling.
func grow(b []byte, n int) []byte {
	if cap(b)-len(b) >= n {
		return b
	}
	grown := make([]byte, len(b), max(2*cap(b), len(b)+n))
	copy(grown, b)
	return grown
}
