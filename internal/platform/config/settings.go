// Package config reads the program's settings: defaults, then a YAML file, then
// the environment (DASHKEEP_…), then flags. There is one struct; it documents
// itself, and unknown keys are refused.
package config

import (
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// Settings are all settings. The tags are the documentation: key is the name in
// the YAML file and, in upper case behind DASHKEEP_, in the environment. A
// secret may also be given as the path of a file, with _file behind its key. What
// else a value is checked by is in form.go.
type Settings struct {
	Data    string `key:"data" default:"./data" doc:"folder of the embedded database, the metrics and the secret key"`
	Listen  string `key:"listen" default:"127.0.0.1:8080" doc:"address to listen on, host:port"`
	BaseURL string `key:"base_url" default:"" doc:"address that people open; https makes cookies secure; empty: http:// and listen"`

	DatabaseURL   secret.Text `key:"database_url" default:"" doc:"postgres://user:password@host/db; empty: SQLite in data"`
	DatabaseConns int         `key:"database_conns" default:"40" min:"8" max:"1000" doc:"most connections to PostgreSQL"`

	SecretKey secret.Text `key:"secret_key" default:"" doc:"base64 of 32 bytes; empty: the file secret.key in data"`

	LogLevel  string `key:"log_level" default:"info" doc:"debug, info, warn or error"`
	LogFormat string `key:"log_format" default:"auto" doc:"json, text, or auto: text at a terminal"`

	TimeZone string `key:"time_zone" default:"UTC" doc:"IANA time zone of the policy that is made at the first start"`

	TrustedProxies []string `key:"trusted_proxies" default:"" doc:"CIDRs of proxies whose X-Forwarded-For counts"`
	OutboundAllow  []string `key:"outbound_allow" default:"" doc:"private addresses of global datasources: CIDR or CIDR:port"`

	OutboundAllowProjects []string `key:"outbound_allow_projects" default:"" doc:"the same for projects' own; names too: prom:9090"`

	SessionIdle     time.Duration `key:"session_idle" default:"24h" min:"5m" max:"720h" doc:"a session ends when this long unused"`
	SessionLifetime time.Duration `key:"session_lifetime" default:"720h" min:"10m" max:"8760h" doc:"a session ends after this long"`

	MetricsToken     secret.Text   `key:"metrics_token" default:"" doc:"bearer token of /metrics; empty: loopback only"`
	MetricsRetention time.Duration `key:"metrics_retention" default:"360h" min:"2h" max:"8760h" doc:"how long samples are kept"`

	MetricsMaxBytes int `key:"metrics_max_bytes" default:"1073741824" min:"67108864" max:"1099511627776" doc:"most bytes of samples"`

	MetricsTargets  []string      `key:"metrics_targets" default:"" doc:"further scrape targets, host:port or host:port/path"`
	MetricsInterval time.Duration `key:"metrics_interval" default:"5s" min:"1s" max:"5m" doc:"how often targets are scraped"`

	QueryTimeout  time.Duration `key:"query_timeout" default:"10s" min:"1s" max:"2m" doc:"a query that takes longer is given up"`
	QueryLookback time.Duration `key:"query_lookback" default:"2160h" min:"1h" max:"87600h" doc:"how far back a query may reach"`
	QuerySeries   int           `key:"query_series" default:"500" min:"10" max:"100000" doc:"most series of one answer"`

	Workers      int `key:"workers" default:"10" min:"1" max:"500" doc:"background jobs at the same time"`
	CheckCeiling int `key:"check_ceiling" default:"4" min:"1" max:"100" doc:"dashboards checked at the same time"`

	RunsAtOnce int `key:"runs_at_once" default:"2000" min:"1" max:"100000" doc:"a project's runs of one kind at the same time"`

	RunsHourly int `key:"runs_hourly" default:"5000" min:"1" max:"100000" doc:"a project's runs of one kind that begin in an hour"`

	RunItems int `key:"run_items" default:"500000" min:"1000" max:"10000000" doc:"items over which no more runs of a kind begin"`

	StopGrace     time.Duration `key:"stop_grace" default:"25s" min:"1s" max:"10m" doc:"how long running jobs get at a stop"`
	RetentionDays int           `key:"retention_days" default:"30" min:"1" max:"3650" doc:"days that finished runs are kept"`
	RetentionRuns int           `key:"retention_limit" default:"100000" min:"100" max:"10000000" doc:"finished runs of a project"`
}
