package app

import (
	"log/slog"

	"github.com/dashkeep/dashkeep/internal/feature/policy"
	"github.com/dashkeep/dashkeep/internal/feature/validation"
)

func (p *program) wirePolicy() error {
	service := policy.New(policy.Needs{
		DB: p.db, Clock: p.clock, Log: p.log.With(slog.String("part", "policy")),
		Environments: p.features.environment, Checks: validation.NewOutcomes(p.db), Runs: p.runs,
	})
	service.Register(p.jobs)
	p.features.policy = service
	p.features.handlers.policyHTTP = policy.NewHTTP(service)
	return nil
}
