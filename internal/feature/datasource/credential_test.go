package datasource_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/testkit/boards"
)

func secretNamed(name string) []byte {
	return fmt.Appendf(nil, `{"kind":"Secret","metadata":{"name":%q},"spec":{"authorization":{"credentials":"x"}}}`, name)
}

// refused asserts that the credentials stay at home, and that the answer says
// which field is at fault and what to do.
func (w *world) refused(err error, field string) {
	w.T.Helper()
	problem, ok := errors.AsType[*apperror.Error](err)
	if !ok || problem.Kind != apperror.Invalid || len(problem.Fields) != 1 || problem.Fields[0].Field != field ||
		!strings.Contains(problem.Fields[0].Message, "enter the credentials again") {
		w.T.Errorf("not refused: %v", err)
	}
}

func TestDatasources_that_move_do_not_take_credentials_along(t *testing.T) {
	t.Parallel()
	const field = "spec.plugin.spec.proxy.spec.secret"
	each(t, func(w *world) {
		ctx, scope := w.T.Context(), w.Manager()
		for _, name := range []string{"s", "other"} {
			_, err := w.CreateResource(ctx, scope, perses.Secret, secretNamed(name))
			w.Must(err)
		}
		save := func(proxy string) error {
			w.Clock.Advance(time.Second)
			_, err := w.UpdateResource(ctx, scope, perses.Datasource, "prom", sourceText("Datasource", "prom", false, proxy))
			return err
		}
		_, err := w.CreateResource(ctx, scope, perses.Datasource, sourceText("Datasource", "prom", false,
			`{"url":"https://prom.example","secret":"s"}`))
		w.Must(err)
		for _, evil := range []string{
			"https://evil.example", "http://prom.example", "https://prom.example:8443", "https://prom.example.evil.example",
		} {
			w.refused(save(`{"url":"`+evil+`","secret":"s"}`), field)
		}
		w.Must(save(`{"url":"https://PROM.example:443/base","secret":"s"}`)) // the same server
		read, err := w.Resource(ctx, scope, perses.Secret, "s")
		w.Must(err)
		w.Clock.Advance(time.Second)
		_, err = w.UpdateResource(ctx, scope, perses.Secret, "s", read.Document)
		w.Must(err)
		w.refused(save(`{"url":"https://evil.example","secret":"s"}`), field) // masked values were not entered
		source, err := w.Resolve(ctx, w.Writer(), "", "prom")
		w.Must(err)
		if source.URL != "https://PROM.example:443/base" || source.Credentials == nil {
			w.T.Errorf("%+v", source)
		}
		w.Must(save(`{"url":"https://new.example","secret":"other"}`)) // another secret
		w.Must(save(`{"url":"https://newer.example"}`))                // none
		w.Must(save(`{"url":"https://newer.example","secret":"s"}`))
		w.Must(w.DeleteResource(ctx, scope, perses.Secret, "s", true))
		w.Clock.Advance(time.Second)
		_, err = w.CreateResource(ctx, scope, perses.Secret, secretNamed("s"))
		w.Must(err)
		w.Must(save(`{"url":"https://newest.example","secret":"s"}`)) // entered again
		w.refused(save(`{"url":"https://evil.example","secret":"s"}`), field)
	})
}

