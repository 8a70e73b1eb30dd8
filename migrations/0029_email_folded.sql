-- owner: feature/account

-- +goose Up
-- The form by which an address is found, and which one user has. The program writes it, as the databases know capital letters
-- of some alphabets only. It is empty where there is no address, and where it is still to be written or another user has it:
-- then the next start, or the next save of an address, writes it if it can.
ALTER TABLE account ADD COLUMN email_folded TEXT NOT NULL DEFAULT '';
DROP INDEX account_email;
CREATE UNIQUE INDEX account_email ON account (email_folded) WHERE email_folded <> '';
CREATE INDEX account_email_unfolded ON account (id) WHERE email_folded = '' AND email <> '';

-- +goose Down
DROP INDEX account_email_unfolded;
DROP INDEX account_email;
CREATE INDEX account_email ON account (LOWER(email));
ALTER TABLE account DROP COLUMN email_folded;
