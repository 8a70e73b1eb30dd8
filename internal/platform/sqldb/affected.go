package sqldb

import "database/sql"

// Affected is how many rows a statement changed, or its error: for the result of Exec.
func Affected(result sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}
