package promstore

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/config"
	"github.com/prometheus/prometheus/discovery/targetgroup"
)

// The limits of one target, so that no target can fill the storage.
const (
	selfJob         = "dashkeep"
	warmPool        = "dashkeep-warm-up"
	defaultInterval = 15 * time.Second
	minInterval     = time.Second
	maxInterval     = 5 * time.Minute
	maxScrapeTime   = 10 * time.Second
	maxTargets      = 100
	maxSamplesEach  = 20_000
	maxLabels       = 60
	maxBodyBytes    = 16 << 20
)

// Target is one static target that the store scrapes.
type Target struct {
	// Job becomes the label job. "dashkeep" is taken by the program itself.
	Job string
	// Address is "host:port", or a URL such as "https://host:9100".
	Address string
	// Path is where the metrics are; empty means /metrics.
	Path string
	// Interval is the pace; zero means 15 s. Between 1 s and 5 min.
	Interval time.Duration
	// Labels are added to every series of the target.
	Labels map[string]string
}

// TargetState is how the scraping of one target goes.
type TargetState struct {
	Job, URL   string
	Healthy    bool
	LastScrape time.Time
	Took       time.Duration
	// Problem is the last scrape's error; empty when it succeeded.
	Problem string
}

// pool is one scrape pool: one target with its settings.
type pool struct {
	name   string
	target Target
	scheme string
	host   string
	path   string
	// leftAt is when the target was removed; zero while it is wanted. A removed
	// target's pool lives on without targets until its series were marked stale.
	leftAt time.Time
}

// Apply replaces the list of targets while the store runs. The program itself
// is always scraped. It reports the first target that is wrong and then
// changes nothing. New targets have their first sample after about one interval.
func (s *Store) Apply(ctx context.Context, targets []Target) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("apply scrape targets: %w", err)
	}
	return s.apply(targets)
}

// Targets tells how scraping goes, ordered by job and URL.
func (s *Store) Targets() []TargetState {
	var states []TargetState
	for _, active := range s.scraper.TargetsActive() {
		for _, target := range active {
			state := TargetState{
				Job: target.GetValue(model.JobLabel), URL: target.URL().String(),
				Healthy:    target.LastError() == nil && !target.LastScrape().IsZero(),
				LastScrape: target.LastScrape(), Took: target.LastScrapeDuration(),
			}
			if err := target.LastError(); err != nil {
				state.Problem = err.Error()
			}
			states = append(states, state)
		}
	}
	slices.SortFunc(states, func(a, b TargetState) int {
		return strings.Compare(a.Job+"\x00"+a.URL, b.Job+"\x00"+b.URL)
	})
	return states
}

func (s *Store) apply(targets []Target) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	wanted, err := s.plan(targets)
	if err != nil {
		return err
	}
	return s.replace(wanted)
}

// endWarmUp gives the program's own target to another pool, with the normal pace. A
// pool whose settings are replaced while it scrapes still reads them (Prometheus
// 0.316, newScrapeLoop's sampleMutator), unprotected.
func (s *Store) endWarmUp() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.selfEvery = s.cfg.SelfInterval
	self, found := s.pools[warmPool]
	if s.closed || !found {
		return nil
	}
	wanted := map[string]pool{}
	for name, p := range s.pools {
		if p.leftAt.IsZero() && name != warmPool {
			wanted[name] = p
		}
	}
	self.name, self.target.Interval = selfJob, s.cfg.SelfInterval
	wanted[selfJob] = self
	return s.replace(wanted)
}

// replace makes the wanted pools the scraper's, in two steps for those that
// leave: a pool that is dropped at once writes no stale markers, and its series
// would be answered for another five minutes. So it first loses its targets,
// and goes with a later call. The pool of the warm-up goes at once: its series go on.
func (s *Store) replace(wanted map[string]pool) error {
	if s.closed {
		return errors.New("apply scrape targets: the store is closed")
	}
	now := s.cfg.Clock.Now()
	for name, old := range s.pools {
		if _, stays := wanted[name]; stays || name == warmPool {
			continue
		}
		if old.leftAt.IsZero() {
			old.leftAt = now
		}
		settled := old.target.Interval*21/10 + time.Second
		if now.Sub(old.leftAt) < settled {
			wanted[name] = old
		}
	}
	if err := s.send(wanted); err != nil {
		return fmt.Errorf("apply scrape targets: %w", err)
	}
	s.pools = wanted
	return nil
}

func (s *Store) send(pools map[string]pool) error {
	// A literal config.Config is refused by the scraper; a loaded one is not.
	cfg, err := config.Load("", nil)
	if err != nil {
		return fmt.Errorf("load defaults: %w", err)
	}
	groups := map[string][]*targetgroup.Group{}
	for name, p := range pools {
		scrapeConfig := p.config()
		if err := scrapeConfig.Validate(cfg.GlobalConfig); err != nil {
			return fmt.Errorf("target %s: %w", name, err)
		}
		cfg.ScrapeConfigs = append(cfg.ScrapeConfigs, scrapeConfig)
		groups[name] = []*targetgroup.Group{p.group()}
	}
	if err := s.scraper.ApplyConfig(cfg); err != nil {
		return fmt.Errorf("configure scraper: %w", err)
	}
	select {
	case s.groups <- groups:
		return nil
	case <-s.scraped:
		return errors.New("the scraper has ended")
	}
}

