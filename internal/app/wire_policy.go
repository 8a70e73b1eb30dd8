package app

import (
	"log/slog"

	"github.com/dashkeep/dashkeep/internal/feature/policy"
)

func (p *program) wirePolicy() error {
	service := policy.New(policy.Needs{
		DB: p.db, Clock: p.clock, Log: p.log.With(slog.String("part", "policy")),
		Environments: p.features.environment, Checks: p.features.validation, Runs: p.runs,
	})
	service.Register(p.jobs)
	p.features.validation.UseSchedule(service)
	p.features.policy = service
	p.features.handlers.policyHTTP = policy.NewHTTP(service)
	return nil
}
