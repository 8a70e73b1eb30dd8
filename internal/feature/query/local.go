package query

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/dashkeep/dashkeep/internal/platform/promparam"
	"github.com/dashkeep/dashkeep/internal/platform/promstore/syntaxtree"
)

func noFacts() facts { return facts{earliest: math.MaxInt64} }

func prepareFresh(p parser.Parser, t Tenant, text string) (*prepared, error) {
	expr, err := parse(p, text)
	if err != nil {
		return nil, err
	}
	learned := learn(expr)
	if err := promparam.RangeExpression(text, expr); err != nil {
		learned.rangeless = syntaxFault(text, err)
	}
	enforced, err := enforce(t, expr)
	if err != nil {
		return nil, err
	}
	return &prepared{text: enforced, facts: learned}, nil
}

// local answers what depends on the query's text alone, without a server; nil for
// everything else.
func (s *Service) local(a Ask) ([]byte, error) {
	if a.Endpoint != FormatQuery && a.Endpoint != ParseQuery {
		return nil, nil
	}
	expr, err := parse(s.parser, a.Query)
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
