// Package auditlog is the read side of the audit trail: a filtered list in pages
// and exports. The table belongs to core/audit, which alone writes it.
package auditlog
