package audit

import (
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/access"
)

// Action is what somebody did or was refused. The contract lists them all, so each is a
// constant here, and one that is no longer written stays: older entries have it.
type Action string

// The actions on the instance and its people.
const (
	AuditBegin         Action = "audit.begin"
	AuditExport        Action = "audit.export"
	UserCreate         Action = "user.create"
	UserUpdate         Action = "user.update"
	UserPasswordLink   Action = "user.password_link"
	UserSetPassword    Action = "user.set_password"
	UserChangePassword Action = "user.change_password"
	UserResetPassword  Action = "user.reset_password"
	SessionCreate      Action = "session.create"
	SessionDelete      Action = "session.delete"
	SessionDeleteAll   Action = "session.delete_all"
	TokenCreate        Action = "token.create"
	TokenDelete        Action = "token.delete"
	ProjectCreate      Action = "project.create"
	ProjectUpdate      Action = "project.update"
	ProjectDelete      Action = "project.delete"
	MemberUpdate       Action = "member.update"
	MemberDelete       Action = "member.delete"
)

// The actions on dashboards and their health.
const (
	DashboardSeed           Action = "dashboard.seed"
	DashboardCreate         Action = "dashboard.create"
	DashboardUpdate         Action = "dashboard.update"
	DashboardImport         Action = "dashboard.import"
	DashboardExport         Action = "dashboard.export"
	DashboardState          Action = "dashboard.state"
	DashboardArchive        Action = "dashboard.archive"
	DashboardRestore        Action = "dashboard.restore"
	DashboardRestoreVersion Action = "dashboard.restore_version"
	DashboardPurge          Action = "dashboard.purge"
	DashboardValidate       Action = "dashboard.validate"
	RunCancel               Action = "run.cancel"
	RunAnswer               Action = "run.answer"
	RunHandOver             Action = "run.hand_over"
	RunSendBack             Action = "run.send_back"
	HealthDelete            Action = "health.delete"
	PolicyCreate            Action = "policy.create"
	PolicyUpdate            Action = "policy.update"
	PolicyPause             Action = "policy.pause"
	PolicyResume            Action = "policy.resume"
	PolicyRun               Action = "policy.run"
	PolicyDelete            Action = "policy.delete"
	EnvironmentCreate       Action = "environment.create"
	EnvironmentUpdate       Action = "environment.update"
	EnvironmentDelete       Action = "environment.delete"
)

// The actions on datasources, variables and secrets.
const (
	DatasourceCreate       Action = "datasource.create"
	DatasourceUpdate       Action = "datasource.update"
	DatasourceRename       Action = "datasource.rename"
	DatasourceDelete       Action = "datasource.delete"
	GlobalDatasourceCreate Action = "global_datasource.create"
	GlobalDatasourceUpdate Action = "global_datasource.update"
	GlobalDatasourceRename Action = "global_datasource.rename"
	GlobalDatasourceDelete Action = "global_datasource.delete"
	VariableCreate         Action = "variable.create"
	VariableUpdate         Action = "variable.update"
	VariableRename         Action = "variable.rename"
	VariableDelete         Action = "variable.delete"
	GlobalVariableCreate   Action = "global_variable.create"
	GlobalVariableUpdate   Action = "global_variable.update"
	GlobalVariableRename   Action = "global_variable.rename"
	GlobalVariableDelete   Action = "global_variable.delete"
	SecretCreate           Action = "secret.create"
	SecretUpdate           Action = "secret.update"
	SecretRename           Action = "secret.rename"
	SecretDelete           Action = "secret.delete"
	GlobalSecretCreate     Action = "global_secret.create"
	GlobalSecretUpdate     Action = "global_secret.update"
	GlobalSecretRename     Action = "global_secret.rename"
	GlobalSecretDelete     Action = "global_secret.delete"
)

// Refused is the action of an entry that tells of a refused request: the permission that
// it needs.
func Refused(permission access.Permission) Action { return Action(permission) }

// Actions lists every action that an entry may have, in the order of the contract.
func Actions() []Action {
	all := []Action{
		AuditBegin, AuditExport, UserCreate, UserUpdate, UserPasswordLink, UserSetPassword, UserChangePassword,
		UserResetPassword, SessionCreate, SessionDelete, SessionDeleteAll, TokenCreate, TokenDelete, ProjectCreate,
		ProjectUpdate, ProjectDelete, MemberUpdate, MemberDelete, DashboardSeed, DashboardCreate, DashboardUpdate,
		DashboardImport, DashboardExport, DashboardState, DashboardArchive, DashboardRestore, DashboardRestoreVersion,
		DashboardPurge, DashboardValidate, RunCancel, RunAnswer, RunHandOver, RunSendBack, HealthDelete, PolicyCreate,
		PolicyUpdate, PolicyPause, PolicyResume, PolicyRun, PolicyDelete, EnvironmentCreate,
		EnvironmentUpdate, EnvironmentDelete, DatasourceCreate, DatasourceUpdate, DatasourceRename, DatasourceDelete,
		GlobalDatasourceCreate, GlobalDatasourceUpdate, GlobalDatasourceRename, GlobalDatasourceDelete, VariableCreate,
		VariableUpdate, VariableRename, VariableDelete, GlobalVariableCreate, GlobalVariableUpdate, GlobalVariableRename,
		GlobalVariableDelete, SecretCreate, SecretUpdate, SecretRename, SecretDelete, GlobalSecretCreate,
		GlobalSecretUpdate, GlobalSecretRename, GlobalSecretDelete,
	}
	for _, permission := range access.Permissions() {
		all = append(all, Refused(permission))
	}
	return all
}

// Change is what the action does to its resource: the word behind the dot.
func (a Action) Change() string {
	_, change, _ := strings.Cut(string(a), ".")
	return change
}