func TestDatasources_of_dashboards_that_move_do_not_take_credentials_along(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.T.Context(), w.Manager()
		for _, name := range []string{"s", "other"} {
			_, err := w.CreateResource(ctx, scope, perses.Secret, secretNamed(name))
			w.Must(err)
		}
		text := func(name, proxy string) []byte {
			own := fmt.Sprintf(`"spec":{"datasources":{%q:{"plugin":{"kind":"PrometheusDatasource",`+
				`"spec":{"proxy":{"kind":"HTTPProxy","spec":%s}}}}},"display"`, name, proxy)
			return []byte(strings.Replace(string(boards.Doc("a", "A", "up")), `"spec":{"display"`, own, 1))
		}
		_, err := w.Create(ctx, scope, text("d", `{"url":"https://prom.example","secret":"s"}`), dashboard.Save{})
		w.Must(err)
		save := func(name, proxy string) error {
			_, err := w.Update(ctx, scope, "a", text(name, proxy), dashboard.Save{})
			return err
		}
		const field = ".plugin.spec.proxy.spec.secret"
		w.refused(save("d", `{"url":"https://evil.example","secret":"s"}`), "spec.datasources.d"+field)
		w.refused(save("e", `{"url":"https://evil.example","secret":"s"}`), "spec.datasources.e"+field)
		w.Must(save("e", `{"url":"https://prom.example/base","secret":"s"}`))
		w.Must(save("e", `{"url":"https://new.example","secret":"other"}`))
	})
}

func TestSecrets_go_only_where_somebody_sent_them_who_knew_them(t *testing.T) {
	t.Parallel()
	const field = "spec.plugin.spec.proxy.spec.secret"
	each(t, func(w *world) {
		ctx, ada := w.T.Context(), w.Manager()
		eve := w.As("eve", "shop", access.Manager, access.DatasourceManage)
		create := func(scope access.Scope, name, proxy string) error {
			_, err := w.CreateResource(ctx, scope, perses.Datasource, sourceText("Datasource", name, false, proxy))
			return err
		}
		update := func(scope access.Scope, name, proxy string) error {
			_, err := w.UpdateResource(ctx, scope, perses.Datasource, name, sourceText("Datasource", name, false, proxy))
			return err
		}
		secret, err := w.CreateResource(ctx, ada, perses.Secret, secretNamed("s"))
		w.Must(err)
		w.Must(create(ada, "prom", `{"url":"https://prom.example","secret":"s"}`))
		w.Must(create(ada, "thanos", `{"url":"https://thanos.example","secret":"s"}`)) // she knows what she sends

		w.refused(create(eve, "evil", `{"url":"https://evil.example","secret":"s"}`), field)
		w.Must(create(eve, "again", `{"url":"https://prom.example/other","secret":"s"}`)) // it goes there already
		w.Must(create(eve, "bare", `{"url":"https://evil.example"}`))
		w.refused(update(eve, "bare", `{"url":"https://evil.example","secret":"s"}`), field)

		_, err = w.UpdateResource(ctx, eve, perses.Secret, "s", secret.Document) // masked: she still knows nothing
		w.Must(err)
		w.refused(create(eve, "evil", `{"url":"https://evil.example","secret":"s"}`), field)
		w.Must(create(ada, "third", `{"url":"https://third.example","secret":"s"}`))

		_, err = w.UpdateResource(ctx, eve, perses.Secret, "s", secretNamed("s")) // her own credentials
		w.Must(err)
		w.Must(create(eve, "evil", `{"url":"https://evil.example","secret":"s"}`))
	})
}

func TestSecrets_of_others_do_not_go_with_a_dashboard(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx := w.T.Context()
		eve := w.As("eve", "shop", access.Manager, access.DatasourceManage)
		_, err := w.CreateResource(ctx, w.Manager(), perses.Secret, secretNamed("s"))
		w.Must(err)
		_, err = w.CreateResource(ctx, w.Manager(), perses.Datasource, sourceText("Datasource", "prom", false,
			`{"url":"https://prom.example","secret":"s"}`))
		w.Must(err)
		bring := func(scope access.Scope, name, url string) error {
			own := fmt.Sprintf(`"spec":{"datasources":{"d":{"plugin":{"kind":"PrometheusDatasource",`+
				`"spec":{"proxy":{"kind":"HTTPProxy","spec":{"url":%q,"secret":"s"}}}}}},"display"`, url)
			text := strings.Replace(string(boards.Doc(name, "A", "up")), `"spec":{"display"`, own, 1)
			_, err := w.Create(ctx, scope, []byte(text), dashboard.Save{})
			return err
		}
		w.refused(bring(eve, "a", "https://evil.example"), "spec.datasources.d.plugin.spec.proxy.spec.secret")
		w.Must(bring(eve, "a", "https://prom.example"))
		w.Must(bring(w.Manager(), "b", "https://elsewhere.example"))
	})
}