func (p pool) config() *config.ScrapeConfig {
	c := config.DefaultScrapeConfig
	c.JobName, c.Scheme, c.MetricsPath = p.name, p.scheme, p.path
	c.ScrapeInterval = model.Duration(p.target.Interval)
	c.ScrapeTimeout = model.Duration(min(p.target.Interval, maxScrapeTime))
	c.SampleLimit, c.TargetLimit, c.LabelLimit = maxSamplesEach, maxTargets, maxLabels
	c.BodySizeLimit = maxBodyBytes
	c.HTTPClientConfig.FollowRedirects = false
	if p.host == SelfAddress {
		c.EnableCompression = false
	}
	return &c
}

func (p pool) group() *targetgroup.Group {
	group := &targetgroup.Group{Source: p.name}
	if !p.leftAt.IsZero() {
		return group
	}
	labels := model.LabelSet{
		model.AddressLabel: model.LabelValue(p.host),
		model.JobLabel:     model.LabelValue(p.target.Job),
	}
	for name, value := range p.target.Labels {
		labels[model.LabelName(name)] = model.LabelValue(value)
	}
	group.Targets = []model.LabelSet{labels}
	return group
}

// plan checks the targets and turns them into pools, the program's own included.
func (s *Store) plan(targets []Target) (map[string]pool, error) {
	wanted := map[string]pool{}
	if s.self != nil {
		name := selfJob
		if s.selfEvery != s.cfg.SelfInterval {
			name = warmPool
		}
		wanted[name] = pool{
			name: name, scheme: "http", host: SelfAddress, path: "/metrics",
			target: Target{Job: selfJob, Interval: s.selfEvery, Labels: map[string]string{"instance": selfJob}},
		}
	}
	if len(targets) > maxTargets {
		return nil, fmt.Errorf("apply scrape targets: %d targets, at most %d are allowed", len(targets), maxTargets)
	}
	for _, target := range targets {
		p, err := planTarget(target)
		if err != nil {
			return nil, fmt.Errorf("apply scrape targets: job %q: %w", target.Job, err)
		}
		if _, twice := wanted[p.name]; twice {
			return nil, fmt.Errorf("apply scrape targets: job %q: the address is there twice", target.Job)
		}
		wanted[p.name] = p
	}
	return wanted, nil
}

func planTarget(target Target) (pool, error) {
	if target.Job == "" || target.Job == selfJob || len(target.Job) > 100 {
		return pool{}, errors.New("the job needs a name of its own, of at most 100 characters")
	}
	if target.Interval == 0 {
		target.Interval = defaultInterval
	}
	if target.Interval < minInterval || target.Interval > maxInterval {
		return pool{}, fmt.Errorf("the interval must be between %s and %s", minInterval, maxInterval)
	}
	scheme, host, err := splitAddress(target.Address)
	if err != nil {
		return pool{}, err
	}
	path := target.Path
	if path == "" {
		path = "/metrics"
	}
	if !strings.HasPrefix(path, "/") || strings.ContainsAny(path, "?#") {
		return pool{}, errors.New("the path must begin with / and have no query")
	}
	if err := checkLabels(target.Labels); err != nil {
		return pool{}, err
	}
	name := target.Job + " " + scheme + "://" + host + path
	return pool{name: name, target: target, scheme: scheme, host: host, path: path}, nil
}

func splitAddress(address string) (scheme, host string, err error) {
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	parsed, err := url.Parse(address)
	bad := errors.New("the address must be host:port, or a URL with http or https and no path")
	if err != nil || parsed.User != nil || parsed.RawQuery != "" || strings.Trim(parsed.Path, "/") != "" {
		return "", "", bad
	}
	if parsed.Scheme != "http" && parsed.Scheme != "https" || parsed.Hostname() == "" {
		return "", "", bad
	}
	port := parsed.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[parsed.Scheme]
	}
	host = net.JoinHostPort(parsed.Hostname(), port)
	if host == SelfAddress {
		return "", "", errors.New("this address is the program itself, which is scraped anyway")
	}
	return parsed.Scheme, host, nil
}

// checkLabels refuses labels with a meaning to the scraper: __unix_socket__ or
// __param_x would reach places that an address cannot.
func checkLabels(labels map[string]string) error {
	if len(labels) > 30 {
		return errors.New("at most 30 labels are allowed")
	}
	for name, value := range labels {
		switch {
		case strings.HasPrefix(name, model.ReservedLabelPrefix), name == model.JobLabel:
			return fmt.Errorf("the label %q is reserved", name)
		case !model.LegacyValidation.IsValidLabelName(name):
			return fmt.Errorf("the label name %q is not valid", name)
		case !model.LabelValue(value).IsValid(), len(value) > 500:
			return fmt.Errorf("the value of label %q is not valid", name)
		}
	}
	return nil
}
