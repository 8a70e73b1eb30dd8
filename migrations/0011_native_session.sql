-- owner: feature/account

-- +goose Up
-- How often the refresh token of a session that a Perses client opened was renewed. Without a row: never.
CREATE TABLE account_native_session (
    session_id TEXT   NOT NULL PRIMARY KEY REFERENCES account_session (id) ON DELETE CASCADE,
    generation BIGINT NOT NULL
);

-- +goose Down
DROP TABLE account_native_session;
