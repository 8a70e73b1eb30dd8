/** What the shell reads of the route that is shown. */
export type RouteHandle = { railIsCollapsed?: boolean };
