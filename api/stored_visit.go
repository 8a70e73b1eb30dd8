package api

import "net/http"

// VisitListDashboardsResponse writes the document.
func (s Stored) VisitListDashboardsResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitCreateDashboardResponse writes the document.
func (s Stored) VisitCreateDashboardResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitGetDashboardResponse writes the document.
func (s Stored) VisitGetDashboardResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitUpdateDashboardResponse writes the document.
func (s Stored) VisitUpdateDashboardResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitRestoreDashboardResponse writes the document.
func (s Stored) VisitRestoreDashboardResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitGetDashboardVersionResponse writes the document.
func (s Stored) VisitGetDashboardVersionResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitRestoreDashboardVersionResponse writes the document.
func (s Stored) VisitRestoreDashboardVersionResponse(w http.ResponseWriter) error {
	return s.write(w)
}

// VisitExportDashboardResponse writes the document.
func (s Stored) VisitExportDashboardResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitListPluginsResponse writes the document.
func (s Stored) VisitListPluginsResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitMigrateGrafanaResponse writes the document.
func (s Stored) VisitMigrateGrafanaResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitListDatasourcesResponse writes the document.
func (s Stored) VisitListDatasourcesResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitCreateDatasourceResponse writes the document.
func (s Stored) VisitCreateDatasourceResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitGetDatasourceResponse writes the document.
func (s Stored) VisitGetDatasourceResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitUpdateDatasourceResponse writes the document.
func (s Stored) VisitUpdateDatasourceResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitListGlobalDatasourcesResponse writes the document.
func (s Stored) VisitListGlobalDatasourcesResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitCreateGlobalDatasourceResponse writes the document.
func (s Stored) VisitCreateGlobalDatasourceResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitGetGlobalDatasourceResponse writes the document.
func (s Stored) VisitGetGlobalDatasourceResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitUpdateGlobalDatasourceResponse writes the document.
func (s Stored) VisitUpdateGlobalDatasourceResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitListVariablesResponse writes the document.
func (s Stored) VisitListVariablesResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitCreateVariableResponse writes the document.
func (s Stored) VisitCreateVariableResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitGetVariableResponse writes the document.
func (s Stored) VisitGetVariableResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitUpdateVariableResponse writes the document.
func (s Stored) VisitUpdateVariableResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitListGlobalVariablesResponse writes the document.
func (s Stored) VisitListGlobalVariablesResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitCreateGlobalVariableResponse writes the document.
func (s Stored) VisitCreateGlobalVariableResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitGetGlobalVariableResponse writes the document.
func (s Stored) VisitGetGlobalVariableResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitUpdateGlobalVariableResponse writes the document.
func (s Stored) VisitUpdateGlobalVariableResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitListSecretsResponse writes the document.
func (s Stored) VisitListSecretsResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitCreateSecretResponse writes the document.
func (s Stored) VisitCreateSecretResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitGetSecretResponse writes the document.
func (s Stored) VisitGetSecretResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitUpdateSecretResponse writes the document.
func (s Stored) VisitUpdateSecretResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitListGlobalSecretsResponse writes the document.
func (s Stored) VisitListGlobalSecretsResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitCreateGlobalSecretResponse writes the document.
func (s Stored) VisitCreateGlobalSecretResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitGetGlobalSecretResponse writes the document.
func (s Stored) VisitGetGlobalSecretResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitUpdateGlobalSecretResponse writes the document.
func (s Stored) VisitUpdateGlobalSecretResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitListAllDashboardsResponse writes the document.
func (s Stored) VisitListAllDashboardsResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitCreateDashboardOfDocumentResponse writes the document.
func (s Stored) VisitCreateDashboardOfDocumentResponse(w http.ResponseWriter) error {
	return s.write(w)
}

// VisitListAllDatasourcesResponse writes the document.
func (s Stored) VisitListAllDatasourcesResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitCreateDatasourceOfDocumentResponse writes the document.
func (s Stored) VisitCreateDatasourceOfDocumentResponse(w http.ResponseWriter) error {
	return s.write(w)
}

// VisitListAllVariablesResponse writes the document.
func (s Stored) VisitListAllVariablesResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitCreateVariableOfDocumentResponse writes the document.
func (s Stored) VisitCreateVariableOfDocumentResponse(w http.ResponseWriter) error {
	return s.write(w)
}

// VisitListAllSecretsResponse writes the document.
func (s Stored) VisitListAllSecretsResponse(w http.ResponseWriter) error { return s.write(w) }

// VisitCreateSecretOfDocumentResponse writes the document.
func (s Stored) VisitCreateSecretOfDocumentResponse(w http.ResponseWriter) error { return s.write(w) }
