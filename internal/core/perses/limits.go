package perses

// GridColumns is how many columns a dashboard is wide.
const GridColumns = 24
