-- owner: feature/account, feature/project (project, member)
-- +goose Up
CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY,
    login TEXT NOT NULL,
    login_folded TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    email TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    is_admin BOOLEAN NOT NULL,
    disabled BOOLEAN NOT NULL,
    created_at ${TIME} NOT NULL,
    updated_at ${TIME} NOT NULL,
    last_seen_at ${TIME}
);
CREATE INDEX account_email ON account (email);

CREATE TABLE project (
    name TEXT NOT NULL PRIMARY KEY,
    display_name TEXT NOT NULL,
    document TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at ${TIME} NOT NULL,
    updated_at ${TIME} NOT NULL
);

CREATE TABLE member (
    project TEXT NOT NULL REFERENCES project (name) ON DELETE CASCADE,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'operator', 'readonly')),
    created_at ${TIME} NOT NULL,
    PRIMARY KEY (project, account_id)
);
CREATE INDEX member_account ON member (account_id);

CREATE TABLE account_session (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    secret_hash ${BLOB} NOT NULL,
    created_at ${TIME} NOT NULL,
    last_seen_at ${TIME} NOT NULL,
    expires_at ${TIME} NOT NULL,
    client_address TEXT NOT NULL,
    user_agent TEXT NOT NULL
);
CREATE INDEX account_session_account ON account_session (account_id, created_at);
CREATE INDEX account_session_expires ON account_session (expires_at);

CREATE TABLE api_token (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    project TEXT NOT NULL,
    role TEXT NOT NULL,
    secret_hash ${BLOB} NOT NULL,
    created_at ${TIME} NOT NULL,
    expires_at ${TIME} NOT NULL,
    last_used_at ${TIME}
);
CREATE INDEX api_token_account ON api_token (account_id, created_at);

CREATE TABLE one_time_link (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL CHECK (purpose IN ('setup', 'password')),
    secret_hash ${BLOB} NOT NULL UNIQUE,
    created_at ${TIME} NOT NULL,
    expires_at ${TIME} NOT NULL
);
CREATE INDEX one_time_link_account ON one_time_link (account_id);

CREATE TABLE preference (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    document TEXT NOT NULL,
    updated_at ${TIME} NOT NULL
);

-- +goose Down
DROP TABLE preference;
DROP TABLE one_time_link;
DROP TABLE api_token;
DROP TABLE account_session;
DROP TABLE member;
DROP TABLE project;
DROP TABLE account;
