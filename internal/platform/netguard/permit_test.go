package netguard_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/dashkeep/dashkeep/internal/platform/netguard"
)

func TestPermit_opens_one_server_and_nothing_to_others(t *testing.T) {
	t.Parallel()
	port, _ := recorder(t)
	names, resolver := newZone(t)
	names.set("mail.internal", "127.0.0.1")
	names.set("other.internal", "127.0.0.1")
	names.set("clouds.internal", "169.254.169.254")
	const own = 9
	guard, err := netguard.New(netguard.Config{Resolver: resolver, OwnPorts: []uint16{own}})
	if err != nil {
		t.Fatal(err)
	}
	permit := func(host string, port uint16) netguard.Policy {
		return netguard.Policy{Permit: netguard.Permit{
			Setting: "DASHKEEP_MAIL", Server: netguard.Server{Host: host, Port: port},
		}}
	}
	dial := func(policy netguard.Policy, host string, port uint16) *netguard.Denied {
		conn, err := guard.Dialer(policy)(t.Context(), "tcp", fmt.Sprintf("%s:%d", host, port))
		if err == nil {
			_ = conn.Close()
		}
		denial, _ := errors.AsType[*netguard.Denied](err)
		return denial
	}
	mail := permit("mail.internal", port)
	for _, host := range []string{"mail.internal", "MAIL.internal."} {
		if denial := dial(mail, host, port); denial != nil {
			t.Errorf("%s, which the setting names: %v", host, denial)
		}
	}
	if denial := dial(permit("mail.internal", 25), "mail.internal", 25); denial != nil {
		t.Errorf("a mail server's port: %v", denial)
	}
	for name, policy := range map[string]netguard.Policy{
		"global datasource": {}, "project's": {Projects: true}, "project's from before": {Projects: true, Kept: true},
	} {
		if denial := dial(policy, "mail.internal", port); denial == nil || denial.Setting == "DASHKEEP_MAIL" {
			t.Errorf("a %s reaches it too, or is told of it: %v", name, denial)
		}
	}
	if denial := dial(mail, "other.internal", port); denial == nil || denial.Setting != "DASHKEEP_MAIL" {
		t.Errorf("another name of the same server: %v", denial)
	}
	if denial := dial(mail, "mail.internal", port+1); denial == nil {
		t.Error("another port of the server is open")
	}
	if denial := dial(permit("clouds.internal", 80), "clouds.internal", 80); denial == nil || !denial.Never {
		t.Errorf("a name that leads to metadata: %v", denial)
	}
	if denial := dial(permit("mail.internal", own), "mail.internal", own); denial == nil || !denial.Never {
		t.Errorf("a name that leads to Dashkeep itself: %v", denial)
	}
	if mail.Key() == permit("other.internal", port).Key() || mail.Key() == (netguard.Policy{}).Key() {
		t.Error("connections of different permits are shared")
	}
}
