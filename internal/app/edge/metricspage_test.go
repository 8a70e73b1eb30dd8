package edge

import "testing"

func TestTheMetricsPageIsOfThisMachineWhereNoOtherAddressIsGiven(t *testing.T) {
	t.Parallel()
	for base, want := range map[string]bool{
		"": true, "http://localhost:8080": true, "http://[::1]": true, "https://dashkeep.example": false,
		"https://localhost.evil.example": false, "https://10.0.0.1": false,
	} {
		if got := isPrivate(base); got != want {
			t.Errorf("with the base %q it is private: %v", base, got)
		}
	}
}