// authority is a certificate in PEM form, and its key.
func authority(tb testing.TB, name string) (certificate, key string) {
	tb.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		tb.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		tb.Fatal(err)
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		tb.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw})),
		string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded}))
}

func TestSecrets_hold_certificates_where_they_are_shown(t *testing.T) {
	t.Parallel()
	certificate, key := authority(t, "one")
	other, _ := authority(t, "two")
	each(t, func(w *world) {
		save := func(ca, private string) error {
			text := fmt.Appendf(nil, `{"kind":"Secret","metadata":{"name":"s-%d"},"spec":{"tlsConfig":{"ca":%q,"key":%q}}}`, len(ca)+len(private), ca, private)
			_, err := w.CreateResource(w.T.Context(), w.Manager(), perses.Secret, text)
			return err
		}
		w.Must(save(certificate, key))
		w.Must(save("\n"+certificate+"\n\n"+other+"\n", ""))
		for ca, say := range map[string]string{
			"hunter2": "PEM", key: "tlsConfig.key", certificate + key: "tlsConfig.key", "password: x\n" + certificate: "nothing besides",
			certificate + "password: x": "nothing besides", "-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n": "cannot be read",
		} {
			if fields := fieldsOf(save(ca, "")); len(fields) != 1 || !strings.HasPrefix(fields[0], "spec.tlsConfig.ca: ") || !strings.Contains(fields[0], say) {
				w.T.Errorf("%.40q: %v", ca, fields)
			}
		}
		if fields := fieldsOf(save("", "hunter2")); len(fields) != 1 || !strings.HasPrefix(fields[0], "spec.tlsConfig.key: ") {
			w.T.Errorf("a key that is none: %v", fields)
		}
	})
}

// Who does not know the values must not change who they are sent to.
func TestSecrets_want_their_values_again_when_TLS_changes(t *testing.T) {
	t.Parallel()
	certificate, _ := authority(t, "one")
	each(t, func(w *world) {
		save := func(password, tls string) error {
			text := fmt.Appendf(nil, `{"kind":"Secret","metadata":{"name":"s"},"spec":{"basicAuth":{"username":"u","password":%q}%s}}`, password, tls)
			_, err := w.UpdateResource(w.T.Context(), w.Manager(), perses.Secret, "s", text)
			return err
		}
		_, err := w.CreateResource(w.T.Context(), w.Manager(), perses.Secret,
			[]byte(`{"kind":"Secret","metadata":{"name":"s"},"spec":{"basicAuth":{"username":"u","password":"p"}}}`))
		w.Must(err)
		w.Must(save("<secret>", ""))
		w.Must(save("<secret>", `,"tlsConfig":{"insecureSkipVerify":false}`))
		for _, tls := range []string{
			`,"tlsConfig":{"insecureSkipVerify":true}`, `,"tlsConfig":{"serverName":"evil.example"}`, fmt.Sprintf(`,"tlsConfig":{"ca":%q}`, certificate),
		} {
			fields := fieldsOf(save("<secret>", tls))
			if len(fields) != 1 || !strings.HasPrefix(fields[0], "spec.basicAuth.password: ") || !strings.Contains(fields[0], "give the value again") {
				w.T.Errorf("%s: %v", tls, fields)
			}
		}
		w.Must(save("q", `,"tlsConfig":{"insecureSkipVerify":true}`))
		w.Must(save("<secret>", `,"tlsConfig":{"insecureSkipVerify":true}`))
	})
}
