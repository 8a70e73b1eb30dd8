package dashboard

import "net/http"

// A reply is the answer of every operation that returns documents.

// VisitListDashboardsResponse writes the reply.
func (r reply) VisitListDashboardsResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitCreateDashboardResponse writes the reply.
func (r reply) VisitCreateDashboardResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetDashboardResponse writes the reply.
func (r reply) VisitGetDashboardResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitUpdateDashboardResponse writes the reply.
func (r reply) VisitUpdateDashboardResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitRestoreDashboardResponse writes the reply.
func (r reply) VisitRestoreDashboardResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetDashboardVersionResponse writes the reply.
func (r reply) VisitGetDashboardVersionResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitRestoreDashboardVersionResponse writes the reply.
func (r reply) VisitRestoreDashboardVersionResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitExportDashboardResponse writes the reply.
func (r reply) VisitExportDashboardResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitListPluginsResponse writes the reply.
func (r reply) VisitListPluginsResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitMigrateGrafanaResponse writes the reply.
func (r reply) VisitMigrateGrafanaResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitListDatasourcesResponse writes the reply.
func (r reply) VisitListDatasourcesResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitCreateDatasourceResponse writes the reply.
func (r reply) VisitCreateDatasourceResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetDatasourceResponse writes the reply.
func (r reply) VisitGetDatasourceResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitUpdateDatasourceResponse writes the reply.
func (r reply) VisitUpdateDatasourceResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitListGlobalDatasourcesResponse writes the reply.
func (r reply) VisitListGlobalDatasourcesResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitCreateGlobalDatasourceResponse writes the reply.
func (r reply) VisitCreateGlobalDatasourceResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetGlobalDatasourceResponse writes the reply.
func (r reply) VisitGetGlobalDatasourceResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitUpdateGlobalDatasourceResponse writes the reply.
func (r reply) VisitUpdateGlobalDatasourceResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitListVariablesResponse writes the reply.
func (r reply) VisitListVariablesResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitCreateVariableResponse writes the reply.
func (r reply) VisitCreateVariableResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetVariableResponse writes the reply.
func (r reply) VisitGetVariableResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitUpdateVariableResponse writes the reply.
func (r reply) VisitUpdateVariableResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitListGlobalVariablesResponse writes the reply.
func (r reply) VisitListGlobalVariablesResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitCreateGlobalVariableResponse writes the reply.
func (r reply) VisitCreateGlobalVariableResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetGlobalVariableResponse writes the reply.
func (r reply) VisitGetGlobalVariableResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitUpdateGlobalVariableResponse writes the reply.
func (r reply) VisitUpdateGlobalVariableResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitListSecretsResponse writes the reply.
func (r reply) VisitListSecretsResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitCreateSecretResponse writes the reply.
func (r reply) VisitCreateSecretResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetSecretResponse writes the reply.
func (r reply) VisitGetSecretResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitUpdateSecretResponse writes the reply.
func (r reply) VisitUpdateSecretResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitListGlobalSecretsResponse writes the reply.
func (r reply) VisitListGlobalSecretsResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitCreateGlobalSecretResponse writes the reply.
func (r reply) VisitCreateGlobalSecretResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetGlobalSecretResponse writes the reply.
func (r reply) VisitGetGlobalSecretResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitUpdateGlobalSecretResponse writes the reply.
func (r reply) VisitUpdateGlobalSecretResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitListAllDashboardsResponse writes the reply.
func (r reply) VisitListAllDashboardsResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitCreateDashboardOfDocumentResponse writes the reply.
func (r reply) VisitCreateDashboardOfDocumentResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitListAllDatasourcesResponse writes the reply.
func (r reply) VisitListAllDatasourcesResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitCreateDatasourceOfDocumentResponse writes the reply.
func (r reply) VisitCreateDatasourceOfDocumentResponse(w http.ResponseWriter) error {
	return r.write(w)
}

// VisitListAllVariablesResponse writes the reply.
func (r reply) VisitListAllVariablesResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitCreateVariableOfDocumentResponse writes the reply.
func (r reply) VisitCreateVariableOfDocumentResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitListAllSecretsResponse writes the reply.
func (r reply) VisitListAllSecretsResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitCreateSecretOfDocumentResponse writes the reply.
func (r reply) VisitCreateSecretOfDocumentResponse(w http.ResponseWriter) error { return r.write(w) }
