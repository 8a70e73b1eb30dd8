package app

import "github.com/dashkeep/dashkeep/api"

type pendingB struct{ pendingC }
type pendingC struct{ api.StrictServerInterface }
type policyHTTP = pendingB

func (p *program) wirePolicy() error { return nil }
