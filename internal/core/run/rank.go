package run

// ItemRank is the place of an item where the worst comes first. It is stored, to
// page by it, so the numbers never change; the gaps are for what is still to come.
func ItemRank(status ItemStatus, finding Finding) int {
	switch status {
	case ItemAwaiting:
		return 25
	case ItemSucceeded:
		return map[Finding]int{FindingFail: 10, FindingWarn: 20, FindingPass: 70, NoFinding: 70}[finding]
	case ItemFailed:
		return 30
	case ItemWarned:
		return 40
	case ItemRunning:
		return 50
	case ItemQueued:
		return 60
	case ItemSkipped:
		return 80
	}
	return 0
}

// IsRank reports whether items can have this rank. Once ranks were other numbers,
// and a cursor of that time must not lead anywhere.
func IsRank(rank int) bool {
	for _, status := range ItemStatuses() {
		for _, finding := range append(EveryFinding(), NoFinding) {
			if ItemRank(status, finding) == rank {
				return true
			}
		}
	}
	return false
}
