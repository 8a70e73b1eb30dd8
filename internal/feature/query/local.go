package query

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/dashkeep/dashkeep/internal/feature/query/enforce"
	"github.com/dashkeep/dashkeep/internal/platform/promstore/syntaxtree"
)

// local answers what depends on the query's text alone, without a server; nil for
// everything else.
func (s *Service) local(a Ask) ([]byte, error) {
	if a.Endpoint != FormatQuery && a.Endpoint != ParseQuery {
		return nil, nil
	}
	expr, err := enforce.Parse(s.parser, a.Query)
	if err != nil {
		return nil, err
	}
	var data any = expr.Pretty(0)
	if a.Endpoint == ParseQuery {
		data = syntaxtree.Of(expr)
	}
	answer, err := success(data)
	return answer.Plain, err
}

// success makes an answer of our own in the API's form.
func success(data any) (Answer, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(map[string]any{"status": "success", "data": data}); err != nil {
		return Answer{}, fmt.Errorf("encode answer: %w", err)
	}
	return Answer{Plain: bytes.TrimRight(b.Bytes(), "\n")}, nil
}
