package schema

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
)

// Datasource checks a datasource of a project or a global one.
func (c *Checker) Datasource(d *perses.Document, kind perses.Kind) Findings {
	var f Findings
	object(must("kind", word(string(kind))), must("metadata", metadata(resourceName())),
		must("spec", c.datasourceSpec(kind.Global())))(&f, "", d.Root())
	for _, member := range d.Root().Members() {
		if member.Key != "spec" {
			refuseLostTenantLabel(&f, jsonstrict.Join("", member.Key), member)
		}
	}
	checkLinks(&f, d.Root())
	return f
}

// datasourceSpec checks a datasource's spec. Dashkeep's own settings stand in
// spec.dashkeep, where Perses' clients leave them alone.
func (c *Checker) datasourceSpec(global bool) rule {
	own := closed(may("embedded", embedded(global)), may("tenantLabel", labelName()), may("namespaces", list(100,
		filled(longestTitle))))
	known := []field{
		may("default", truth()), may("display", display(longestTitle, longestText)),
		must("plugin", c.plugin("Datasource")), may("dashkeep", own),
	}
	shape := object(known...)
	return func(f *Findings, path string, value *jsonstrict.Value) {
		shape(f, path, value)
		for _, member := range value.Members() {
			if member.Key != "dashkeep" {
				refuseLostTenantLabel(f, jsonstrict.Join(path, member.Key), member)
			}
		}
		tellUnknown(f, path, value, known)
		if value.Get("plugin", "kind").Text() == "PrometheusDatasource" && !value.Get("dashkeep", "embedded").Truth() {
			needsURL(f, jsonstrict.Join(path, "plugin")+".spec", value.Get("plugin", "spec"))
		}
	}
}

// refuseLostTenantLabel finds a tenant label where it protects nothing. The names of
// headers are free.
func refuseLostTenantLabel(f *Findings, path string, member jsonstrict.Member) {
	name := strings.NewReplacer("_", "", "-", "").Replace(strings.ToLower(member.Key))
	switch name {
	case "headers":
		return
	case "tenantlabel":
		f.Fault(path, "has no effect here: a tenant label stands in spec.dashkeep.tenantLabel")
		return
	}
	for _, inner := range member.Value.Members() {
		refuseLostTenantLabel(f, jsonstrict.Join(path, inner.Key), inner)
	}
}

// tellUnknown warns of members that neither Perses nor this server knows. What another
// word of the check says already is not said twice.
func tellUnknown(f *Findings, path string, value *jsonstrict.Value, known []field) {
	for _, member := range value.Members() {
		at := jsonstrict.Join(path, member.Key)
		said := slices.ContainsFunc(f.Faults, func(fault apperror.Field) bool { return fault.Field == at })
		if !said && !slices.ContainsFunc(known, func(each field) bool { return each.name == member.Key }) {
			f.Warn(at, "this server does not know it; it is kept and has no effect")
		}
	}
}

// embedded: a project must not reach the server's own store behind its tenant label.
func embedded(global bool) rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if truth()(f, path, value); value.Truth() && !global {
			f.Fault(path, "only global datasources can be the embedded one")
		}
	}
}

func labelName() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if expect(f, path, value, jsonstrict.String) && value.Text() != "" &&
			!variableNameForm.MatchString(value.Text()) {
			f.Fault(path, "must be the name of a label: letters, digits and _")
		}
	}
}

func prometheusDatasource() rule {
	endpoint := object(must("endpointPattern", text(longestText)), must("method", word("GET", "POST", "PUT", "PATCH",
		"DELETE")))
	proxy := object(must("url", serverURL()), may("allowedEndpoints", list(100, endpoint)), may("headers", headers()),
		may("secret", resourceName()))
	return object(may("directUrl", serverURL()), may("scrapeInterval", duration()),
		may("proxy", object(must("kind", word("HTTPProxy")), must("spec", proxy))))
}

func needsURL(f *Findings, path string, spec *jsonstrict.Value) {
	direct, proxied := spec.Get("directUrl").Text() != "", spec.Get("proxy").Is(jsonstrict.Object)
	if direct == proxied {
		f.Fault(path, "must have either directUrl or proxy")
	}
}

func serverURL() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if !expect(f, path, value, jsonstrict.String) {
			return
		}
		if problem := urlProblem(value.Text()); problem != "" {
			f.Fault(path, "%s", problem)
		}
	}
}

func urlProblem(text string) string {
	const form = "must be a URL such as https://prometheus.example:9090, at most 2000 characters"
	address, err := url.Parse(text)
	switch {
	case err != nil || len(text) > 2000 || strings.ContainsAny(text, " \t\r\n\\"):
		return form
	case address.Scheme != "http" && address.Scheme != "https":
		return "must begin with http:// or https://"
	case address.User != nil:
		return "must not hold a user or password; use a secret"
	case address.Hostname() == "" || address.Opaque != "":
		return form
	case address.Port() != "" && !isPort(address.Port()):
		return "must have a port from 1 to 65535"
	case address.RawQuery != "" || address.ForceQuery || address.Fragment != "":
		return "must not have a query or a fragment"
	default:
		return netguard.CheckSpelling(text)
	}
}

func isPort(digits string) bool {
	number, err := strconv.ParseUint(digits, 10, 16)
	return err == nil && number > 0
}

// closedHeaders are request headers that only Dashkeep sets.
func closedHeaders() []string {
	return []string{
		"authorization", "cookie", "host", "connection", "content-length", "transfer-encoding", "upgrade",
		"te", "trailer", "keep-alive", "proxy-authorization", "proxy-connection",
	}
}

func headers() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if !expect(f, path, value, jsonstrict.Object) {
			return
		}
		if len(value.Members()) > 50 {
			f.Fault(path, "must have at most 50 headers")
			return
		}
		for _, header := range value.Members() {
			checkHeader(f, jsonstrict.Join(path, header.Key), header)
		}
	}
}

func checkHeader(f *Findings, path string, header jsonstrict.Member) {
	if !expect(f, path, header.Value, jsonstrict.String) {
		return
	}
	name, longest := strings.ToLower(header.Key), longestHeader
	if strings.HasPrefix(header.Value.Text(), perses.SealedMark) {
		longest = longestSealed // an earlier version comes back
	}
	switch {
	case name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "":
		f.Fault(path, "a header's name is letters, digits and -")
	case slices.Contains(closedHeaders(), name):
		f.Fault(path, "this header can't be set here; put credentials into a secret")
	case len(header.Value.Text()) > longest || strings.ContainsFunc(header.Value.Text(),
		func(r rune) bool { return r < ' ' || r > '~' }):
		f.Fault(path, "must be at most 1000 printable ASCII characters")
	}
}
