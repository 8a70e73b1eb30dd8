package schema

// The bounds of one dashboard.
const (
	mostPanels      = 200
	mostLayouts     = 100
	mostQueries     = 100
	mostVariables   = 100
	mostDatasources = 50
	mostTags        = 20
	longestTag      = 50
	lowestRow       = 10_000
)

// The longest texts, in characters.
const (
	longestTitle    = 200
	longestText     = 2000
	longestMarkdown = 100_000
	longestName     = 75
)

// mostValues is how many entries a static list may have.
const mostValues = 1000

// mostFaults is how many faults a check tells; the rest are counted by repeating it.
const mostFaults = 100

const (
	longestHeader = 1000
	// longestSealed leaves room for what sealing adds to the longest value.
	longestSealed = 2000
)

const longestCredential = 20_000
