package access

// Role is a user's place in a project.
type Role string

// The roles, highest first.
const (
	Owner    Role = "owner"
	Manager  Role = "manager"
	Operator Role = "operator"
	ReadOnly Role = "readonly"
)

// Roles lists every role, highest first.
func Roles() []Role { return []Role{Owner, Manager, Operator, ReadOnly} }

// Valid reports whether the role is one of the four.
func (r Role) Valid() bool { return r.rank() > 0 }

func (r Role) rank() int {
	switch r {
	case Owner:
		return 4
	case Manager:
		return 3
	case Operator:
		return 2
	case ReadOnly:
		return 1
	default:
		return 0
	}
}

// Permission is what a route or a use case asks for.
type Permission string

// Permissions that need no project.
const (
	// Public routes need no sign-in.
	Public Permission = "public"
	// SignedIn routes need any principal.
	SignedIn Permission = "signed_in"
	// AdminUsers and the other admin permissions are for administrators only.
	AdminUsers       Permission = "users:manage"
	AdminProjects    Permission = "projects:create"
	AdminDatasources Permission = "global_datasource:manage"
	AdminAudit       Permission = "audit:read"
)

// Permissions within a project.
const (
	ProjectRead      Permission = "project:read"
	ProjectManage    Permission = "project:manage"
	MemberRead       Permission = "member:read"
	MemberManage     Permission = "member:manage"
	DashboardRead    Permission = "dashboard:read"
	DashboardWrite   Permission = "dashboard:write"
	DashboardPurge   Permission = "dashboard:purge"
	QueryRun         Permission = "query:run"
	DatasourceRead   Permission = "datasource:read"
	DatasourceManage Permission = "datasource:manage"
	RunRead          Permission = "run:read"
	RunAnswer        Permission = "run:answer"
	HealthRead       Permission = "health:read"
	HealthDelete     Permission = "health:delete"
	ValidationStart  Permission = "validation:start"
	PolicyRead       Permission = "policy:read"
	PolicyManage     Permission = "policy:manage"
)

// Rule is one row of the permission table: the lowest role that has the
// permission within a project, and what it allows, for the documentation.
type Rule struct {
	Permission Permission
	Lowest     Role
	Allows     string
}

// Table is the permission table of a project, in the order of the documentation.
func Table() []Rule {
	return []Rule{
		{ProjectRead, ReadOnly, "see the project"},
		{DashboardRead, ReadOnly, "open, export and compare dashboards"},
		{QueryRun, ReadOnly, "ask the project's datasources"},
		{DatasourceRead, ReadOnly, "see datasources and variables"},
		{RunRead, ReadOnly, "read runs, items and logs"},
		{HealthRead, ReadOnly, "read health and reports"},
		{PolicyRead, ReadOnly, "read validation policies"},
		{MemberRead, ReadOnly, "see the members"},
		{DashboardWrite, Operator, "create, change, archive and restore dashboards"},
		{ValidationStart, Operator, "start and cancel checks"},
		{RunAnswer, Operator, "answer what runs ask for, hand it over or send it back"},
		{DashboardPurge, Manager, "delete dashboards for ever"},
		{DatasourceManage, Manager, "manage datasources, variables and secrets"},
		{HealthDelete, Manager, "delete reports"},
		{PolicyManage, Manager, "manage validation policies"},
		{MemberManage, Owner, "manage members"},
		{ProjectManage, Owner, "change or delete the project"},
	}
}

// adminPermissions are the permissions that only administrators have.
func adminPermissions() []Permission {
	return []Permission{AdminUsers, AdminProjects, AdminDatasources, AdminAudit}
}

// Permissions lists every permission: those that need no project, then those of the table.
func Permissions() []Permission {
	all := append([]Permission{Public, SignedIn}, adminPermissions()...)
	for _, rule := range Table() {
		all = append(all, rule.Permission)
	}
	return all
}

// adminEverywhere are the permissions that an administrator has in every
// project, so that a project without a reachable owner can be repaired.
func adminEverywhere(permission Permission) bool {
	return permission == ProjectRead || permission == MemberRead || permission == MemberManage
}

// NeedsProject reports whether the permission only makes sense in a project.
// The second result is false for a permission that does not exist.
func (p Permission) NeedsProject() (needs, known bool) {
	if p == Public || p == SignedIn {
		return false, true
	}
	for _, admin := range adminPermissions() {
		if p == admin {
			return false, true
		}
	}
	_, known = lowest(p)
	return known, known
}

func lowest(permission Permission) (Role, bool) {
	for _, grant := range Table() {
		if grant.Permission == permission {
			return grant.Lowest, true
		}
	}
	return "", false
}

// Allows reports whether a role has a permission of a project.
func (r Role) Allows(permission Permission) bool {
	needed, known := lowest(permission)
	return known && r.Valid() && r.rank() >= needed.rank()
}

// Permissions lists what a role may do, in the order of the table.
func (r Role) Permissions() []Permission {
	var granted []Permission
	for _, grant := range Table() {
		if r.Allows(grant.Permission) {
			granted = append(granted, grant.Permission)
		}
	}
	return granted
}

// AtMost gives the lower of two roles; an empty ceiling is none.
func (r Role) AtMost(ceiling Role) Role {
	if ceiling == "" || r.rank() <= ceiling.rank() {
		return r
	}
	return ceiling
}
