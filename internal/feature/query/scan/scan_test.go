package scan

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"
)

func FuzzScan(f *testing.F) {
	f.Add([]byte(`{"status":"success","data":{"resultType":"vector","result":[]}}`))
	f.Add([]byte(`{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"2"]},{"metric":{},"value":[1,"3"]}]}}`))
	f.Add([]byte(`{"status":"success","data":["a","b\\\""],"warnings":["x"]}`))
	f.Fuzz(func(t *testing.T, answer []byte) {
		got, err := Answer(answer)
		var decoded struct {
			Status string `json:"status"`
			Data   struct {
				Result []struct{} `json:"result"`
			} `json:"data"`
		}
		plain := bytes.HasPrefix(answer, []byte(`{"status":"success","data":{"result`))
		if !plain || json.Unmarshal(answer, &decoded) != nil {
			return
		}
		if err != nil {
			t.Fatalf("valid JSON is refused: %s", answer)
		}
		if bytes.Count(answer, []byte("result")) == 1 && got.Elements != len(decoded.Data.Result) {
			t.Fatalf("%d counted, %d decoded: %s", got.Elements, len(decoded.Data.Result), answer)
		}
	})
}

func BenchmarkScan_500_series_241_points(b *testing.B) {
	var answer bytes.Buffer
	answer.WriteString(`{"status":"success","data":{"resultType":"matrix","result":[`)
	for i := range 500 {
		if i > 0 {
			answer.WriteByte(',')
		}
		fmt.Fprintf(&answer, `{"metric":{"pod":"pod-%d","namespace":"a"},"values":[`, i)
		for j := range 241 {
			if j > 0 {
				answer.WriteByte(',')
			}
			fmt.Fprintf(&answer, `[%d,"%d.%d"]`, 1_800_000_000+j*15, i*j, j)
		}
		answer.WriteString("]}")
	}
	answer.WriteString("]}}")
	b.SetBytes(int64(answer.Len()))
	for b.Loop() {
		if got, err := Answer(answer.Bytes()); err != nil || got.Elements != 500 {
			b.Fatal(got, err)
		}
	}
}
