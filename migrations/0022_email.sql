-- owner: feature/account

-- +goose Up
-- An address is found however its letters are written.
DROP INDEX account_email;
CREATE INDEX account_email ON account (LOWER(email));

-- +goose Down
DROP INDEX account_email;
CREATE INDEX account_email ON account (email);
