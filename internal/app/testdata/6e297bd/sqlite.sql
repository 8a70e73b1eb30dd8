PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY,
    login TEXT NOT NULL,
    login_folded TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    email TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    is_admin BOOLEAN NOT NULL,
    disabled BOOLEAN NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    last_seen_at TEXT
);
INSERT INTO "account" VALUES('01a22e05-e0e2-7c6a-ad44-c0576e0f74da','admin','admin','','','',1,0,'2026-11-30 19:54:26.902827+00:00','2026-11-30 19:54:26.902827+00:00',NULL);
INSERT INTO "account" VALUES('01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','recorder','','','$argon2id$v=19$m=32768,t=3,p=2$yR70TM3Rj5/V/zK1x0j8og$X3+VJTMMCwrTkXUN0n3HLydfy/uRiG2VLzqLdVeMaj8',0,0,'2026-11-30 19:54:27.971383+00:00','2026-11-30 19:54:27.971383+00:00',NULL);
CREATE TABLE account_session (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    secret_hash BLOB NOT NULL,
    created_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    client_address TEXT NOT NULL,
    user_agent TEXT NOT NULL
);
CREATE TABLE api_token (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    project TEXT NOT NULL,
    role TEXT NOT NULL,
    secret_hash BLOB NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    last_used_at TEXT
);
INSERT INTO "api_token" VALUES('01a22e05-e60d-7a48-8581-ad5fa8917581','01a22e05-e2e4-7e35-ba0d-cfec376606d5','test','','',X'C54964CB91D101B8C5CAD99737448F3099BB0E48B72E25F79A7DBD62DB619DDB','2026-11-30 19:54:28.237698+00:00','2026-12-01 19:54:28.237698+00:00','2026-11-30 19:54:28.291267+00:00');
CREATE TABLE asset_health (
    project           TEXT    NOT NULL,
    environment       TEXT    NOT NULL,
    asset             TEXT    NOT NULL,
    title             TEXT    NOT NULL,
    title_key         TEXT    NOT NULL,
    owner             TEXT    NOT NULL,
    -- |tag|tag|, lower case.
    tags              TEXT    NOT NULL,
    -- FALSE while the dashboard is archived or deleted.
    listed            BOOLEAN NOT NULL,
    status            TEXT    NOT NULL CHECK (status IN ('PASS', 'WARN', 'FAIL', 'UNKNOWN')),
    -- 0 FAIL, 1 WARN, 2 UNKNOWN, 3 PASS.
    status_rank       INTEGER NOT NULL,
    summary           TEXT    NOT NULL,
    cause_key         TEXT    NOT NULL,
    cause_code        TEXT    NOT NULL,
    cause_subject     TEXT    NOT NULL,
    cause             TEXT    NOT NULL,
    -- Empty until the asset was checked; then the year 1 below is gone, too.
    record_id         TEXT    NOT NULL,
    checked_at        TEXT NOT NULL,
    since             TEXT NOT NULL,
    last_good_at      TEXT,
    last_good_version BIGINT  NOT NULL,
    broken_since      TEXT,
    recovered_at      TEXT,
    broken_seconds    BIGINT  NOT NULL,
    -- One letter for each of the last 90 outcomes, oldest first: P W F U.
    strip             TEXT    NOT NULL,
    panels            INTEGER NOT NULL,
    panels_failing    INTEGER NOT NULL,
    policy_id         TEXT    NOT NULL,
    policy_name       TEXT    NOT NULL,
    duration_ms       BIGINT  NOT NULL,
    dashboard_version BIGINT  NOT NULL,
    PRIMARY KEY (project, environment, asset)
);
INSERT INTO "asset_health" VALUES('default','builtin','dashkeep','Dashkeep','dashkeep','','|dashkeep|',1,'UNKNOWN',2,'Never checked','','','','','','0001-01-01 00:00:00.000000+00:00','0001-01-01 00:00:00.000000+00:00',NULL,0,NULL,NULL,0,'',0,0,'','',0,0);
INSERT INTO "asset_health" VALUES('default','builtin','d0','d0','d0','recorder','',1,'UNKNOWN',2,'Never checked','','','','','','0001-01-01 00:00:00.000000+00:00','0001-01-01 00:00:00.000000+00:00',NULL,0,NULL,NULL,0,'',0,0,'','',0,0);
INSERT INTO "asset_health" VALUES('default','builtin','d1','d1','d1','recorder','',1,'UNKNOWN',2,'Never checked','','','','','','0001-01-01 00:00:00.000000+00:00','0001-01-01 00:00:00.000000+00:00',NULL,0,NULL,NULL,0,'',0,0,'','',0,0);
INSERT INTO "asset_health" VALUES('default','builtin','d2','d2','d2','recorder','',1,'UNKNOWN',2,'Never checked','','','','','','0001-01-01 00:00:00.000000+00:00','0001-01-01 00:00:00.000000+00:00',NULL,0,NULL,NULL,0,'',0,0,'','',0,0);
INSERT INTO "asset_health" VALUES('default','builtin','d3','d3','d3','recorder','',1,'UNKNOWN',2,'Never checked','','','','','','0001-01-01 00:00:00.000000+00:00','0001-01-01 00:00:00.000000+00:00',NULL,0,NULL,NULL,0,'',0,0,'','',0,0);
INSERT INTO "asset_health" VALUES('default','builtin','d4','d4','d4','recorder','',1,'UNKNOWN',2,'Never checked','','','','','','0001-01-01 00:00:00.000000+00:00','0001-01-01 00:00:00.000000+00:00',NULL,0,NULL,NULL,0,'',0,0,'','',0,0);
INSERT INTO "asset_health" VALUES('default','builtin','d5','d5','d5','recorder','',1,'UNKNOWN',2,'Never checked','','','','','','0001-01-01 00:00:00.000000+00:00','0001-01-01 00:00:00.000000+00:00',NULL,0,NULL,NULL,0,'',0,0,'','',0,0);
INSERT INTO "asset_health" VALUES('default','builtin','d6','d6','d6','recorder','',1,'UNKNOWN',2,'Never checked','','','','','','0001-01-01 00:00:00.000000+00:00','0001-01-01 00:00:00.000000+00:00',NULL,0,NULL,NULL,0,'',0,0,'','',0,0);
INSERT INTO "asset_health" VALUES('default','builtin','d7','d7','d7','recorder','',1,'UNKNOWN',2,'Never checked','','','','','','0001-01-01 00:00:00.000000+00:00','0001-01-01 00:00:00.000000+00:00',NULL,0,NULL,NULL,0,'',0,0,'','',0,0);
INSERT INTO "asset_health" VALUES('default','builtin','d8','d8','d8','recorder','',1,'UNKNOWN',2,'Never checked','','','','','','0001-01-01 00:00:00.000000+00:00','0001-01-01 00:00:00.000000+00:00',NULL,0,NULL,NULL,0,'',0,0,'','',0,0);
INSERT INTO "asset_health" VALUES('default','builtin','d9','d9','d9','recorder','',1,'UNKNOWN',2,'Never checked','','','','','','0001-01-01 00:00:00.000000+00:00','0001-01-01 00:00:00.000000+00:00',NULL,0,NULL,NULL,0,'',0,0,'','',0,0);
INSERT INTO "asset_health" VALUES('default','builtin','d10','d10','d10','recorder','',1,'UNKNOWN',2,'Never checked','','','','','','0001-01-01 00:00:00.000000+00:00','0001-01-01 00:00:00.000000+00:00',NULL,0,NULL,NULL,0,'',0,0,'','',0,0);
INSERT INTO "asset_health" VALUES('default','builtin','d11','d11','d11','recorder','',1,'UNKNOWN',2,'Never checked','','','','','','0001-01-01 00:00:00.000000+00:00','0001-01-01 00:00:00.000000+00:00',NULL,0,NULL,NULL,0,'',0,0,'','',0,0);
INSERT INTO "asset_health" VALUES('default','builtin','d12','d12','d12','recorder','',1,'UNKNOWN',2,'Never checked','','','','','','0001-01-01 00:00:00.000000+00:00','0001-01-01 00:00:00.000000+00:00',NULL,0,NULL,NULL,0,'',0,0,'','',0,0);
INSERT INTO "asset_health" VALUES('default','builtin','d13','d13','d13','recorder','',1,'UNKNOWN',2,'Never checked','','','','','','0001-01-01 00:00:00.000000+00:00','0001-01-01 00:00:00.000000+00:00',NULL,0,NULL,NULL,0,'',0,0,'','',0,0);
INSERT INTO "asset_health" VALUES('default','builtin','d14','d14','d14','recorder','',1,'UNKNOWN',2,'Never checked','','','','','','0001-01-01 00:00:00.000000+00:00','0001-01-01 00:00:00.000000+00:00',NULL,0,NULL,NULL,0,'',0,0,'','',0,0);
INSERT INTO "asset_health" VALUES('default','builtin','d15','d15','d15','recorder','',1,'UNKNOWN',2,'Never checked','','','','','','0001-01-01 00:00:00.000000+00:00','0001-01-01 00:00:00.000000+00:00',NULL,0,NULL,NULL,0,'',0,0,'','',0,0);
INSERT INTO "asset_health" VALUES('default','builtin','d16','d16','d16','recorder','',1,'UNKNOWN',2,'Never checked','','','','','','0001-01-01 00:00:00.000000+00:00','0001-01-01 00:00:00.000000+00:00',NULL,0,NULL,NULL,0,'',0,0,'','',0,0);
INSERT INTO "asset_health" VALUES('default','builtin','d17','d17','d17','recorder','',1,'UNKNOWN',2,'Never checked','','','','','','0001-01-01 00:00:00.000000+00:00','0001-01-01 00:00:00.000000+00:00',NULL,0,NULL,NULL,0,'',0,0,'','',0,0);
INSERT INTO "asset_health" VALUES('default','builtin','d18','d18','d18','recorder','',1,'UNKNOWN',2,'Never checked','','','','','','0001-01-01 00:00:00.000000+00:00','0001-01-01 00:00:00.000000+00:00',NULL,0,NULL,NULL,0,'',0,0,'','',0,0);
INSERT INTO "asset_health" VALUES('default','builtin','d19','d19','d19','recorder','',1,'UNKNOWN',2,'Never checked','','','','','','0001-01-01 00:00:00.000000+00:00','0001-01-01 00:00:00.000000+00:00',NULL,0,NULL,NULL,0,'',0,0,'','',0,0);
CREATE TABLE audit_entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    account_id TEXT NOT NULL,
    login TEXT NOT NULL,
    action TEXT NOT NULL,
    resource_type TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    project TEXT NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('success', 'denied', 'error')),
    client_address TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    method TEXT NOT NULL,
    request_id TEXT NOT NULL,
    meta TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
INSERT INTO "audit_entry" VALUES(1,'2026-11-30 19:54:26.902827+00:00','','first start','user.create','user','01a22e05-e0e2-7c6a-ad44-c0576e0f74da','default','success','','','system','','{}','','0289f7e81799770e1e3fdf210a73c9b8673e576637c44467328ea7e0f963e565');
INSERT INTO "audit_entry" VALUES(2,'2026-11-30 19:54:26.965460+00:00','','seed','global_datasource.create','global_datasource','embedded','','success','','','system','','{"version":0}','0289f7e81799770e1e3fdf210a73c9b8673e576637c44467328ea7e0f963e565','274827d3a3ee830c23e3f69906131730c16301a8c931323eeea02f9f01ba0f28');
INSERT INTO "audit_entry" VALUES(3,'2026-11-30 19:54:26.979811+00:00','','Dashkeep','dashboard.seed','dashboard','dashkeep','default','success','','','system','','{"summary":"Created","version":0}','274827d3a3ee830c23e3f69906131730c16301a8c931323eeea02f9f01ba0f28','8dbf0fe90f77fe9684dbfadffba3e36dc8da211ae35711f5b4b2d02ed3315e4a');
INSERT INTO "audit_entry" VALUES(4,'2026-11-30 19:54:27.009838+00:00','','Dashkeep','policy.create','policy','01a22e05-e141-7c74-ae8f-f5bdf096412e','default','success','','','system','','{"name":"Built-in, every day","revision":1}','8dbf0fe90f77fe9684dbfadffba3e36dc8da211ae35711f5b4b2d02ed3315e4a','582c3ab329fcc89370199267cb4d7349e5f2201d2b7f636267d610995f0dc58f');
INSERT INTO "audit_entry" VALUES(5,'2026-11-30 19:54:27.971383+00:00','','command line','user.create','user','01a22e05-e2e4-7e35-ba0d-cfec376606d5','default','success','','','system','','{"is_admin":false,"login":"recorder","role":"owner"}','582c3ab329fcc89370199267cb4d7349e5f2201d2b7f636267d610995f0dc58f','6d6b447f1a21c5a65ae949547058336f76984a3b13785fb5b78dda2e94412815');
INSERT INTO "audit_entry" VALUES(6,'2026-11-30 19:54:28.237698+00:00','','command line','token.create','token','01a22e05-e60d-7a48-8581-ad5fa8917581','','success','','','system','','{"name":"test","role":""}','6d6b447f1a21c5a65ae949547058336f76984a3b13785fb5b78dda2e94412815','878604fc6a9a4e70b1f9850535e2bc97e2480f5c3736b827e41ac880eb3b3b8d');
INSERT INTO "audit_entry" VALUES(7,'2026-11-30 19:54:28.311222+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','datasource.create','datasource','held','default','success','127.0.0.1','Python-urllib/3.11','token','01a22e05-e642-78b9-b63c-62140d1784da','{"version":0}','878604fc6a9a4e70b1f9850535e2bc97e2480f5c3736b827e41ac880eb3b3b8d','29f94cf4b9f0211a65d6e3a592f25beba365718884ffb6914836c4e7fd58f41f');
INSERT INTO "audit_entry" VALUES(8,'2026-11-30 19:54:28.364699+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','dashboard.create','dashboard','d0','default','success','127.0.0.1','Python-urllib/3.11','token','01a22e05-e68b-7d69-9fde-e11ea444fea6','{"summary":"Created","version":0}','29f94cf4b9f0211a65d6e3a592f25beba365718884ffb6914836c4e7fd58f41f','6594d21ab7ce7e55396ce67b2c8eac6b13d312df98301786aacab24c0f3cb8c7');
INSERT INTO "audit_entry" VALUES(9,'2026-11-30 19:54:28.384096+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','dashboard.create','dashboard','d1','default','success','127.0.0.1','Python-urllib/3.11','token','01a22e05-e69f-7366-a350-b86790b3f625','{"summary":"Created","version":0}','6594d21ab7ce7e55396ce67b2c8eac6b13d312df98301786aacab24c0f3cb8c7','9b4ce359d7539b0205a8e456eade134d527ceef77243a96e89e0d2b56f4cb40c');
INSERT INTO "audit_entry" VALUES(10,'2026-11-30 19:54:28.400481+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','dashboard.create','dashboard','d2','default','success','127.0.0.1','Python-urllib/3.11','token','01a22e05-e6af-7b3c-a878-6d3b0ca9567d','{"summary":"Created","version":0}','9b4ce359d7539b0205a8e456eade134d527ceef77243a96e89e0d2b56f4cb40c','ae6fa01f93a7acd8096edf322983c9ae121e605ab711e0db52e8358ae7a5016e');
INSERT INTO "audit_entry" VALUES(11,'2026-11-30 19:54:28.477167+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','dashboard.create','dashboard','d3','default','success','127.0.0.1','Python-urllib/3.11','token','01a22e05-e6fc-7569-a736-8dc9e03bc58f','{"summary":"Created","version":0}','ae6fa01f93a7acd8096edf322983c9ae121e605ab711e0db52e8358ae7a5016e','31ca57669a9f36043d36abf840ef67cebc9dce95c6b95a8f880263be5e0c3ea1');
INSERT INTO "audit_entry" VALUES(12,'2026-11-30 19:54:28.488797+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','dashboard.create','dashboard','d4','default','success','127.0.0.1','Python-urllib/3.11','token','01a22e05-e708-7127-81c4-e8002c202f49','{"summary":"Created","version":0}','31ca57669a9f36043d36abf840ef67cebc9dce95c6b95a8f880263be5e0c3ea1','06a526dcad6736367dc04ffdd6c09949e6b3f3c68e64878a263e61d717a1d09f');
INSERT INTO "audit_entry" VALUES(13,'2026-11-30 19:54:28.504299+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','dashboard.create','dashboard','d5','default','success','127.0.0.1','Python-urllib/3.11','token','01a22e05-e717-7633-aa0d-966d640f9436','{"summary":"Created","version":0}','06a526dcad6736367dc04ffdd6c09949e6b3f3c68e64878a263e61d717a1d09f','56b613cb07cf40c87dd59f90cd2590706c74ea9108e0c555421f3870e1d697b5');
INSERT INTO "audit_entry" VALUES(14,'2026-11-30 19:54:28.510221+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','dashboard.create','dashboard','d6','default','success','127.0.0.1','Python-urllib/3.11','token','01a22e05-e71d-78b9-acbc-b227874d734a','{"summary":"Created","version":0}','56b613cb07cf40c87dd59f90cd2590706c74ea9108e0c555421f3870e1d697b5','d304f78f57b9b59baf6ef9b306da2bcfbd136da78c3698845d7140b85b20f09e');
INSERT INTO "audit_entry" VALUES(15,'2026-11-30 19:54:28.532771+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','dashboard.create','dashboard','d7','default','success','127.0.0.1','Python-urllib/3.11','token','01a22e05-e733-7e05-8bc7-9e7910a554b3','{"summary":"Created","version":0}','d304f78f57b9b59baf6ef9b306da2bcfbd136da78c3698845d7140b85b20f09e','698d7956af78774d3ffbb6363a0286cd5401a2c85d85c50e766665e27998f8e9');
INSERT INTO "audit_entry" VALUES(16,'2026-11-30 19:54:28.539106+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','dashboard.create','dashboard','d8','default','success','127.0.0.1','Python-urllib/3.11','token','01a22e05-e73a-74a9-9bd3-109cd3714561','{"summary":"Created","version":0}','698d7956af78774d3ffbb6363a0286cd5401a2c85d85c50e766665e27998f8e9','d0e4e196387a21bb2ef0f8c25b12c6bbaa62646507e0fe18ae078f32d705563f');
INSERT INTO "audit_entry" VALUES(17,'2026-11-30 19:54:28.553907+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','dashboard.create','dashboard','d9','default','success','127.0.0.1','Python-urllib/3.11','token','01a22e05-e748-7bb3-9eb9-2512b45cd38c','{"summary":"Created","version":0}','d0e4e196387a21bb2ef0f8c25b12c6bbaa62646507e0fe18ae078f32d705563f','1e83ade45f10a80294790eafc6e03cf0991e9f3bd9da44d64b34ece0df21da56');
INSERT INTO "audit_entry" VALUES(18,'2026-11-30 19:54:28.561716+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','dashboard.create','dashboard','d10','default','success','127.0.0.1','Python-urllib/3.11','token','01a22e05-e750-7f3a-aa9f-573f043ba030','{"summary":"Created","version":0}','1e83ade45f10a80294790eafc6e03cf0991e9f3bd9da44d64b34ece0df21da56','fc0fd4987cdf091dce998857b9659d29ef0ecad3732181ec7fbf43a724d6bd56');
INSERT INTO "audit_entry" VALUES(19,'2026-11-30 19:54:28.570763+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','dashboard.create','dashboard','d11','default','success','127.0.0.1','Python-urllib/3.11','token','01a22e05-e759-7b47-8b8e-8de59d6dc8d0','{"summary":"Created","version":0}','fc0fd4987cdf091dce998857b9659d29ef0ecad3732181ec7fbf43a724d6bd56','330ddb7060a3de1e6db1e8e17a81afbe26640d991685cf1911ee56e1c46e8589');
INSERT INTO "audit_entry" VALUES(20,'2026-11-30 19:54:28.581037+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','dashboard.create','dashboard','d12','default','success','127.0.0.1','Python-urllib/3.11','token','01a22e05-e764-745f-a053-c7ecf2272c20','{"summary":"Created","version":0}','330ddb7060a3de1e6db1e8e17a81afbe26640d991685cf1911ee56e1c46e8589','4a7be330edaed8e705e33aa54bf9c362b0c6a385edfc97e6eca557a3295f6e53');
INSERT INTO "audit_entry" VALUES(21,'2026-11-30 19:54:28.593240+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','dashboard.create','dashboard','d13','default','success','127.0.0.1','Python-urllib/3.11','token','01a22e05-e770-7629-929a-9622fd1be868','{"summary":"Created","version":0}','4a7be330edaed8e705e33aa54bf9c362b0c6a385edfc97e6eca557a3295f6e53','43637e280d4de1dfb77a4ef8f9b88854edf784f6399c4e329811c0c2fb3293eb');
INSERT INTO "audit_entry" VALUES(22,'2026-11-30 19:54:28.599427+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','dashboard.create','dashboard','d14','default','success','127.0.0.1','Python-urllib/3.11','token','01a22e05-e774-706f-89c3-ba03461b2009','{"summary":"Created","version":0}','43637e280d4de1dfb77a4ef8f9b88854edf784f6399c4e329811c0c2fb3293eb','62579f53059f4cecac96e9772b1d51d758ea1cb441132ccd43f421995adbd6b1');
INSERT INTO "audit_entry" VALUES(23,'2026-11-30 19:54:28.611578+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','dashboard.create','dashboard','d15','default','success','127.0.0.1','Python-urllib/3.11','token','01a22e05-e782-7ed2-af31-6136bcd7cca2','{"summary":"Created","version":0}','62579f53059f4cecac96e9772b1d51d758ea1cb441132ccd43f421995adbd6b1','63d725eb6b2f7739881058ea34da7d00497cbaa22293d3d9ce4d1ddc0bd338b4');
INSERT INTO "audit_entry" VALUES(24,'2026-11-30 19:54:28.621664+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','dashboard.create','dashboard','d16','default','success','127.0.0.1','Python-urllib/3.11','token','01a22e05-e78c-7e89-8932-36c182903c7e','{"summary":"Created","version":0}','63d725eb6b2f7739881058ea34da7d00497cbaa22293d3d9ce4d1ddc0bd338b4','3ab39ff7be2894f5ec4141aaf16461e328b01f1c035e2c906d1f4ce3716a2cff');
INSERT INTO "audit_entry" VALUES(25,'2026-11-30 19:54:28.671556+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','dashboard.create','dashboard','d17','default','success','127.0.0.1','Python-urllib/3.11','token','01a22e05-e7be-7d46-bb7b-a77f3814453b','{"summary":"Created","version":0}','3ab39ff7be2894f5ec4141aaf16461e328b01f1c035e2c906d1f4ce3716a2cff','b50c0869d185fc7607a0587068200a33380a2e8b204cc026ee32df76a04797d1');
INSERT INTO "audit_entry" VALUES(26,'2026-11-30 19:54:28.683545+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','dashboard.create','dashboard','d18','default','success','127.0.0.1','Python-urllib/3.11','token','01a22e05-e7ca-7d16-8a6d-a37f6363276e','{"summary":"Created","version":0}','b50c0869d185fc7607a0587068200a33380a2e8b204cc026ee32df76a04797d1','5618cf58f4f340335a7651b726dc880d9e97c88553848bc88f901a67e4c945af');
INSERT INTO "audit_entry" VALUES(27,'2026-11-30 19:54:28.688721+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','dashboard.create','dashboard','d19','default','success','127.0.0.1','Python-urllib/3.11','token','01a22e05-e7d0-703b-b00f-9eb0352f92ad','{"summary":"Created","version":0}','5618cf58f4f340335a7651b726dc880d9e97c88553848bc88f901a67e4c945af','74e536827abb1583848cc031af98a1e16f02481960047062840f01e529aa5afc');
CREATE TABLE check_place (
    project     TEXT    NOT NULL,
    environment TEXT    NOT NULL,
    place       INTEGER NOT NULL,
    holder      TEXT    NOT NULL,
    until_at    TEXT NOT NULL,
    PRIMARY KEY (project, environment, place)
);
INSERT INTO "check_place" VALUES('default','builtin',0,'01a22e05-e7db-76f0-90fb-caa6f88aadea/10/1','2026-11-30 19:57:28.804107+00:00');
INSERT INTO "check_place" VALUES('default','builtin',1,'01a22e05-e7db-76f0-90fb-caa6f88aadea/1/1','2026-11-30 19:57:28.805714+00:00');
INSERT INTO "check_place" VALUES('default','builtin',2,'01a22e05-e7db-76f0-90fb-caa6f88aadea/5/1','2026-11-30 19:57:28.817205+00:00');
INSERT INTO "check_place" VALUES('default','builtin',3,'01a22e05-e7db-76f0-90fb-caa6f88aadea/3/1','2026-11-30 19:57:28.908362+00:00');
CREATE TABLE dashboard (
    id          TEXT    NOT NULL PRIMARY KEY,
    project     TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    title       TEXT    NOT NULL,
    sort_title  TEXT    NOT NULL,
    description TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    version     BIGINT  NOT NULL,
    document    TEXT NOT NULL,
    digest      TEXT    NOT NULL,
    tags        TEXT NOT NULL,
    panels      INTEGER NOT NULL,
    search      TEXT    NOT NULL,
    owner_id    TEXT    NOT NULL,
    owner       TEXT    NOT NULL,
    created_at  TEXT NOT NULL,
    updated_at  TEXT NOT NULL,
    updated_by  TEXT    NOT NULL,
    archived_at TEXT,
    CONSTRAINT dashboard_state CHECK (state IN ('draft', 'active', 'archived')),
    CONSTRAINT dashboard_archived CHECK ((state = 'archived') = (archived_at IS NOT NULL))
);
INSERT INTO "dashboard" VALUES('01a22e05-e12b-74bf-bd48-19e7eb7c2f00','default','dashkeep','Dashkeep','dashkeep','How this server is doing: requests, queries, runs, the job queue, the database and the process.','active',0,'{"kind":"Dashboard","metadata":{"name":"dashkeep","tags":["dashkeep"],"project":"default","createdAt":"2026-11-30T19:54:26.979811Z","updatedAt":"2026-11-30T19:54:26.979811Z","version":0},"spec":{"display":{"name":"Dashkeep","description":"How this server is doing: requests, queries, runs, the job queue, the database and the process."},"duration":"15m","refreshInterval":"15s","variables":[],"panels":{"requests-now":{"kind":"Panel","spec":{"display":{"name":"Requests now","description":"Requests answered each second, now."},"plugin":{"kind":"StatChart","spec":{"calculation":"last-number","format":{"unit":"requests/sec","decimalPlaces":1,"shortValues":true},"sparkline":{"width":1}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(rate(dashkeep_http_requests_total[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"requests"}}}}]}},"errors-now":{"kind":"Panel","spec":{"display":{"name":"Failed requests","description":"Share of requests answered with a server error (5xx)."},"plugin":{"kind":"GaugeChart","spec":{"calculation":"last-number","format":{"unit":"percent-decimal","decimalPlaces":2},"max":0.1,"thresholds":{"mode":"absolute","defaultColor":"#00856F","steps":[{"value":0.01,"color":"#B25E00","name":"1 %"},{"value":0.05,"color":"#8F0F1E","name":"5 %"}]}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(rate(dashkeep_http_requests_total{code=~\"5..\"}[$__rate_interval])) / sum(rate(dashkeep_http_requests_total[$__rate_interval])) or vector(0)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"5xx"}}}}]}},"latency-now":{"kind":"Panel","spec":{"display":{"name":"Latency, p95","description":"19 of 20 requests are answered faster than this."},"plugin":{"kind":"StatChart","spec":{"calculation":"last-number","format":{"unit":"seconds","decimalPlaces":3,"shortValues":true},"sparkline":{"width":1},"thresholds":{"mode":"absolute","defaultColor":"#00856F","steps":[{"value":0.25,"color":"#B25E00","name":"250 ms"},{"value":1,"color":"#8F0F1E","name":"1 s"}]}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.95, sum by (le) (rate(dashkeep_http_request_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p95"}}}}]}},"queue-now":{"kind":"Panel","spec":{"display":{"name":"Queue wait","description":"How long the job that waits longest has been due. Over a minute means that workers don''t keep up."},"plugin":{"kind":"GaugeChart","spec":{"calculation":"last-number","format":{"unit":"seconds","decimalPlaces":0},"max":120,"thresholds":{"mode":"absolute","defaultColor":"#00856F","steps":[{"value":30,"color":"#B25E00","name":"30 s"},{"value":60,"color":"#8F0F1E","name":"1 min"}]}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"max(dashkeep_job_oldest_available_seconds)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"waiting"}}}}]}},"query-errors-now":{"kind":"Panel","spec":{"display":{"name":"Failed queries","description":"Share of the questions to datasources that got no good answer."},"plugin":{"kind":"GaugeChart","spec":{"calculation":"last-number","format":{"unit":"percent-decimal","decimalPlaces":2},"max":0.1,"thresholds":{"mode":"absolute","defaultColor":"#00856F","steps":[{"value":0.01,"color":"#B25E00","name":"1 %"},{"value":0.05,"color":"#8F0F1E","name":"5 %"}]}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(rate(dashkeep_query_requests_total{code!=\"ok\"}[$__rate_interval])) / sum(rate(dashkeep_query_requests_total[$__rate_interval])) or vector(0)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"failed queries"}}}}]}},"memory-now":{"kind":"Panel","spec":{"display":{"name":"Memory now","description":"Resident memory of the process."},"plugin":{"kind":"StatChart","spec":{"calculation":"last-number","format":{"unit":"bytes","decimalPlaces":1,"shortValues":true},"sparkline":{"width":1}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(process_resident_memory_bytes{job=\"dashkeep\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"resident"}}}}]}},"requests":{"kind":"Panel","spec":{"display":{"name":"Requests by answer","description":"Requests each second by status code."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"requests/sec"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.55,"connectNulls":false,"palette":{"mode":"auto"},"stack":"all"},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (code) (rate(dashkeep_http_requests_total[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{code}}"}}}}]}},"latency":{"kind":"Panel","spec":{"display":{"name":"Latency of requests","description":"Half, 19 of 20, and 99 of 100 requests are faster than the line."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"seconds"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.99, sum by (le) (rate(dashkeep_http_request_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p99"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.95, sum by (le) (rate(dashkeep_http_request_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p95"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.5, sum by (le) (rate(dashkeep_http_request_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p50"}}}}]}},"slow-routes":{"kind":"Panel","spec":{"display":{"name":"Slowest routes, p95","description":"The five routes with the highest p95."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"seconds"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"topk(5, histogram_quantile(0.95, sum by (le, route) (rate(dashkeep_http_request_duration_seconds_bucket[$__rate_interval]))))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{route}}"}}}}]}},"queries":{"kind":"Panel","spec":{"display":{"name":"Queries by datasource","description":"Queries each second that panels and checks asked."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"ops/sec"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.55,"connectNulls":false,"palette":{"mode":"auto"},"stack":"all"},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (datasource, code) (rate(dashkeep_query_requests_total[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{datasource}} {{code}}"}}}}]}},"query-latency":{"kind":"Panel","spec":{"display":{"name":"Latency of queries","description":"From the question to the answer."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"seconds"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.99, sum by (le) (rate(dashkeep_query_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p99"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.95, sum by (le) (rate(dashkeep_query_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p95"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.5, sum by (le) (rate(dashkeep_query_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p50"}}}}]}},"query-cache":{"kind":"Panel","spec":{"display":{"name":"Query cache","description":"Hit: answered together with an equal query. Miss: the datasource was asked."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"ops/sec"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.1,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (result) (rate(dashkeep_query_cache_requests_total[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{result}}"}}}}]}},"runs":{"kind":"Panel","spec":{"display":{"name":"Runs","description":"Runs that are not finished, by status."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.55,"connectNulls":false,"palette":{"mode":"auto"},"stack":"all"},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (status) (dashkeep_runs{status=~\"queued|running|awaiting_input\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{status}}"}}}}]}},"items":{"kind":"Panel","spec":{"display":{"name":"Items finished","description":"Items of runs finished each minute, by outcome."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","shortValues":true},"min":0},"visual":{"display":"bar","lineWidth":1.5,"areaOpacity":0.55,"connectNulls":false,"palette":{"mode":"auto"},"stack":"all"},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"60 * sum by (status) (rate(dashkeep_run_items_total[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{status}}"}}}}]}},"jobs":{"kind":"Panel","spec":{"display":{"name":"Job queue","description":"Jobs by state. Available ones wait for a worker."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.1,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (state) (dashkeep_jobs)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{state}}"}}}}]}},"connections":{"kind":"Panel","spec":{"display":{"name":"Database connections","description":"In use (filled) and open, by pool."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.1,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (pool) (dashkeep_db_in_use_connections)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{pool}} in use"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (pool) (dashkeep_db_open_connections)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{pool}} open"}}}}]}},"transactions":{"kind":"Panel","spec":{"display":{"name":"Latency of transactions","description":"Time within a transaction, waiting for the writer included."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"seconds"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.99, sum by (le) (rate(dashkeep_db_transaction_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p99"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.5, sum by (le) (rate(dashkeep_db_transaction_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p50"}}}}]}},"memory":{"kind":"Panel","spec":{"display":{"name":"Memory","description":"Resident memory of the process and Go''s heap in use."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"bytes","shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.1,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(process_resident_memory_bytes{job=\"dashkeep\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"resident"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(go_memstats_heap_inuse_bytes{job=\"dashkeep\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"heap in use"}}}}]}},"cpu":{"kind":"Panel","spec":{"display":{"name":"CPU","description":"Cores kept busy."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","decimalPlaces":2,"shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.2,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(rate(process_cpu_seconds_total{job=\"dashkeep\"}[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"cores"}}}}]}},"goroutines":{"kind":"Panel","spec":{"display":{"name":"Goroutines","description":"A line that only rises is a leak."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.1,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(go_goroutines{job=\"dashkeep\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"goroutines"}}}}]}},"files":{"kind":"Panel","spec":{"display":{"name":"Open files","description":"Share of the files that the process may open."},"plugin":{"kind":"GaugeChart","spec":{"calculation":"last-number","format":{"unit":"percent-decimal","decimalPlaces":0},"max":1,"thresholds":{"mode":"absolute","defaultColor":"#00856F","steps":[{"value":0.7,"color":"#B25E00","name":"70 %"},{"value":0.9,"color":"#8F0F1E","name":"90 %"}]}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"max(process_open_fds{job=\"dashkeep\"} / process_max_fds{job=\"dashkeep\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"open"}}}}]}}},"layouts":[{"kind":"Grid","spec":{"display":{"title":"At a glance","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/requests-now"}},{"x":4,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/errors-now"}},{"x":8,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/latency-now"}},{"x":12,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/query-errors-now"}},{"x":16,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/queue-now"}},{"x":20,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/memory-now"}}]}},{"kind":"Grid","spec":{"display":{"title":"Requests","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":12,"height":9,"content":{"$ref":"#/spec/panels/requests"}},{"x":12,"y":0,"width":12,"height":9,"content":{"$ref":"#/spec/panels/latency"}},{"x":0,"y":9,"width":24,"height":9,"content":{"$ref":"#/spec/panels/slow-routes"}}]}},{"kind":"Grid","spec":{"display":{"title":"Queries","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":8,"height":9,"content":{"$ref":"#/spec/panels/queries"}},{"x":8,"y":0,"width":8,"height":9,"content":{"$ref":"#/spec/panels/query-latency"}},{"x":16,"y":0,"width":8,"height":9,"content":{"$ref":"#/spec/panels/query-cache"}}]}},{"kind":"Grid","spec":{"display":{"title":"Runs and jobs","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":8,"height":8,"content":{"$ref":"#/spec/panels/runs"}},{"x":8,"y":0,"width":8,"height":8,"content":{"$ref":"#/spec/panels/items"}},{"x":16,"y":0,"width":8,"height":8,"content":{"$ref":"#/spec/panels/jobs"}}]}},{"kind":"Grid","spec":{"display":{"title":"Database","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":12,"height":8,"content":{"$ref":"#/spec/panels/connections"}},{"x":12,"y":0,"width":12,"height":8,"content":{"$ref":"#/spec/panels/transactions"}}]}},{"kind":"Grid","spec":{"display":{"title":"Process","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":7,"height":8,"content":{"$ref":"#/spec/panels/memory"}},{"x":7,"y":0,"width":7,"height":8,"content":{"$ref":"#/spec/panels/cpu"}},{"x":14,"y":0,"width":6,"height":8,"content":{"$ref":"#/spec/panels/goroutines"}},{"x":20,"y":0,"width":4,"height":8,"content":{"$ref":"#/spec/panels/files"}}]}}]}}','566143bc9c2814fa69f5d253bd123269','["dashkeep"]',21,'dashkeep
dashkeep
how this server is doing: requests, queries, runs, the job queue, the database and the process.

dashkeep
requests now
failed requests
latency, p95
failed queries
queue wait
memory now
requests by answer
latency of requests
slowest routes, p95
queries by datasource
latency of queries
query cache
runs
items finished
job queue
database connections
latency of transactions
memory
cpu
goroutines
open files
dashkeep_http_requests_total
dashkeep_http_request_duration_seconds_bucket
dashkeep_query_requests_total
dashkeep_job_oldest_available_seconds
process_resident_memory_bytes
dashkeep_query_duration_seconds_bucket
dashkeep_query_cache_requests_total
dashkeep_runs
dashkeep_run_items_total
dashkeep_jobs
dashkeep_db_in_use_connections
dashkeep_db_open_connections
dashkeep_db_transaction_duration_seconds_bucket
go_memstats_heap_inuse_bytes
process_cpu_seconds_total
go_goroutines
process_open_fds
process_max_fds','','','2026-11-30 19:54:26.979811+00:00','2026-11-30 19:54:26.979811+00:00','Dashkeep',NULL);
INSERT INTO "dashboard" VALUES('01a22e05-e68c-7e16-8a57-d3f1de1cd0a4','default','d0','d0','d0','','active',0,'{"kind":"Dashboard","metadata":{"name":"d0","project":"default","createdAt":"2026-11-30T19:54:28.364699Z","updatedAt":"2026-11-30T19:54:28.364699Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 0","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','5d55f162fb999a150a6abf3471d79e8d','[]',1,'d0
d0

recorder
p
up','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','2026-11-30 19:54:28.364699+00:00','2026-11-30 19:54:28.364699+00:00','recorder',NULL);
INSERT INTO "dashboard" VALUES('01a22e05-e6a0-74e1-824f-79de2035eadc','default','d1','d1','d1','','active',0,'{"kind":"Dashboard","metadata":{"name":"d1","project":"default","createdAt":"2026-11-30T19:54:28.384096Z","updatedAt":"2026-11-30T19:54:28.384096Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 1","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','86507adb9109dade3e7d0afacaa5e74e','[]',1,'d1
d1

recorder
p
up','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','2026-11-30 19:54:28.384096+00:00','2026-11-30 19:54:28.384096+00:00','recorder',NULL);
INSERT INTO "dashboard" VALUES('01a22e05-e6b0-7aad-b393-bfd58bfa0693','default','d2','d2','d2','','active',0,'{"kind":"Dashboard","metadata":{"name":"d2","project":"default","createdAt":"2026-11-30T19:54:28.400481Z","updatedAt":"2026-11-30T19:54:28.400481Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 2","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','3e3258d6e26b349aa6921f64fdc689c7','[]',1,'d2
d2

recorder
p
up','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','2026-11-30 19:54:28.400481+00:00','2026-11-30 19:54:28.400481+00:00','recorder',NULL);
INSERT INTO "dashboard" VALUES('01a22e05-e6fd-7605-ba3f-2b798d44c78b','default','d3','d3','d3','','active',0,'{"kind":"Dashboard","metadata":{"name":"d3","project":"default","createdAt":"2026-11-30T19:54:28.477167Z","updatedAt":"2026-11-30T19:54:28.477167Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 3","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','49c1f3bc96cedcad4886474998c3f886','[]',1,'d3
d3

recorder
p
up','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','2026-11-30 19:54:28.477167+00:00','2026-11-30 19:54:28.477167+00:00','recorder',NULL);
INSERT INTO "dashboard" VALUES('01a22e05-e709-706c-9956-9ccbb1b58691','default','d4','d4','d4','','active',0,'{"kind":"Dashboard","metadata":{"name":"d4","project":"default","createdAt":"2026-11-30T19:54:28.488797Z","updatedAt":"2026-11-30T19:54:28.488797Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 4","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','b5d27669329727085f088558c010085d','[]',1,'d4
d4

recorder
p
up','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','2026-11-30 19:54:28.488797+00:00','2026-11-30 19:54:28.488797+00:00','recorder',NULL);
INSERT INTO "dashboard" VALUES('01a22e05-e718-788c-afe6-238f2623a0bd','default','d5','d5','d5','','active',0,'{"kind":"Dashboard","metadata":{"name":"d5","project":"default","createdAt":"2026-11-30T19:54:28.504299Z","updatedAt":"2026-11-30T19:54:28.504299Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 5","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','69e667e5f376c171112da503851a39c0','[]',1,'d5
d5

recorder
p
up','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','2026-11-30 19:54:28.504299+00:00','2026-11-30 19:54:28.504299+00:00','recorder',NULL);
INSERT INTO "dashboard" VALUES('01a22e05-e71e-76dd-80b2-6b6b77f10702','default','d6','d6','d6','','active',0,'{"kind":"Dashboard","metadata":{"name":"d6","project":"default","createdAt":"2026-11-30T19:54:28.510221Z","updatedAt":"2026-11-30T19:54:28.510221Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 6","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','af81ff32faf4fc2fb16c4ff1e325fb46','[]',1,'d6
d6

recorder
p
up','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','2026-11-30 19:54:28.510221+00:00','2026-11-30 19:54:28.510221+00:00','recorder',NULL);
INSERT INTO "dashboard" VALUES('01a22e05-e735-70cb-81f1-7a23e6a4a7f2','default','d7','d7','d7','','active',0,'{"kind":"Dashboard","metadata":{"name":"d7","project":"default","createdAt":"2026-11-30T19:54:28.532771Z","updatedAt":"2026-11-30T19:54:28.532771Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 7","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','31d100eeae03fbed5cd575e672e132ef','[]',1,'d7
d7

recorder
p
up','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','2026-11-30 19:54:28.532771+00:00','2026-11-30 19:54:28.532771+00:00','recorder',NULL);
INSERT INTO "dashboard" VALUES('01a22e05-e73b-7605-8003-bd743d67f542','default','d8','d8','d8','','active',0,'{"kind":"Dashboard","metadata":{"name":"d8","project":"default","createdAt":"2026-11-30T19:54:28.539106Z","updatedAt":"2026-11-30T19:54:28.539106Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 8","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','978cdf60957051b3b7b74aa8c976cce2','[]',1,'d8
d8

recorder
p
up','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','2026-11-30 19:54:28.539106+00:00','2026-11-30 19:54:28.539106+00:00','recorder',NULL);
INSERT INTO "dashboard" VALUES('01a22e05-e74a-726f-a3e1-5a27d476df91','default','d9','d9','d9','','active',0,'{"kind":"Dashboard","metadata":{"name":"d9","project":"default","createdAt":"2026-11-30T19:54:28.553907Z","updatedAt":"2026-11-30T19:54:28.553907Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 9","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','6127aca96e868f2f0038d2932614ee65','[]',1,'d9
d9

recorder
p
up','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','2026-11-30 19:54:28.553907+00:00','2026-11-30 19:54:28.553907+00:00','recorder',NULL);
INSERT INTO "dashboard" VALUES('01a22e05-e751-7e82-8e3f-4f9c7512e13c','default','d10','d10','d10','','active',0,'{"kind":"Dashboard","metadata":{"name":"d10","project":"default","createdAt":"2026-11-30T19:54:28.561716Z","updatedAt":"2026-11-30T19:54:28.561716Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 10","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','b5977ac98b287aa7bf7b06f818b35f27','[]',1,'d10
d10

recorder
p
up','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','2026-11-30 19:54:28.561716+00:00','2026-11-30 19:54:28.561716+00:00','recorder',NULL);
INSERT INTO "dashboard" VALUES('01a22e05-e75b-7051-86b7-9d6a71d56a74','default','d11','d11','d11','','active',0,'{"kind":"Dashboard","metadata":{"name":"d11","project":"default","createdAt":"2026-11-30T19:54:28.570763Z","updatedAt":"2026-11-30T19:54:28.570763Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 11","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','8bb84ad421facd232647018ea0ec68bd','[]',1,'d11
d11

recorder
p
up','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','2026-11-30 19:54:28.570763+00:00','2026-11-30 19:54:28.570763+00:00','recorder',NULL);
INSERT INTO "dashboard" VALUES('01a22e05-e765-74c5-bf2a-45c903fb56e7','default','d12','d12','d12','','active',0,'{"kind":"Dashboard","metadata":{"name":"d12","project":"default","createdAt":"2026-11-30T19:54:28.581037Z","updatedAt":"2026-11-30T19:54:28.581037Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 12","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','13af6e1f8a8934a9073d6096bbc3e520','[]',1,'d12
d12

recorder
p
up','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','2026-11-30 19:54:28.581037+00:00','2026-11-30 19:54:28.581037+00:00','recorder',NULL);
INSERT INTO "dashboard" VALUES('01a22e05-e771-7769-9578-f9f5721890cf','default','d13','d13','d13','','active',0,'{"kind":"Dashboard","metadata":{"name":"d13","project":"default","createdAt":"2026-11-30T19:54:28.59324Z","updatedAt":"2026-11-30T19:54:28.59324Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 13","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','9a45c29ff06750935203279faf392f95','[]',1,'d13
d13

recorder
p
up','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','2026-11-30 19:54:28.593240+00:00','2026-11-30 19:54:28.593240+00:00','recorder',NULL);
INSERT INTO "dashboard" VALUES('01a22e05-e777-7a35-9358-4fd24f1f0ab1','default','d14','d14','d14','','active',0,'{"kind":"Dashboard","metadata":{"name":"d14","project":"default","createdAt":"2026-11-30T19:54:28.599427Z","updatedAt":"2026-11-30T19:54:28.599427Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 14","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','d89d6bf4e3fc8a9ce96476500deb4b6c','[]',1,'d14
d14

recorder
p
up','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','2026-11-30 19:54:28.599427+00:00','2026-11-30 19:54:28.599427+00:00','recorder',NULL);
INSERT INTO "dashboard" VALUES('01a22e05-e783-7c09-856d-7f43d328f069','default','d15','d15','d15','','active',0,'{"kind":"Dashboard","metadata":{"name":"d15","project":"default","createdAt":"2026-11-30T19:54:28.611578Z","updatedAt":"2026-11-30T19:54:28.611578Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 15","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','70fd5e62bb2d7d058782ade14b9dae4b','[]',1,'d15
d15

recorder
p
up','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','2026-11-30 19:54:28.611578+00:00','2026-11-30 19:54:28.611578+00:00','recorder',NULL);
INSERT INTO "dashboard" VALUES('01a22e05-e78d-7dbc-855a-741cfb8c67ee','default','d16','d16','d16','','active',0,'{"kind":"Dashboard","metadata":{"name":"d16","project":"default","createdAt":"2026-11-30T19:54:28.621664Z","updatedAt":"2026-11-30T19:54:28.621664Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 16","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','3d9e22dc7b397dbee033938f90c6d6b5','[]',1,'d16
d16

recorder
p
up','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','2026-11-30 19:54:28.621664+00:00','2026-11-30 19:54:28.621664+00:00','recorder',NULL);
INSERT INTO "dashboard" VALUES('01a22e05-e7bf-7ba0-8b7a-f0a40981161c','default','d17','d17','d17','','active',0,'{"kind":"Dashboard","metadata":{"name":"d17","project":"default","createdAt":"2026-11-30T19:54:28.671556Z","updatedAt":"2026-11-30T19:54:28.671556Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 17","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','f87432bf443985b8e5cb703d30081c7f','[]',1,'d17
d17

recorder
p
up','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','2026-11-30 19:54:28.671556+00:00','2026-11-30 19:54:28.671556+00:00','recorder',NULL);
INSERT INTO "dashboard" VALUES('01a22e05-e7cb-7b79-9634-c3ba93a1ed4a','default','d18','d18','d18','','active',0,'{"kind":"Dashboard","metadata":{"name":"d18","project":"default","createdAt":"2026-11-30T19:54:28.683545Z","updatedAt":"2026-11-30T19:54:28.683545Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 18","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','5fada6ef0f54a8a60f6924dd0d6f3376','[]',1,'d18
d18

recorder
p
up','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','2026-11-30 19:54:28.683545+00:00','2026-11-30 19:54:28.683545+00:00','recorder',NULL);
INSERT INTO "dashboard" VALUES('01a22e05-e7d0-7e46-a1ae-53ac29e27810','default','d19','d19','d19','','active',0,'{"kind":"Dashboard","metadata":{"name":"d19","project":"default","createdAt":"2026-11-30T19:54:28.688721Z","updatedAt":"2026-11-30T19:54:28.688721Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 19","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','908f651e005a6d383c96358b4a8aa455','[]',1,'d19
d19

recorder
p
up','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','2026-11-30 19:54:28.688721+00:00','2026-11-30 19:54:28.688721+00:00','recorder',NULL);
CREATE TABLE dashboard_datasource (
    dashboard_id TEXT NOT NULL REFERENCES dashboard (id) ON DELETE CASCADE,
    kind         TEXT NOT NULL,
    name         TEXT NOT NULL,
    PRIMARY KEY (dashboard_id, kind, name)
);
INSERT INTO "dashboard_datasource" VALUES('01a22e05-e12b-74bf-bd48-19e7eb7c2f00','PrometheusDatasource','embedded');
INSERT INTO "dashboard_datasource" VALUES('01a22e05-e68c-7e16-8a57-d3f1de1cd0a4','PrometheusDatasource','held');
INSERT INTO "dashboard_datasource" VALUES('01a22e05-e6a0-74e1-824f-79de2035eadc','PrometheusDatasource','held');
INSERT INTO "dashboard_datasource" VALUES('01a22e05-e6b0-7aad-b393-bfd58bfa0693','PrometheusDatasource','held');
INSERT INTO "dashboard_datasource" VALUES('01a22e05-e6fd-7605-ba3f-2b798d44c78b','PrometheusDatasource','held');
INSERT INTO "dashboard_datasource" VALUES('01a22e05-e709-706c-9956-9ccbb1b58691','PrometheusDatasource','held');
INSERT INTO "dashboard_datasource" VALUES('01a22e05-e718-788c-afe6-238f2623a0bd','PrometheusDatasource','held');
INSERT INTO "dashboard_datasource" VALUES('01a22e05-e71e-76dd-80b2-6b6b77f10702','PrometheusDatasource','held');
INSERT INTO "dashboard_datasource" VALUES('01a22e05-e735-70cb-81f1-7a23e6a4a7f2','PrometheusDatasource','held');
INSERT INTO "dashboard_datasource" VALUES('01a22e05-e73b-7605-8003-bd743d67f542','PrometheusDatasource','held');
INSERT INTO "dashboard_datasource" VALUES('01a22e05-e74a-726f-a3e1-5a27d476df91','PrometheusDatasource','held');
INSERT INTO "dashboard_datasource" VALUES('01a22e05-e751-7e82-8e3f-4f9c7512e13c','PrometheusDatasource','held');
INSERT INTO "dashboard_datasource" VALUES('01a22e05-e75b-7051-86b7-9d6a71d56a74','PrometheusDatasource','held');
INSERT INTO "dashboard_datasource" VALUES('01a22e05-e765-74c5-bf2a-45c903fb56e7','PrometheusDatasource','held');
INSERT INTO "dashboard_datasource" VALUES('01a22e05-e771-7769-9578-f9f5721890cf','PrometheusDatasource','held');
INSERT INTO "dashboard_datasource" VALUES('01a22e05-e777-7a35-9358-4fd24f1f0ab1','PrometheusDatasource','held');
INSERT INTO "dashboard_datasource" VALUES('01a22e05-e783-7c09-856d-7f43d328f069','PrometheusDatasource','held');
INSERT INTO "dashboard_datasource" VALUES('01a22e05-e78d-7dbc-855a-741cfb8c67ee','PrometheusDatasource','held');
INSERT INTO "dashboard_datasource" VALUES('01a22e05-e7bf-7ba0-8b7a-f0a40981161c','PrometheusDatasource','held');
INSERT INTO "dashboard_datasource" VALUES('01a22e05-e7cb-7b79-9634-c3ba93a1ed4a','PrometheusDatasource','held');
INSERT INTO "dashboard_datasource" VALUES('01a22e05-e7d0-7e46-a1ae-53ac29e27810','PrometheusDatasource','held');
CREATE TABLE dashboard_seed (
    project TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    seed    INTEGER NOT NULL,
    digest  TEXT    NOT NULL,
    PRIMARY KEY (project, name)
);
INSERT INTO "dashboard_seed" VALUES('default','dashkeep',1,'566143bc9c2814fa69f5d253bd123269');
CREATE TABLE dashboard_tag (
    dashboard_id TEXT NOT NULL REFERENCES dashboard (id) ON DELETE CASCADE,
    tag          TEXT NOT NULL,
    PRIMARY KEY (dashboard_id, tag)
);
INSERT INTO "dashboard_tag" VALUES('01a22e05-e12b-74bf-bd48-19e7eb7c2f00','dashkeep');
CREATE TABLE dashboard_version (
    dashboard_id  TEXT    NOT NULL REFERENCES dashboard (id) ON DELETE CASCADE,
    version       BIGINT  NOT NULL,
    project       TEXT    NOT NULL,
    document      TEXT NOT NULL,
    message       TEXT    NOT NULL,
    summary       TEXT    NOT NULL,
    restored_from BIGINT,
    saved_at      TEXT NOT NULL,
    saved_by_id   TEXT    NOT NULL,
    saved_by      TEXT    NOT NULL,
    PRIMARY KEY (dashboard_id, version)
);
INSERT INTO "dashboard_version" VALUES('01a22e05-e12b-74bf-bd48-19e7eb7c2f00',0,'default','{"kind":"Dashboard","metadata":{"name":"dashkeep","tags":["dashkeep"],"project":"default","createdAt":"2026-11-30T19:54:26.979811Z","updatedAt":"2026-11-30T19:54:26.979811Z","version":0},"spec":{"display":{"name":"Dashkeep","description":"How this server is doing: requests, queries, runs, the job queue, the database and the process."},"duration":"15m","refreshInterval":"15s","variables":[],"panels":{"requests-now":{"kind":"Panel","spec":{"display":{"name":"Requests now","description":"Requests answered each second, now."},"plugin":{"kind":"StatChart","spec":{"calculation":"last-number","format":{"unit":"requests/sec","decimalPlaces":1,"shortValues":true},"sparkline":{"width":1}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(rate(dashkeep_http_requests_total[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"requests"}}}}]}},"errors-now":{"kind":"Panel","spec":{"display":{"name":"Failed requests","description":"Share of requests answered with a server error (5xx)."},"plugin":{"kind":"GaugeChart","spec":{"calculation":"last-number","format":{"unit":"percent-decimal","decimalPlaces":2},"max":0.1,"thresholds":{"mode":"absolute","defaultColor":"#00856F","steps":[{"value":0.01,"color":"#B25E00","name":"1 %"},{"value":0.05,"color":"#8F0F1E","name":"5 %"}]}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(rate(dashkeep_http_requests_total{code=~\"5..\"}[$__rate_interval])) / sum(rate(dashkeep_http_requests_total[$__rate_interval])) or vector(0)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"5xx"}}}}]}},"latency-now":{"kind":"Panel","spec":{"display":{"name":"Latency, p95","description":"19 of 20 requests are answered faster than this."},"plugin":{"kind":"StatChart","spec":{"calculation":"last-number","format":{"unit":"seconds","decimalPlaces":3,"shortValues":true},"sparkline":{"width":1},"thresholds":{"mode":"absolute","defaultColor":"#00856F","steps":[{"value":0.25,"color":"#B25E00","name":"250 ms"},{"value":1,"color":"#8F0F1E","name":"1 s"}]}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.95, sum by (le) (rate(dashkeep_http_request_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p95"}}}}]}},"queue-now":{"kind":"Panel","spec":{"display":{"name":"Queue wait","description":"How long the job that waits longest has been due. Over a minute means that workers don''t keep up."},"plugin":{"kind":"GaugeChart","spec":{"calculation":"last-number","format":{"unit":"seconds","decimalPlaces":0},"max":120,"thresholds":{"mode":"absolute","defaultColor":"#00856F","steps":[{"value":30,"color":"#B25E00","name":"30 s"},{"value":60,"color":"#8F0F1E","name":"1 min"}]}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"max(dashkeep_job_oldest_available_seconds)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"waiting"}}}}]}},"query-errors-now":{"kind":"Panel","spec":{"display":{"name":"Failed queries","description":"Share of the questions to datasources that got no good answer."},"plugin":{"kind":"GaugeChart","spec":{"calculation":"last-number","format":{"unit":"percent-decimal","decimalPlaces":2},"max":0.1,"thresholds":{"mode":"absolute","defaultColor":"#00856F","steps":[{"value":0.01,"color":"#B25E00","name":"1 %"},{"value":0.05,"color":"#8F0F1E","name":"5 %"}]}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(rate(dashkeep_query_requests_total{code!=\"ok\"}[$__rate_interval])) / sum(rate(dashkeep_query_requests_total[$__rate_interval])) or vector(0)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"failed queries"}}}}]}},"memory-now":{"kind":"Panel","spec":{"display":{"name":"Memory now","description":"Resident memory of the process."},"plugin":{"kind":"StatChart","spec":{"calculation":"last-number","format":{"unit":"bytes","decimalPlaces":1,"shortValues":true},"sparkline":{"width":1}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(process_resident_memory_bytes{job=\"dashkeep\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"resident"}}}}]}},"requests":{"kind":"Panel","spec":{"display":{"name":"Requests by answer","description":"Requests each second by status code."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"requests/sec"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.55,"connectNulls":false,"palette":{"mode":"auto"},"stack":"all"},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (code) (rate(dashkeep_http_requests_total[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{code}}"}}}}]}},"latency":{"kind":"Panel","spec":{"display":{"name":"Latency of requests","description":"Half, 19 of 20, and 99 of 100 requests are faster than the line."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"seconds"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.99, sum by (le) (rate(dashkeep_http_request_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p99"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.95, sum by (le) (rate(dashkeep_http_request_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p95"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.5, sum by (le) (rate(dashkeep_http_request_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p50"}}}}]}},"slow-routes":{"kind":"Panel","spec":{"display":{"name":"Slowest routes, p95","description":"The five routes with the highest p95."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"seconds"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"topk(5, histogram_quantile(0.95, sum by (le, route) (rate(dashkeep_http_request_duration_seconds_bucket[$__rate_interval]))))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{route}}"}}}}]}},"queries":{"kind":"Panel","spec":{"display":{"name":"Queries by datasource","description":"Queries each second that panels and checks asked."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"ops/sec"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.55,"connectNulls":false,"palette":{"mode":"auto"},"stack":"all"},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (datasource, code) (rate(dashkeep_query_requests_total[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{datasource}} {{code}}"}}}}]}},"query-latency":{"kind":"Panel","spec":{"display":{"name":"Latency of queries","description":"From the question to the answer."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"seconds"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.99, sum by (le) (rate(dashkeep_query_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p99"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.95, sum by (le) (rate(dashkeep_query_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p95"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.5, sum by (le) (rate(dashkeep_query_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p50"}}}}]}},"query-cache":{"kind":"Panel","spec":{"display":{"name":"Query cache","description":"Hit: answered together with an equal query. Miss: the datasource was asked."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"ops/sec"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.1,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (result) (rate(dashkeep_query_cache_requests_total[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{result}}"}}}}]}},"runs":{"kind":"Panel","spec":{"display":{"name":"Runs","description":"Runs that are not finished, by status."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.55,"connectNulls":false,"palette":{"mode":"auto"},"stack":"all"},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (status) (dashkeep_runs{status=~\"queued|running|awaiting_input\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{status}}"}}}}]}},"items":{"kind":"Panel","spec":{"display":{"name":"Items finished","description":"Items of runs finished each minute, by outcome."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","shortValues":true},"min":0},"visual":{"display":"bar","lineWidth":1.5,"areaOpacity":0.55,"connectNulls":false,"palette":{"mode":"auto"},"stack":"all"},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"60 * sum by (status) (rate(dashkeep_run_items_total[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{status}}"}}}}]}},"jobs":{"kind":"Panel","spec":{"display":{"name":"Job queue","description":"Jobs by state. Available ones wait for a worker."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.1,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (state) (dashkeep_jobs)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{state}}"}}}}]}},"connections":{"kind":"Panel","spec":{"display":{"name":"Database connections","description":"In use (filled) and open, by pool."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.1,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (pool) (dashkeep_db_in_use_connections)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{pool}} in use"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (pool) (dashkeep_db_open_connections)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{pool}} open"}}}}]}},"transactions":{"kind":"Panel","spec":{"display":{"name":"Latency of transactions","description":"Time within a transaction, waiting for the writer included."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"seconds"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.99, sum by (le) (rate(dashkeep_db_transaction_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p99"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.5, sum by (le) (rate(dashkeep_db_transaction_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p50"}}}}]}},"memory":{"kind":"Panel","spec":{"display":{"name":"Memory","description":"Resident memory of the process and Go''s heap in use."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"bytes","shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.1,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(process_resident_memory_bytes{job=\"dashkeep\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"resident"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(go_memstats_heap_inuse_bytes{job=\"dashkeep\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"heap in use"}}}}]}},"cpu":{"kind":"Panel","spec":{"display":{"name":"CPU","description":"Cores kept busy."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","decimalPlaces":2,"shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.2,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(rate(process_cpu_seconds_total{job=\"dashkeep\"}[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"cores"}}}}]}},"goroutines":{"kind":"Panel","spec":{"display":{"name":"Goroutines","description":"A line that only rises is a leak."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.1,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(go_goroutines{job=\"dashkeep\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"goroutines"}}}}]}},"files":{"kind":"Panel","spec":{"display":{"name":"Open files","description":"Share of the files that the process may open."},"plugin":{"kind":"GaugeChart","spec":{"calculation":"last-number","format":{"unit":"percent-decimal","decimalPlaces":0},"max":1,"thresholds":{"mode":"absolute","defaultColor":"#00856F","steps":[{"value":0.7,"color":"#B25E00","name":"70 %"},{"value":0.9,"color":"#8F0F1E","name":"90 %"}]}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"max(process_open_fds{job=\"dashkeep\"} / process_max_fds{job=\"dashkeep\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"open"}}}}]}}},"layouts":[{"kind":"Grid","spec":{"display":{"title":"At a glance","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/requests-now"}},{"x":4,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/errors-now"}},{"x":8,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/latency-now"}},{"x":12,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/query-errors-now"}},{"x":16,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/queue-now"}},{"x":20,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/memory-now"}}]}},{"kind":"Grid","spec":{"display":{"title":"Requests","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":12,"height":9,"content":{"$ref":"#/spec/panels/requests"}},{"x":12,"y":0,"width":12,"height":9,"content":{"$ref":"#/spec/panels/latency"}},{"x":0,"y":9,"width":24,"height":9,"content":{"$ref":"#/spec/panels/slow-routes"}}]}},{"kind":"Grid","spec":{"display":{"title":"Queries","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":8,"height":9,"content":{"$ref":"#/spec/panels/queries"}},{"x":8,"y":0,"width":8,"height":9,"content":{"$ref":"#/spec/panels/query-latency"}},{"x":16,"y":0,"width":8,"height":9,"content":{"$ref":"#/spec/panels/query-cache"}}]}},{"kind":"Grid","spec":{"display":{"title":"Runs and jobs","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":8,"height":8,"content":{"$ref":"#/spec/panels/runs"}},{"x":8,"y":0,"width":8,"height":8,"content":{"$ref":"#/spec/panels/items"}},{"x":16,"y":0,"width":8,"height":8,"content":{"$ref":"#/spec/panels/jobs"}}]}},{"kind":"Grid","spec":{"display":{"title":"Database","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":12,"height":8,"content":{"$ref":"#/spec/panels/connections"}},{"x":12,"y":0,"width":12,"height":8,"content":{"$ref":"#/spec/panels/transactions"}}]}},{"kind":"Grid","spec":{"display":{"title":"Process","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":7,"height":8,"content":{"$ref":"#/spec/panels/memory"}},{"x":7,"y":0,"width":7,"height":8,"content":{"$ref":"#/spec/panels/cpu"}},{"x":14,"y":0,"width":6,"height":8,"content":{"$ref":"#/spec/panels/goroutines"}},{"x":20,"y":0,"width":4,"height":8,"content":{"$ref":"#/spec/panels/files"}}]}}]}}','Comes with Dashkeep','Created',NULL,'2026-11-30 19:54:26.979811+00:00','','Dashkeep');
INSERT INTO "dashboard_version" VALUES('01a22e05-e68c-7e16-8a57-d3f1de1cd0a4',0,'default','{"kind":"Dashboard","metadata":{"name":"d0","project":"default","createdAt":"2026-11-30T19:54:28.364699Z","updatedAt":"2026-11-30T19:54:28.364699Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 0","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','','Created',NULL,'2026-11-30 19:54:28.364699+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder');
INSERT INTO "dashboard_version" VALUES('01a22e05-e6a0-74e1-824f-79de2035eadc',0,'default','{"kind":"Dashboard","metadata":{"name":"d1","project":"default","createdAt":"2026-11-30T19:54:28.384096Z","updatedAt":"2026-11-30T19:54:28.384096Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 1","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','','Created',NULL,'2026-11-30 19:54:28.384096+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder');
INSERT INTO "dashboard_version" VALUES('01a22e05-e6b0-7aad-b393-bfd58bfa0693',0,'default','{"kind":"Dashboard","metadata":{"name":"d2","project":"default","createdAt":"2026-11-30T19:54:28.400481Z","updatedAt":"2026-11-30T19:54:28.400481Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 2","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','','Created',NULL,'2026-11-30 19:54:28.400481+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder');
INSERT INTO "dashboard_version" VALUES('01a22e05-e6fd-7605-ba3f-2b798d44c78b',0,'default','{"kind":"Dashboard","metadata":{"name":"d3","project":"default","createdAt":"2026-11-30T19:54:28.477167Z","updatedAt":"2026-11-30T19:54:28.477167Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 3","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','','Created',NULL,'2026-11-30 19:54:28.477167+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder');
INSERT INTO "dashboard_version" VALUES('01a22e05-e709-706c-9956-9ccbb1b58691',0,'default','{"kind":"Dashboard","metadata":{"name":"d4","project":"default","createdAt":"2026-11-30T19:54:28.488797Z","updatedAt":"2026-11-30T19:54:28.488797Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 4","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','','Created',NULL,'2026-11-30 19:54:28.488797+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder');
INSERT INTO "dashboard_version" VALUES('01a22e05-e718-788c-afe6-238f2623a0bd',0,'default','{"kind":"Dashboard","metadata":{"name":"d5","project":"default","createdAt":"2026-11-30T19:54:28.504299Z","updatedAt":"2026-11-30T19:54:28.504299Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 5","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','','Created',NULL,'2026-11-30 19:54:28.504299+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder');
INSERT INTO "dashboard_version" VALUES('01a22e05-e71e-76dd-80b2-6b6b77f10702',0,'default','{"kind":"Dashboard","metadata":{"name":"d6","project":"default","createdAt":"2026-11-30T19:54:28.510221Z","updatedAt":"2026-11-30T19:54:28.510221Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 6","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','','Created',NULL,'2026-11-30 19:54:28.510221+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder');
INSERT INTO "dashboard_version" VALUES('01a22e05-e735-70cb-81f1-7a23e6a4a7f2',0,'default','{"kind":"Dashboard","metadata":{"name":"d7","project":"default","createdAt":"2026-11-30T19:54:28.532771Z","updatedAt":"2026-11-30T19:54:28.532771Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 7","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','','Created',NULL,'2026-11-30 19:54:28.532771+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder');
INSERT INTO "dashboard_version" VALUES('01a22e05-e73b-7605-8003-bd743d67f542',0,'default','{"kind":"Dashboard","metadata":{"name":"d8","project":"default","createdAt":"2026-11-30T19:54:28.539106Z","updatedAt":"2026-11-30T19:54:28.539106Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 8","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','','Created',NULL,'2026-11-30 19:54:28.539106+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder');
INSERT INTO "dashboard_version" VALUES('01a22e05-e74a-726f-a3e1-5a27d476df91',0,'default','{"kind":"Dashboard","metadata":{"name":"d9","project":"default","createdAt":"2026-11-30T19:54:28.553907Z","updatedAt":"2026-11-30T19:54:28.553907Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 9","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','','Created',NULL,'2026-11-30 19:54:28.553907+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder');
INSERT INTO "dashboard_version" VALUES('01a22e05-e751-7e82-8e3f-4f9c7512e13c',0,'default','{"kind":"Dashboard","metadata":{"name":"d10","project":"default","createdAt":"2026-11-30T19:54:28.561716Z","updatedAt":"2026-11-30T19:54:28.561716Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 10","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','','Created',NULL,'2026-11-30 19:54:28.561716+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder');
INSERT INTO "dashboard_version" VALUES('01a22e05-e75b-7051-86b7-9d6a71d56a74',0,'default','{"kind":"Dashboard","metadata":{"name":"d11","project":"default","createdAt":"2026-11-30T19:54:28.570763Z","updatedAt":"2026-11-30T19:54:28.570763Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 11","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','','Created',NULL,'2026-11-30 19:54:28.570763+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder');
INSERT INTO "dashboard_version" VALUES('01a22e05-e765-74c5-bf2a-45c903fb56e7',0,'default','{"kind":"Dashboard","metadata":{"name":"d12","project":"default","createdAt":"2026-11-30T19:54:28.581037Z","updatedAt":"2026-11-30T19:54:28.581037Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 12","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','','Created',NULL,'2026-11-30 19:54:28.581037+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder');
INSERT INTO "dashboard_version" VALUES('01a22e05-e771-7769-9578-f9f5721890cf',0,'default','{"kind":"Dashboard","metadata":{"name":"d13","project":"default","createdAt":"2026-11-30T19:54:28.59324Z","updatedAt":"2026-11-30T19:54:28.59324Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 13","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','','Created',NULL,'2026-11-30 19:54:28.593240+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder');
INSERT INTO "dashboard_version" VALUES('01a22e05-e777-7a35-9358-4fd24f1f0ab1',0,'default','{"kind":"Dashboard","metadata":{"name":"d14","project":"default","createdAt":"2026-11-30T19:54:28.599427Z","updatedAt":"2026-11-30T19:54:28.599427Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 14","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','','Created',NULL,'2026-11-30 19:54:28.599427+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder');
INSERT INTO "dashboard_version" VALUES('01a22e05-e783-7c09-856d-7f43d328f069',0,'default','{"kind":"Dashboard","metadata":{"name":"d15","project":"default","createdAt":"2026-11-30T19:54:28.611578Z","updatedAt":"2026-11-30T19:54:28.611578Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 15","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','','Created',NULL,'2026-11-30 19:54:28.611578+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder');
INSERT INTO "dashboard_version" VALUES('01a22e05-e78d-7dbc-855a-741cfb8c67ee',0,'default','{"kind":"Dashboard","metadata":{"name":"d16","project":"default","createdAt":"2026-11-30T19:54:28.621664Z","updatedAt":"2026-11-30T19:54:28.621664Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 16","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','','Created',NULL,'2026-11-30 19:54:28.621664+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder');
INSERT INTO "dashboard_version" VALUES('01a22e05-e7bf-7ba0-8b7a-f0a40981161c',0,'default','{"kind":"Dashboard","metadata":{"name":"d17","project":"default","createdAt":"2026-11-30T19:54:28.671556Z","updatedAt":"2026-11-30T19:54:28.671556Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 17","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','','Created',NULL,'2026-11-30 19:54:28.671556+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder');
INSERT INTO "dashboard_version" VALUES('01a22e05-e7cb-7b79-9634-c3ba93a1ed4a',0,'default','{"kind":"Dashboard","metadata":{"name":"d18","project":"default","createdAt":"2026-11-30T19:54:28.683545Z","updatedAt":"2026-11-30T19:54:28.683545Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 18","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','','Created',NULL,'2026-11-30 19:54:28.683545+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder');
INSERT INTO "dashboard_version" VALUES('01a22e05-e7d0-7e46-a1ae-53ac29e27810',0,'default','{"kind":"Dashboard","metadata":{"name":"d19","project":"default","createdAt":"2026-11-30T19:54:28.688721Z","updatedAt":"2026-11-30T19:54:28.688721Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 19","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}','','Created',NULL,'2026-11-30 19:54:28.688721+00:00','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder');
CREATE TABLE dashboard_view (
    dashboard_id TEXT    NOT NULL REFERENCES dashboard (id) ON DELETE CASCADE,
    day          TEXT    NOT NULL,
    viewer       TEXT    NOT NULL,
    project      TEXT    NOT NULL,
    views        BIGINT  NOT NULL,
    last_at      TEXT NOT NULL,
    PRIMARY KEY (dashboard_id, day, viewer)
);
CREATE TABLE datasource (
    id         TEXT     NOT NULL PRIMARY KEY,
    project    TEXT     NOT NULL,
    name       TEXT     NOT NULL,
    kind       TEXT     NOT NULL,
    is_default BOOLEAN  NOT NULL,
    document   TEXT  NOT NULL,
    version    BIGINT   NOT NULL,
    created_at TEXT  NOT NULL,
    updated_at TEXT  NOT NULL,
    updated_by TEXT     NOT NULL
);
INSERT INTO "datasource" VALUES('01a22e05-e116-7cef-8797-e3ef205a7a0c','','embedded','PrometheusDatasource',1,'{"kind":"GlobalDatasource","metadata":{"name":"embedded","createdAt":"2026-11-30T19:54:26.96546Z","updatedAt":"2026-11-30T19:54:26.96546Z","version":0},"spec":{"default":true,"display":{"name":"Embedded Prometheus","description":"The Prometheus inside Dashkeep. It watches Dashkeep itself and the targets from the settings."},"plugin":{"kind":"PrometheusDatasource","spec":{"scrapeInterval":"5s"}},"dashkeep":{"embedded":true}}}',0,'2026-11-30 19:54:26.965460+00:00','2026-11-30 19:54:26.965460+00:00','seed');
INSERT INTO "datasource" VALUES('01a22e05-e657-770e-b643-39e56c6f68d5','default','held','PrometheusDatasource',0,'{"kind":"Datasource","metadata":{"name":"held","project":"default","createdAt":"2026-11-30T19:54:28.311222Z","updatedAt":"2026-11-30T19:54:28.311222Z","version":0},"spec":{"default":false,"plugin":{"kind":"PrometheusDatasource","spec":{"proxy":{"kind":"HTTPProxy","spec":{"url":"http://127.0.0.1:59999"}}}}}}',0,'2026-11-30 19:54:28.311222+00:00','2026-11-30 19:54:28.311222+00:00','recorder');
CREATE TABLE event (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    project TEXT    NOT NULL,
    type    TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    data    TEXT NOT NULL,
    at      TEXT NOT NULL
);
INSERT INTO "event" VALUES(1,'default','dashboard','dashkeep','{"change":"seed","name":"dashkeep","version":0}','2026-11-30 19:54:26.979811+00:00');
INSERT INTO "event" VALUES(2,'default','health','builtin/dashkeep','{"environment":"builtin","asset":"dashkeep","status":"UNKNOWN","failing":0}','2026-11-30 19:54:26.979811+00:00');
INSERT INTO "event" VALUES(3,'default','policy','01a22e05-e141-7c74-ae8f-f5bdf096412e','{"change":"create","id":"01a22e05-e141-7c74-ae8f-f5bdf096412e"}','2026-11-30 19:54:27.009838+00:00');
INSERT INTO "event" VALUES(4,'default','run','01a22e05-e1c0-795f-aae6-b1bcc67c03eb','{"id":"01a22e05-e1c0-795f-aae6-b1bcc67c03eb","resource":"retention","action":"clean","status":"queued","counts":{"total":0,"succeeded":0,"warned":0,"failed":0,"skipped":0},"title":"Clean up old runs","joined":0}','2026-11-30 19:54:27.136603+00:00');
INSERT INTO "event" VALUES(5,'default','run','01a22e05-e1c0-795f-aae6-b1bcc67c03eb','{"id":"01a22e05-e1c0-795f-aae6-b1bcc67c03eb","resource":"retention","action":"clean","status":"running","counts":{"total":0,"succeeded":0,"warned":0,"failed":0,"skipped":0},"title":"Clean up old runs","joined":0}','2026-11-30 19:54:27.165794+00:00');
INSERT INTO "event" VALUES(6,'default','run.log','01a22e05-e1c0-795f-aae6-b1bcc67c03eb','{"run_id":"01a22e05-e1c0-795f-aae6-b1bcc67c03eb","seq":1}','2026-11-30 19:54:27.165794+00:00');
INSERT INTO "event" VALUES(7,'default','run','01a22e05-e1c0-795f-aae6-b1bcc67c03eb','{"id":"01a22e05-e1c0-795f-aae6-b1bcc67c03eb","resource":"retention","action":"clean","status":"running","counts":{"total":1,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Clean up old runs","joined":0}','2026-11-30 19:54:27.198806+00:00');
INSERT INTO "event" VALUES(8,'default','run','01a22e05-e1c0-795f-aae6-b1bcc67c03eb','{"id":"01a22e05-e1c0-795f-aae6-b1bcc67c03eb","resource":"retention","action":"clean","status":"running","counts":{"total":1,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Clean up old runs","joined":0}','2026-11-30 19:54:27.207795+00:00');
INSERT INTO "event" VALUES(9,'default','run.log','01a22e05-e1c0-795f-aae6-b1bcc67c03eb','{"run_id":"01a22e05-e1c0-795f-aae6-b1bcc67c03eb","seq":2}','2026-11-30 19:54:27.207795+00:00');
INSERT INTO "event" VALUES(10,'default','run','01a22e05-e1c0-795f-aae6-b1bcc67c03eb','{"id":"01a22e05-e1c0-795f-aae6-b1bcc67c03eb","resource":"retention","action":"clean","status":"running","counts":{"total":1,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Clean up old runs","joined":0}','2026-11-30 19:54:27.228351+00:00');
INSERT INTO "event" VALUES(11,'default','run.item','01a22e05-e1c0-795f-aae6-b1bcc67c03eb','{"run_id":"01a22e05-e1c0-795f-aae6-b1bcc67c03eb","seq":1,"status":"running"}','2026-11-30 19:54:27.228351+00:00');
INSERT INTO "event" VALUES(12,'default','run.item','01a22e05-e1c0-795f-aae6-b1bcc67c03eb','{"run_id":"01a22e05-e1c0-795f-aae6-b1bcc67c03eb","seq":1,"status":"succeeded"}','2026-11-30 19:54:27.232238+00:00');
INSERT INTO "event" VALUES(13,'default','run','01a22e05-e1c0-795f-aae6-b1bcc67c03eb','{"id":"01a22e05-e1c0-795f-aae6-b1bcc67c03eb","resource":"retention","action":"clean","status":"succeeded","counts":{"total":1,"succeeded":1,"warned":0,"failed":0,"skipped":0},"progress":1,"title":"Clean up old runs","joined":0}','2026-11-30 19:54:27.232238+00:00');
INSERT INTO "event" VALUES(14,'default','run.log','01a22e05-e1c0-795f-aae6-b1bcc67c03eb','{"run_id":"01a22e05-e1c0-795f-aae6-b1bcc67c03eb","seq":4}','2026-11-30 19:54:27.232238+00:00');
INSERT INTO "event" VALUES(15,'default','dashboard','d0','{"change":"create","name":"d0","version":0}','2026-11-30 19:54:28.364699+00:00');
INSERT INTO "event" VALUES(16,'default','health','builtin/d0','{"environment":"builtin","asset":"d0","status":"UNKNOWN","failing":0}','2026-11-30 19:54:28.364699+00:00');
INSERT INTO "event" VALUES(17,'default','dashboard','d1','{"change":"create","name":"d1","version":0}','2026-11-30 19:54:28.384096+00:00');
INSERT INTO "event" VALUES(18,'default','health','builtin/d1','{"environment":"builtin","asset":"d1","status":"UNKNOWN","failing":0}','2026-11-30 19:54:28.384096+00:00');
INSERT INTO "event" VALUES(19,'default','dashboard','d2','{"change":"create","name":"d2","version":0}','2026-11-30 19:54:28.400481+00:00');
INSERT INTO "event" VALUES(20,'default','health','builtin/d2','{"environment":"builtin","asset":"d2","status":"UNKNOWN","failing":0}','2026-11-30 19:54:28.400481+00:00');
INSERT INTO "event" VALUES(21,'default','dashboard','d3','{"change":"create","name":"d3","version":0}','2026-11-30 19:54:28.477167+00:00');
INSERT INTO "event" VALUES(22,'default','health','builtin/d3','{"environment":"builtin","asset":"d3","status":"UNKNOWN","failing":0}','2026-11-30 19:54:28.477167+00:00');
INSERT INTO "event" VALUES(23,'default','dashboard','d4','{"change":"create","name":"d4","version":0}','2026-11-30 19:54:28.488797+00:00');
INSERT INTO "event" VALUES(24,'default','health','builtin/d4','{"environment":"builtin","asset":"d4","status":"UNKNOWN","failing":0}','2026-11-30 19:54:28.488797+00:00');
INSERT INTO "event" VALUES(25,'default','dashboard','d5','{"change":"create","name":"d5","version":0}','2026-11-30 19:54:28.504299+00:00');
INSERT INTO "event" VALUES(26,'default','health','builtin/d5','{"environment":"builtin","asset":"d5","status":"UNKNOWN","failing":0}','2026-11-30 19:54:28.504299+00:00');
INSERT INTO "event" VALUES(27,'default','dashboard','d6','{"change":"create","name":"d6","version":0}','2026-11-30 19:54:28.510221+00:00');
INSERT INTO "event" VALUES(28,'default','health','builtin/d6','{"environment":"builtin","asset":"d6","status":"UNKNOWN","failing":0}','2026-11-30 19:54:28.510221+00:00');
INSERT INTO "event" VALUES(29,'default','dashboard','d7','{"change":"create","name":"d7","version":0}','2026-11-30 19:54:28.532771+00:00');
INSERT INTO "event" VALUES(30,'default','health','builtin/d7','{"environment":"builtin","asset":"d7","status":"UNKNOWN","failing":0}','2026-11-30 19:54:28.532771+00:00');
INSERT INTO "event" VALUES(31,'default','dashboard','d8','{"change":"create","name":"d8","version":0}','2026-11-30 19:54:28.539106+00:00');
INSERT INTO "event" VALUES(32,'default','health','builtin/d8','{"environment":"builtin","asset":"d8","status":"UNKNOWN","failing":0}','2026-11-30 19:54:28.539106+00:00');
INSERT INTO "event" VALUES(33,'default','dashboard','d9','{"change":"create","name":"d9","version":0}','2026-11-30 19:54:28.553907+00:00');
INSERT INTO "event" VALUES(34,'default','health','builtin/d9','{"environment":"builtin","asset":"d9","status":"UNKNOWN","failing":0}','2026-11-30 19:54:28.553907+00:00');
INSERT INTO "event" VALUES(35,'default','dashboard','d10','{"change":"create","name":"d10","version":0}','2026-11-30 19:54:28.561716+00:00');
INSERT INTO "event" VALUES(36,'default','health','builtin/d10','{"environment":"builtin","asset":"d10","status":"UNKNOWN","failing":0}','2026-11-30 19:54:28.561716+00:00');
INSERT INTO "event" VALUES(37,'default','dashboard','d11','{"change":"create","name":"d11","version":0}','2026-11-30 19:54:28.570763+00:00');
INSERT INTO "event" VALUES(38,'default','health','builtin/d11','{"environment":"builtin","asset":"d11","status":"UNKNOWN","failing":0}','2026-11-30 19:54:28.570763+00:00');
INSERT INTO "event" VALUES(39,'default','dashboard','d12','{"change":"create","name":"d12","version":0}','2026-11-30 19:54:28.581037+00:00');
INSERT INTO "event" VALUES(40,'default','health','builtin/d12','{"environment":"builtin","asset":"d12","status":"UNKNOWN","failing":0}','2026-11-30 19:54:28.581037+00:00');
INSERT INTO "event" VALUES(41,'default','dashboard','d13','{"change":"create","name":"d13","version":0}','2026-11-30 19:54:28.593240+00:00');
INSERT INTO "event" VALUES(42,'default','health','builtin/d13','{"environment":"builtin","asset":"d13","status":"UNKNOWN","failing":0}','2026-11-30 19:54:28.593240+00:00');
INSERT INTO "event" VALUES(43,'default','dashboard','d14','{"change":"create","name":"d14","version":0}','2026-11-30 19:54:28.599427+00:00');
INSERT INTO "event" VALUES(44,'default','health','builtin/d14','{"environment":"builtin","asset":"d14","status":"UNKNOWN","failing":0}','2026-11-30 19:54:28.599427+00:00');
INSERT INTO "event" VALUES(45,'default','dashboard','d15','{"change":"create","name":"d15","version":0}','2026-11-30 19:54:28.611578+00:00');
INSERT INTO "event" VALUES(46,'default','health','builtin/d15','{"environment":"builtin","asset":"d15","status":"UNKNOWN","failing":0}','2026-11-30 19:54:28.611578+00:00');
INSERT INTO "event" VALUES(47,'default','dashboard','d16','{"change":"create","name":"d16","version":0}','2026-11-30 19:54:28.621664+00:00');
INSERT INTO "event" VALUES(48,'default','health','builtin/d16','{"environment":"builtin","asset":"d16","status":"UNKNOWN","failing":0}','2026-11-30 19:54:28.621664+00:00');
INSERT INTO "event" VALUES(49,'default','dashboard','d17','{"change":"create","name":"d17","version":0}','2026-11-30 19:54:28.671556+00:00');
INSERT INTO "event" VALUES(50,'default','health','builtin/d17','{"environment":"builtin","asset":"d17","status":"UNKNOWN","failing":0}','2026-11-30 19:54:28.671556+00:00');
INSERT INTO "event" VALUES(51,'default','dashboard','d18','{"change":"create","name":"d18","version":0}','2026-11-30 19:54:28.683545+00:00');
INSERT INTO "event" VALUES(52,'default','health','builtin/d18','{"environment":"builtin","asset":"d18","status":"UNKNOWN","failing":0}','2026-11-30 19:54:28.683545+00:00');
INSERT INTO "event" VALUES(53,'default','dashboard','d19','{"change":"create","name":"d19","version":0}','2026-11-30 19:54:28.688721+00:00');
INSERT INTO "event" VALUES(54,'default','health','builtin/d19','{"environment":"builtin","asset":"d19","status":"UNKNOWN","failing":0}','2026-11-30 19:54:28.688721+00:00');
INSERT INTO "event" VALUES(55,'default','run','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"queued","counts":{"total":0,"succeeded":0,"warned":0,"failed":0,"skipped":0},"title":"Check Built-in","joined":0}','2026-11-30 19:54:28.699438+00:00');
INSERT INTO "event" VALUES(56,'default','run','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":0,"succeeded":0,"warned":0,"failed":0,"skipped":0},"title":"Check Built-in","joined":0}','2026-11-30 19:54:28.708187+00:00');
INSERT INTO "event" VALUES(57,'default','run.log','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":1}','2026-11-30 19:54:28.708187+00:00');
INSERT INTO "event" VALUES(58,'default','run','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}','2026-11-30 19:54:28.716626+00:00');
INSERT INTO "event" VALUES(59,'default','run','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}','2026-11-30 19:54:28.756563+00:00');
INSERT INTO "event" VALUES(60,'default','run.log','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":2}','2026-11-30 19:54:28.756563+00:00');
INSERT INTO "event" VALUES(61,'default','run','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}','2026-11-30 19:54:28.763319+00:00');
INSERT INTO "event" VALUES(62,'default','run.item','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":10,"status":"running"}','2026-11-30 19:54:28.763319+00:00');
INSERT INTO "event" VALUES(63,'default','run','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}','2026-11-30 19:54:28.776347+00:00');
INSERT INTO "event" VALUES(64,'default','run.item','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":5,"status":"running"}','2026-11-30 19:54:28.776347+00:00');
INSERT INTO "event" VALUES(65,'default','run','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}','2026-11-30 19:54:28.802905+00:00');
INSERT INTO "event" VALUES(66,'default','run.item','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":1,"status":"running"}','2026-11-30 19:54:28.802905+00:00');
INSERT INTO "event" VALUES(67,'default','run','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}','2026-11-30 19:54:28.841103+00:00');
INSERT INTO "event" VALUES(68,'default','run.item','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":3,"status":"running"}','2026-11-30 19:54:28.841103+00:00');
INSERT INTO "event" VALUES(69,'default','run','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}','2026-11-30 19:54:28.900151+00:00');
INSERT INTO "event" VALUES(70,'default','run.item','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":2,"status":"running"}','2026-11-30 19:54:28.900151+00:00');
INSERT INTO "event" VALUES(71,'default','run','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}','2026-11-30 19:54:28.921695+00:00');
INSERT INTO "event" VALUES(72,'default','run.item','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":4,"status":"running"}','2026-11-30 19:54:28.921695+00:00');
INSERT INTO "event" VALUES(73,'default','run','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}','2026-11-30 19:54:28.934802+00:00');
INSERT INTO "event" VALUES(74,'default','run.item','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":6,"status":"running"}','2026-11-30 19:54:28.934802+00:00');
INSERT INTO "event" VALUES(75,'default','run','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}','2026-11-30 19:54:28.942833+00:00');
INSERT INTO "event" VALUES(76,'default','run.item','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":8,"status":"running"}','2026-11-30 19:54:28.942833+00:00');
INSERT INTO "event" VALUES(77,'default','run','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}','2026-11-30 19:54:28.945181+00:00');
INSERT INTO "event" VALUES(78,'default','run.item','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":7,"status":"running"}','2026-11-30 19:54:28.945181+00:00');
INSERT INTO "event" VALUES(79,'default','run','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}','2026-11-30 19:54:28.948539+00:00');
INSERT INTO "event" VALUES(80,'default','run.item','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":9,"status":"running"}','2026-11-30 19:54:28.948539+00:00');
INSERT INTO "event" VALUES(81,'default','run.log','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":3}','2026-11-30 19:54:29.040065+00:00');
INSERT INTO "event" VALUES(82,'default','run.log','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":4}','2026-11-30 19:54:29.058560+00:00');
INSERT INTO "event" VALUES(83,'default','run.log','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":5}','2026-11-30 19:54:29.080836+00:00');
INSERT INTO "event" VALUES(84,'default','run.log','01a22e05-e7db-76f0-90fb-caa6f88aadea','{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":6}','2026-11-30 19:54:29.156479+00:00');
CREATE TABLE goose_db_version (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
INSERT INTO "goose_db_version" VALUES(1,0,1,'2026-11-30 19:54:26');
INSERT INTO "goose_db_version" VALUES(2,1,1,'2026-11-30 19:54:26');
INSERT INTO "goose_db_version" VALUES(3,2,1,'2026-11-30 19:54:26');
INSERT INTO "goose_db_version" VALUES(4,3,1,'2026-11-30 19:54:26');
INSERT INTO "goose_db_version" VALUES(5,4,1,'2026-11-30 19:54:26');
INSERT INTO "goose_db_version" VALUES(6,5,1,'2026-11-30 19:54:26');
INSERT INTO "goose_db_version" VALUES(7,6,1,'2026-11-30 19:54:26');
INSERT INTO "goose_db_version" VALUES(8,7,1,'2026-11-30 19:54:26');
INSERT INTO "goose_db_version" VALUES(9,8,1,'2026-11-30 19:54:26');
INSERT INTO "goose_db_version" VALUES(10,9,1,'2026-11-30 19:54:26');
INSERT INTO "goose_db_version" VALUES(11,10,1,'2026-11-30 19:54:26');
CREATE TABLE instance (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    created_at TEXT NOT NULL
);
INSERT INTO "instance" VALUES('secret_key_id','307d7f44','2026-11-30 19:54:26.718230+00:00');
CREATE TABLE member (
    project TEXT NOT NULL REFERENCES project (name) ON DELETE CASCADE,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'operator', 'readonly')),
    created_at TEXT NOT NULL,
    PRIMARY KEY (project, account_id)
);
INSERT INTO "member" VALUES('default','01a22e05-e0e2-7c6a-ad44-c0576e0f74da','owner','2026-11-30 19:54:26.902827+00:00');
INSERT INTO "member" VALUES('default','01a22e05-e2e4-7e35-ba0d-cfec376606d5','owner','2026-11-30 19:54:27.971383+00:00');
CREATE TABLE one_time_link (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL CHECK (purpose IN ('setup', 'password')),
    secret_hash BLOB NOT NULL UNIQUE,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
);
INSERT INTO "one_time_link" VALUES('01a22e05-e0e3-702a-b5df-21bdf07dd042','01a22e05-e0e2-7c6a-ad44-c0576e0f74da','setup',X'751F772042661D17D2EA6B2C9B5FDD8118E33ACC572E7476915DE4DE854DAF46','2026-11-30 19:54:26.902827+00:00','2026-11-30 20:54:26.902827+00:00');
CREATE TABLE periodic_turn (
    name    TEXT    NOT NULL PRIMARY KEY,
    holder  TEXT    NOT NULL,
    next_at TEXT NOT NULL
);
CREATE TABLE policy (
    id             TEXT    NOT NULL PRIMARY KEY,
    project        TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    description    TEXT    NOT NULL,
    active         BOOLEAN NOT NULL,
    environment    TEXT    NOT NULL,
    assets         TEXT NOT NULL,
    -- Weekdays as bits, Sunday the lowest.
    days           INTEGER NOT NULL,
    -- Local times in minutes after midnight.
    window_start   INTEGER NOT NULL,
    window_end     INTEGER NOT NULL,
    time_zone      TEXT    NOT NULL,
    checks         TEXT NOT NULL,
    notify         TEXT NOT NULL,
    revision       BIGINT  NOT NULL,
    created_at     TEXT NOT NULL,
    updated_at     TEXT NOT NULL,
    updated_by     TEXT    NOT NULL,
    -- Windows that closed before this are none of the policy as it is now.
    effective_from TEXT NOT NULL,
    -- When the next window opens that is not planned yet.
    next_opens_at  TEXT NOT NULL
);
INSERT INTO "policy" VALUES('01a22e05-e141-7c74-ae8f-f5bdf096412e','default','Built-in, every day','Checks every dashboard of the project once a day',1,'builtin','{"kind":"rule"}',127,360,420,'UTC','{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}','{"when":"on_change","owners":true,"channels":[]}',1,'2026-11-30 19:54:27.009816+00:00','2026-11-30 19:54:27.009816+00:00','Dashkeep','2026-11-30 19:54:27.009816+00:00','2026-12-01 06:00:00.000000+00:00');
CREATE TABLE policy_tick (
    name    TEXT    NOT NULL PRIMARY KEY,
    last_at TEXT NOT NULL
);
INSERT INTO "policy_tick" VALUES('plan','2026-11-30 19:54:27.052267+00:00');
CREATE TABLE policy_window (
    policy_id   TEXT    NOT NULL REFERENCES policy (id) ON DELETE CASCADE,
    date        TEXT    NOT NULL,
    project     TEXT    NOT NULL,
    opens_at    TEXT NOT NULL,
    closes_at   TEXT NOT NULL,
    -- Where the slots of the present generation begin.
    spread_from TEXT NOT NULL,
    generation  INTEGER NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('planned', 'done', 'missed', 'cancelled')),
    -- The assets of the present generation.
    assets      TEXT NOT NULL,
    checks      INTEGER NOT NULL,
    late        INTEGER NOT NULL,
    run_id      TEXT    NOT NULL,
    note        TEXT    NOT NULL,
    PRIMARY KEY (policy_id, date)
);
CREATE TABLE preference (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    document TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
CREATE TABLE project (
    name TEXT NOT NULL PRIMARY KEY,
    display_name TEXT NOT NULL,
    document TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
INSERT INTO "project" VALUES('default','default','{}',0,'2026-11-30 19:54:26.902827+00:00','2026-11-30 19:54:26.902827+00:00');
CREATE TABLE replica (
    id      TEXT    NOT NULL PRIMARY KEY,
    beat_at TEXT NOT NULL
);
CREATE TABLE river_job (
    id integer PRIMARY KEY, -- SQLite makes this autoincrementing automatically
    args blob NOT NULL DEFAULT (jsonb('{}')),
    attempt integer NOT NULL DEFAULT 0,
    attempted_at timestamp,
    attempted_by blob, -- json
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    errors blob, -- json
    finalized_at timestamp,
    kind text NOT NULL,
    metadata blob NOT NULL DEFAULT (jsonb('{}')),
    priority integer NOT NULL DEFAULT 1,
    queue text NOT NULL DEFAULT 'default',
    state text NOT NULL DEFAULT 'available',
    scheduled_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    tags blob NOT NULL DEFAULT (jsonb('[]')),
    unique_key blob,
    unique_states integer, max_attempts integer NOT NULL DEFAULT 25,
    CONSTRAINT finalized_or_finalized_at_null CHECK (
        (finalized_at IS NULL AND state NOT IN ('cancelled', 'completed', 'discarded')) OR
        (finalized_at IS NOT NULL AND state IN ('cancelled', 'completed', 'discarded'))
    ),
    CONSTRAINT priority_in_range CHECK (priority >= 1 AND priority <= 4),
    CONSTRAINT queue_length CHECK (length(queue) > 0 AND length(queue) < 128),
    CONSTRAINT kind_length CHECK (length(kind) > 0 AND length(kind) < 128),
    CONSTRAINT state_valid CHECK (state IN ('available', 'cancelled', 'completed', 'discarded', 'pending', 'retryable', 'running', 'scheduled'))
);
INSERT INTO "river_job" VALUES(1,X'CC5E376B6579C72430316132326530352D653163302D373935662D616165362D6231626363363763303365624761726773CC2D6772756E5F6964C72430316132326530352D653163302D373935662D616165362D623162636336376330336562',1,'2026-11-30 19:54:27.162',X'CB26C72430316132326530352D653135362D373136312D613166332D343839306161376233396334','2026-11-30 19:54:27.137',NULL,'2026-11-30 19:54:27.218','run.plan',X'CC26C71272697665723A756E697175655F6E6F6E6365C71030333062303938663633303435633462',1,'plan','completed','2026-11-30 19:54:27.137',X'0B',X'347F6894E89F806491B59FC693070AEFAE4C1695AA69284F8FEFA50EC4B5DC40',241,1000);
INSERT INTO "river_job" VALUES(2,X'CC66376B6579C72630316132326530352D653163302D373935662D616165362D6231626363363763303365622F314761726773CC336772756E5F6964C72430316132326530352D653163302D373935662D616165362D623162636336376330336562377365711331',1,'2026-11-30 19:54:27.218',X'CB26C72430316132326530352D653135362D373136312D613166332D343839306161376233396334','2026-11-30 19:54:27.199',NULL,'2026-11-30 19:54:27.235','run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71032316637343666363733333137633631',1,'default','completed','2026-11-30 19:54:27.199',X'0B',X'794F3FA70D5EE42BACCE570CBB1043E9AD1CD98082E7B5EC2DAD1DD5BFD17273',241,1000);
INSERT INTO "river_job" VALUES(3,X'CC5E376B6579C72430316132326530352D653764622D373666302D393066622D6361613666383861616465614761726773CC2D6772756E5F6964C72430316132326530352D653764622D373666302D393066622D636161366638386161646561',1,'2026-11-30 19:54:28.705',X'CB26C72430316132326530352D653135362D373136312D613166332D343839306161376233396334','2026-11-30 19:54:28.701',NULL,'2026-11-30 19:54:28.760','run.plan',X'CC26C71272697665723A756E697175655F6E6F6E6365C71062323361323139626166613635323535',1,'plan','completed','2026-11-30 19:54:28.701',X'0B',X'E0FD5A2462847FB3E71A1EB3D3A6F38F2B6EBA0B9B4A94C5EC846CE5E40C30B4',241,1000);
INSERT INTO "river_job" VALUES(4,X'CC66376B6579C72630316132326530352D653764622D373666302D393066622D6361613666383861616465612F314761726773CC336772756E5F6964C72430316132326530352D653764622D373666302D393066622D636161366638386161646561377365711331',1,'2026-11-30 19:54:28.760',X'CB26C72430316132326530352D653135362D373136312D613166332D343839306161376233396334','2026-11-30 19:54:28.717',NULL,NULL,'run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71063366363303365323138313832353730',1,'default','running','2026-11-30 19:54:28.717',X'0B',X'87AEAC34A9B2BD0E44DDCB3B3ADDFA321FD9FF1A7EFBA20E70AC6F3048DC8FDE',241,1000);
INSERT INTO "river_job" VALUES(5,X'CC66376B6579C72630316132326530352D653764622D373666302D393066622D6361613666383861616465612F324761726773CC336772756E5F6964C72430316132326530352D653764622D373666302D393066622D636161366638386161646561377365711332',1,'2026-11-30 19:54:28.760',X'CB26C72430316132326530352D653135362D373136312D613166332D343839306161376233396334','2026-11-30 19:54:28.717',NULL,NULL,'run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71063366363303365323138313832353730',1,'default','running','2026-11-30 19:54:28.717',X'0B',X'73548F71B6972EC54072D7AFB98E5067919CF04DB912641659F369214CF5C570',241,1000);
INSERT INTO "river_job" VALUES(6,X'CC66376B6579C72630316132326530352D653764622D373666302D393066622D6361613666383861616465612F334761726773CC336772756E5F6964C72430316132326530352D653764622D373666302D393066622D636161366638386161646561377365711333',1,'2026-11-30 19:54:28.760',X'CB26C72430316132326530352D653135362D373136312D613166332D343839306161376233396334','2026-11-30 19:54:28.717',NULL,NULL,'run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71063366363303365323138313832353730',1,'default','running','2026-11-30 19:54:28.717',X'0B',X'B1469DC3DBD4EECB589B3A2863CBCB427CF2C6250383BEDC7C02495BA875D63E',241,1000);
INSERT INTO "river_job" VALUES(7,X'CC66376B6579C72630316132326530352D653764622D373666302D393066622D6361613666383861616465612F344761726773CC336772756E5F6964C72430316132326530352D653764622D373666302D393066622D636161366638386161646561377365711334',1,'2026-11-30 19:54:28.760',X'CB26C72430316132326530352D653135362D373136312D613166332D343839306161376233396334','2026-11-30 19:54:28.717',NULL,NULL,'run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71063366363303365323138313832353730',1,'default','running','2026-11-30 19:54:28.717',X'0B',X'4958297E3F9BDA24415B93842F3A952C60C2C00CA9D08C56670DB1A1C1CCB663',241,1000);
INSERT INTO "river_job" VALUES(8,X'CC66376B6579C72630316132326530352D653764622D373666302D393066622D6361613666383861616465612F354761726773CC336772756E5F6964C72430316132326530352D653764622D373666302D393066622D636161366638386161646561377365711335',1,'2026-11-30 19:54:28.760',X'CB26C72430316132326530352D653135362D373136312D613166332D343839306161376233396334','2026-11-30 19:54:28.717',NULL,NULL,'run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71063366363303365323138313832353730',1,'default','running','2026-11-30 19:54:28.717',X'0B',X'D50CE38138997CC9C05199CA9DD20B98EE8FD6A61932876C505ACAB841BBAA4A',241,1000);
INSERT INTO "river_job" VALUES(9,X'CC66376B6579C72630316132326530352D653764622D373666302D393066622D6361613666383861616465612F364761726773CC336772756E5F6964C72430316132326530352D653764622D373666302D393066622D636161366638386161646561377365711336',1,'2026-11-30 19:54:28.760',X'CB26C72430316132326530352D653135362D373136312D613166332D343839306161376233396334','2026-11-30 19:54:28.717',NULL,NULL,'run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71063366363303365323138313832353730',1,'default','running','2026-11-30 19:54:28.717',X'0B',X'1CF3A9083A9FC4D7E9A4F684B889ED3B0ED162433441B97F1ED6D77988A968E6',241,1000);
INSERT INTO "river_job" VALUES(10,X'CC66376B6579C72630316132326530352D653764622D373666302D393066622D6361613666383861616465612F374761726773CC336772756E5F6964C72430316132326530352D653764622D373666302D393066622D636161366638386161646561377365711337',1,'2026-11-30 19:54:28.760',X'CB26C72430316132326530352D653135362D373136312D613166332D343839306161376233396334','2026-11-30 19:54:28.717',NULL,NULL,'run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71063366363303365323138313832353730',1,'default','running','2026-11-30 19:54:28.717',X'0B',X'6B5645808B7CD970A1F965564FB897E41B3F583B16952C6E71B29C867741AC72',241,1000);
INSERT INTO "river_job" VALUES(11,X'CC66376B6579C72630316132326530352D653764622D373666302D393066622D6361613666383861616465612F384761726773CC336772756E5F6964C72430316132326530352D653764622D373666302D393066622D636161366638386161646561377365711338',1,'2026-11-30 19:54:28.760',X'CB26C72430316132326530352D653135362D373136312D613166332D343839306161376233396334','2026-11-30 19:54:28.717',NULL,NULL,'run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71063366363303365323138313832353730',1,'default','running','2026-11-30 19:54:28.717',X'0B',X'160100F8A349997C21F193839876DD0B7618A7E99B63673F79A9790929EE5E5F',241,1000);
INSERT INTO "river_job" VALUES(12,X'CC66376B6579C72630316132326530352D653764622D373666302D393066622D6361613666383861616465612F394761726773CC336772756E5F6964C72430316132326530352D653764622D373666302D393066622D636161366638386161646561377365711339',1,'2026-11-30 19:54:28.760',X'CB26C72430316132326530352D653135362D373136312D613166332D343839306161376233396334','2026-11-30 19:54:28.717',NULL,NULL,'run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71063366363303365323138313832353730',1,'default','running','2026-11-30 19:54:28.717',X'0B',X'5B0D663975AEBB02489B81DE5DD7A30EC4EE9039AAF9AB23558B6A7236D56738',241,1000);
INSERT INTO "river_job" VALUES(13,X'CC68376B6579C72730316132326530352D653764622D373666302D393066622D6361613666383861616465612F31304761726773CC346772756E5F6964C72430316132326530352D653764622D373666302D393066622D63616136663838616164656137736571233130',1,'2026-11-30 19:54:28.760',X'CB26C72430316132326530352D653135362D373136312D613166332D343839306161376233396334','2026-11-30 19:54:28.717',NULL,NULL,'run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71063366363303365323138313832353730',1,'default','running','2026-11-30 19:54:28.717',X'0B',X'0D592269811CF0D87E574E37E452C9A40477DEA4203D7335462A077B06293A50',241,1000);
INSERT INTO "river_job" VALUES(14,X'CC68376B6579C72730316132326530352D653764622D373666302D393066622D6361613666383861616465612F31314761726773CC346772756E5F6964C72430316132326530352D653764622D373666302D393066622D63616136663838616164656137736571233131',0,NULL,NULL,'2026-11-30 19:54:28.717',NULL,NULL,'run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71063366363303365323138313832353730',1,'default','available','2026-11-30 19:54:28.717',X'0B',X'44CAE41D4848E76DB3AF5C0AF8B2B93D65FF2717730D1AD466DBE9F3B2804817',241,1000);
INSERT INTO "river_job" VALUES(15,X'CC68376B6579C72730316132326530352D653764622D373666302D393066622D6361613666383861616465612F31324761726773CC346772756E5F6964C72430316132326530352D653764622D373666302D393066622D63616136663838616164656137736571233132',0,NULL,NULL,'2026-11-30 19:54:28.717',NULL,NULL,'run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71063366363303365323138313832353730',1,'default','available','2026-11-30 19:54:28.717',X'0B',X'BE48BC0C7CAC378CCB6B03E8CD1D2FFAE5DD76C2D6EB11AB36907CBA145FD312',241,1000);
INSERT INTO "river_job" VALUES(16,X'CC68376B6579C72730316132326530352D653764622D373666302D393066622D6361613666383861616465612F31334761726773CC346772756E5F6964C72430316132326530352D653764622D373666302D393066622D63616136663838616164656137736571233133',0,NULL,NULL,'2026-11-30 19:54:28.717',NULL,NULL,'run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71063366363303365323138313832353730',1,'default','available','2026-11-30 19:54:28.717',X'0B',X'73ED9BA8E2DC924D7A0EE266B6F528E6C3BBB05D523483E9074FFD820AAA0061',241,1000);
INSERT INTO "river_job" VALUES(17,X'CC68376B6579C72730316132326530352D653764622D373666302D393066622D6361613666383861616465612F31344761726773CC346772756E5F6964C72430316132326530352D653764622D373666302D393066622D63616136663838616164656137736571233134',0,NULL,NULL,'2026-11-30 19:54:28.717',NULL,NULL,'run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71063366363303365323138313832353730',1,'default','available','2026-11-30 19:54:28.717',X'0B',X'0AE819014A591078E8541211AF26BF5C1707A221E3699458120F0902A6963C80',241,1000);
INSERT INTO "river_job" VALUES(18,X'CC68376B6579C72730316132326530352D653764622D373666302D393066622D6361613666383861616465612F31354761726773CC346772756E5F6964C72430316132326530352D653764622D373666302D393066622D63616136663838616164656137736571233135',0,NULL,NULL,'2026-11-30 19:54:28.717',NULL,NULL,'run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71063366363303365323138313832353730',1,'default','available','2026-11-30 19:54:28.717',X'0B',X'F2BE37D07D7581970D885B16ED6B7611A848FBE94BFEA6AA8BE83F7CE6EBE86D',241,1000);
INSERT INTO "river_job" VALUES(19,X'CC68376B6579C72730316132326530352D653764622D373666302D393066622D6361613666383861616465612F31364761726773CC346772756E5F6964C72430316132326530352D653764622D373666302D393066622D63616136663838616164656137736571233136',0,NULL,NULL,'2026-11-30 19:54:28.717',NULL,NULL,'run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71063366363303365323138313832353730',1,'default','available','2026-11-30 19:54:28.717',X'0B',X'46DD85FDB5886C2BBEBAF998BCDB085A8A83574FBDB6915E03170CA003BD03D0',241,1000);
INSERT INTO "river_job" VALUES(20,X'CC68376B6579C72730316132326530352D653764622D373666302D393066622D6361613666383861616465612F31374761726773CC346772756E5F6964C72430316132326530352D653764622D373666302D393066622D63616136663838616164656137736571233137',0,NULL,NULL,'2026-11-30 19:54:28.717',NULL,NULL,'run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71063366363303365323138313832353730',1,'default','available','2026-11-30 19:54:28.717',X'0B',X'E8EA3357A450F941F132C8E9BA75EB6AC3A89552B92CCFA1F8AEB9F3FBFFE842',241,1000);
INSERT INTO "river_job" VALUES(21,X'CC68376B6579C72730316132326530352D653764622D373666302D393066622D6361613666383861616465612F31384761726773CC346772756E5F6964C72430316132326530352D653764622D373666302D393066622D63616136663838616164656137736571233138',0,NULL,NULL,'2026-11-30 19:54:28.717',NULL,NULL,'run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71063366363303365323138313832353730',1,'default','available','2026-11-30 19:54:28.717',X'0B',X'5C8F8CF3F0B42D8CEFA258A2BA00CA33513B6400E65E717EAA4E680A8279EAEE',241,1000);
INSERT INTO "river_job" VALUES(22,X'CC68376B6579C72730316132326530352D653764622D373666302D393066622D6361613666383861616465612F31394761726773CC346772756E5F6964C72430316132326530352D653764622D373666302D393066622D63616136663838616164656137736571233139',0,NULL,NULL,'2026-11-30 19:54:28.717',NULL,NULL,'run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71063366363303365323138313832353730',1,'default','available','2026-11-30 19:54:28.717',X'0B',X'10C88D522C3EF24A60124B0BD17D633FB27BDCA3374BAADC6D77D73834842CD2',241,1000);
INSERT INTO "river_job" VALUES(23,X'CC68376B6579C72730316132326530352D653764622D373666302D393066622D6361613666383861616465612F32304761726773CC346772756E5F6964C72430316132326530352D653764622D373666302D393066622D63616136663838616164656137736571233230',0,NULL,NULL,'2026-11-30 19:54:28.717',NULL,NULL,'run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71063366363303365323138313832353730',1,'default','available','2026-11-30 19:54:28.717',X'0B',X'C87D9FE9F9FC929B62BB6B970089654C0275B991DE520839B8AE9F33E5F64A4C',241,1000);
INSERT INTO "river_job" VALUES(24,X'CC68376B6579C72730316132326530352D653764622D373666302D393066622D6361613666383861616465612F32314761726773CC346772756E5F6964C72430316132326530352D653764622D373666302D393066622D63616136663838616164656137736571233231',0,NULL,NULL,'2026-11-30 19:54:28.717',NULL,NULL,'run.item',X'CC26C71272697665723A756E697175655F6E6F6E6365C71063366363303365323138313832353730',1,'default','available','2026-11-30 19:54:28.717',X'0B',X'1492C52D2C7E595F18601D2B367B4205F118CB52E8AC0FD082EEA5E6104BB6DA',241,1000);
CREATE TABLE river_leader (
    elected_at timestamp NOT NULL,
    expires_at timestamp NOT NULL,
    leader_id text NOT NULL,
    name text PRIMARY KEY NOT NULL DEFAULT 'default' CHECK (name = 'default'),
    CONSTRAINT name_length CHECK (length(name) > 0 AND length(name) < 128),
    CONSTRAINT leader_id_length CHECK (length(leader_id) > 0 AND length(leader_id) < 128)
);
INSERT INTO "river_leader" VALUES('2026-11-30 19:54:27.036','2026-11-30 19:54:42.036','01a22e05-e156-7161-a1f3-4890aa7b39c4','default');
CREATE TABLE river_migration (
    line text NOT NULL,
    version integer NOT NULL,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT line_length CHECK (length(line) > 0 AND length(line) < 128),
    CONSTRAINT version_gte_1 CHECK (version >= 1),
    PRIMARY KEY (line, version)
);
INSERT INTO "river_migration" VALUES('main',1,'2026-11-30 19:54:26');
INSERT INTO "river_migration" VALUES('main',2,'2026-11-30 19:54:26');
INSERT INTO "river_migration" VALUES('main',3,'2026-11-30 19:54:26');
INSERT INTO "river_migration" VALUES('main',4,'2026-11-30 19:54:26');
INSERT INTO "river_migration" VALUES('main',5,'2026-11-30 19:54:26');
INSERT INTO "river_migration" VALUES('main',6,'2026-11-30 19:54:26');
INSERT INTO "river_migration" VALUES('main',7,'2026-11-30 19:54:26');
CREATE TABLE river_notification (
    id integer PRIMARY KEY AUTOINCREMENT,
    created_at timestamp NOT NULL DEFAULT (datetime('now', 'subsec')),
    payload text NOT NULL,
    topic text NOT NULL,
    CONSTRAINT topic_length CHECK (length(topic) > 0 AND length(topic) < 128)
);
INSERT INTO "river_notification" VALUES(1,'2026-11-30 19:54:27.137','{"queue": "plan"}','river_insert');
INSERT INTO "river_notification" VALUES(2,'2026-11-30 19:54:27.199','{"queue": "default"}','river_insert');
INSERT INTO "river_notification" VALUES(3,'2026-11-30 19:54:28.701','{"queue": "plan"}','river_insert');
INSERT INTO "river_notification" VALUES(4,'2026-11-30 19:54:28.718','{"queue": "default"}','river_insert');
CREATE TABLE river_queue (
    name text PRIMARY KEY NOT NULL,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    metadata blob NOT NULL DEFAULT (jsonb('{}')),
    paused_at timestamp,
    updated_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO "river_queue" VALUES('plan','2026-11-30 19:54:27.030',X'0C',NULL,'2026-11-30 19:54:27.030');
INSERT INTO "river_queue" VALUES('default','2026-11-30 19:54:27.044',X'0C',NULL,'2026-11-30 19:54:27.044');
CREATE TABLE run (
    id              TEXT    NOT NULL PRIMARY KEY,
    project         TEXT    NOT NULL,
    resource        TEXT    NOT NULL,
    action          TEXT    NOT NULL,
    title           TEXT    NOT NULL,
    status          TEXT    NOT NULL,
    trigger_name    TEXT    NOT NULL,
    initiator_kind  TEXT    NOT NULL,
    initiator_id    TEXT    NOT NULL,
    initiator_name  TEXT    NOT NULL,
    dedup_key       TEXT    NOT NULL,
    planned         BOOLEAN NOT NULL,
    plan_attempt    INTEGER NOT NULL,
    plan_lost       INTEGER NOT NULL,
    plan_tries      INTEGER NOT NULL,
    plan_job_id     BIGINT  NOT NULL,
    total           INTEGER NOT NULL,
    succeeded       INTEGER NOT NULL,
    warned          INTEGER NOT NULL,
    failed          INTEGER NOT NULL,
    skipped         INTEGER NOT NULL,
    joined          INTEGER NOT NULL,
    log_seq         BIGINT  NOT NULL,
    first_error_seq BIGINT  NOT NULL,
    input_request   TEXT,
    reason_code     TEXT    NOT NULL,
    message         TEXT    NOT NULL,
    parent_id       TEXT    NOT NULL,
    created_at      TEXT NOT NULL,
    started_at      TEXT,
    finished_at     TEXT,
    heartbeat_at    TEXT
);
INSERT INTO "run" VALUES('01a22e05-e1c0-795f-aae6-b1bcc67c03eb','default','retention','clean','Clean up old runs','succeeded','schedule','system','','retention','99077123d4f6f38107dc57411073adc795a33c33e0d018512c880c682043f066',1,1,0,0,1,1,1,0,0,0,0,4,0,NULL,'','','','2026-11-30 19:54:27.136603+00:00','2026-11-30 19:54:27.165794+00:00','2026-11-30 19:54:27.232238+00:00','2026-11-30 19:54:27.232238+00:00');
INSERT INTO "run" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea','default','dashboard','validate','Check Built-in','running','api','user','01a22e05-e2e4-7e35-ba0d-cfec376606d5','recorder','e71daeeac0f7fc89d46fd3dd2cd992a42c4eb3399f0037961d44da3df0dfb123',1,1,0,0,3,21,0,0,0,0,0,6,0,NULL,'','','','2026-11-30 19:54:28.699438+00:00','2026-11-30 19:54:28.708187+00:00',NULL,'2026-11-30 19:54:29.156479+00:00');
CREATE TABLE run_item (
    run_id        TEXT    NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq           INTEGER NOT NULL,
    project       TEXT    NOT NULL,
    item_key      TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    link          TEXT    NOT NULL,
    params        TEXT NOT NULL,
    status        TEXT    NOT NULL,
    status_rank   INTEGER NOT NULL,
    reason_code   TEXT    NOT NULL,
    message       TEXT    NOT NULL,
    attempt       INTEGER NOT NULL,
    tries         INTEGER NOT NULL,
    lost          INTEGER NOT NULL,
    job_id        BIGINT  NOT NULL,
    job_attempt   INTEGER NOT NULL,
    first_log_seq BIGINT  NOT NULL,
    due_at        TEXT NOT NULL,
    not_after     TEXT,
    started_at    TEXT,
    finished_at   TEXT,
    PRIMARY KEY (run_id, seq)
);
INSERT INTO "run_item" VALUES('01a22e05-e1c0-795f-aae6-b1bcc67c03eb',1,'default','runs','Old runs','','{}','succeeded',4,'','0 runs removed',1,0,0,2,1,3,'2026-11-30 19:54:27.198806+00:00',NULL,'2026-11-30 19:54:27.228351+00:00','2026-11-30 19:54:27.232238+00:00');
INSERT INTO "run_item" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',1,'default','d0','d0','/p/default/health/builtin/d0','{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}','running',2,'','',1,0,0,4,1,5,'2026-11-30 19:54:28.716626+00:00',NULL,'2026-11-30 19:54:28.802905+00:00',NULL);
INSERT INTO "run_item" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',2,'default','d1','d1','/p/default/health/builtin/d1','{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}','running',2,'','',1,0,0,5,1,0,'2026-11-30 19:54:28.716626+00:00',NULL,'2026-11-30 19:54:28.900151+00:00',NULL);
INSERT INTO "run_item" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',3,'default','d10','d10','/p/default/health/builtin/d10','{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}','running',2,'','',1,0,0,6,1,6,'2026-11-30 19:54:28.716626+00:00',NULL,'2026-11-30 19:54:28.841103+00:00',NULL);
INSERT INTO "run_item" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',4,'default','d11','d11','/p/default/health/builtin/d11','{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}','running',2,'','',1,0,0,7,1,0,'2026-11-30 19:54:28.716626+00:00',NULL,'2026-11-30 19:54:28.921695+00:00',NULL);
INSERT INTO "run_item" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',5,'default','d12','d12','/p/default/health/builtin/d12','{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}','running',2,'','',1,0,0,8,1,4,'2026-11-30 19:54:28.716626+00:00',NULL,'2026-11-30 19:54:28.776347+00:00',NULL);
INSERT INTO "run_item" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',6,'default','d13','d13','/p/default/health/builtin/d13','{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}','running',2,'','',1,0,0,9,1,0,'2026-11-30 19:54:28.716626+00:00',NULL,'2026-11-30 19:54:28.934802+00:00',NULL);
INSERT INTO "run_item" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',7,'default','d14','d14','/p/default/health/builtin/d14','{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}','running',2,'','',1,0,0,10,1,0,'2026-11-30 19:54:28.716626+00:00',NULL,'2026-11-30 19:54:28.945181+00:00',NULL);
INSERT INTO "run_item" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',8,'default','d15','d15','/p/default/health/builtin/d15','{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}','running',2,'','',1,0,0,11,1,0,'2026-11-30 19:54:28.716626+00:00',NULL,'2026-11-30 19:54:28.942833+00:00',NULL);
INSERT INTO "run_item" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',9,'default','d16','d16','/p/default/health/builtin/d16','{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}','running',2,'','',1,0,0,12,1,0,'2026-11-30 19:54:28.716626+00:00',NULL,'2026-11-30 19:54:28.948539+00:00',NULL);
INSERT INTO "run_item" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',10,'default','d17','d17','/p/default/health/builtin/d17','{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}','running',2,'','',1,0,0,13,1,3,'2026-11-30 19:54:28.716626+00:00',NULL,'2026-11-30 19:54:28.763319+00:00',NULL);
INSERT INTO "run_item" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',11,'default','d18','d18','/p/default/health/builtin/d18','{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}','queued',3,'','',0,0,0,14,0,0,'2026-11-30 19:54:28.716626+00:00',NULL,NULL,NULL);
INSERT INTO "run_item" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',12,'default','d19','d19','/p/default/health/builtin/d19','{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}','queued',3,'','',0,0,0,15,0,0,'2026-11-30 19:54:28.716626+00:00',NULL,NULL,NULL);
INSERT INTO "run_item" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',13,'default','d2','d2','/p/default/health/builtin/d2','{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}','queued',3,'','',0,0,0,16,0,0,'2026-11-30 19:54:28.716626+00:00',NULL,NULL,NULL);
INSERT INTO "run_item" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',14,'default','d3','d3','/p/default/health/builtin/d3','{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}','queued',3,'','',0,0,0,17,0,0,'2026-11-30 19:54:28.716626+00:00',NULL,NULL,NULL);
INSERT INTO "run_item" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',15,'default','d4','d4','/p/default/health/builtin/d4','{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}','queued',3,'','',0,0,0,18,0,0,'2026-11-30 19:54:28.716626+00:00',NULL,NULL,NULL);
INSERT INTO "run_item" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',16,'default','d5','d5','/p/default/health/builtin/d5','{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}','queued',3,'','',0,0,0,19,0,0,'2026-11-30 19:54:28.716626+00:00',NULL,NULL,NULL);
INSERT INTO "run_item" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',17,'default','d6','d6','/p/default/health/builtin/d6','{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}','queued',3,'','',0,0,0,20,0,0,'2026-11-30 19:54:28.716626+00:00',NULL,NULL,NULL);
INSERT INTO "run_item" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',18,'default','d7','d7','/p/default/health/builtin/d7','{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}','queued',3,'','',0,0,0,21,0,0,'2026-11-30 19:54:28.716626+00:00',NULL,NULL,NULL);
INSERT INTO "run_item" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',19,'default','d8','d8','/p/default/health/builtin/d8','{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}','queued',3,'','',0,0,0,22,0,0,'2026-11-30 19:54:28.716626+00:00',NULL,NULL,NULL);
INSERT INTO "run_item" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',20,'default','d9','d9','/p/default/health/builtin/d9','{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}','queued',3,'','',0,0,0,23,0,0,'2026-11-30 19:54:28.716626+00:00',NULL,NULL,NULL);
INSERT INTO "run_item" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',21,'default','dashkeep','Dashkeep','/p/default/health/builtin/dashkeep','{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}','queued',3,'','',0,0,0,24,0,0,'2026-11-30 19:54:28.716626+00:00',NULL,NULL,NULL);
CREATE TABLE run_log (
    run_id   TEXT     NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq      BIGINT   NOT NULL,
    project  TEXT     NOT NULL,
    at       TEXT  NOT NULL,
    level    SMALLINT NOT NULL,
    item_seq INTEGER  NOT NULL,
    message  TEXT     NOT NULL,
    context  TEXT,
    PRIMARY KEY (run_id, seq)
);
INSERT INTO "run_log" VALUES('01a22e05-e1c0-795f-aae6-b1bcc67c03eb',1,'default','2026-11-30 19:54:27.165794+00:00',1,0,'Clean up old runs, started by retention (schedule)',NULL);
INSERT INTO "run_log" VALUES('01a22e05-e1c0-795f-aae6-b1bcc67c03eb',2,'default','2026-11-30 19:54:27.207795+00:00',1,0,'1 to do',NULL);
INSERT INTO "run_log" VALUES('01a22e05-e1c0-795f-aae6-b1bcc67c03eb',3,'default','2026-11-30 19:54:27.232238+00:00',1,1,'Old runs: 0 runs removed',NULL);
INSERT INTO "run_log" VALUES('01a22e05-e1c0-795f-aae6-b1bcc67c03eb',4,'default','2026-11-30 19:54:27.232238+00:00',1,0,'Succeeded: 1 succeeded',NULL);
INSERT INTO "run_log" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',1,'default','2026-11-30 19:54:28.708187+00:00',1,0,'Check Built-in, started by recorder (api)',NULL);
INSERT INTO "run_log" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',2,'default','2026-11-30 19:54:28.756563+00:00',1,0,'21 to do',NULL);
INSERT INTO "run_log" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',3,'default','2026-11-30 19:54:28.804991+00:00',0,10,'Check d17, version 0',NULL);
INSERT INTO "run_log" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',4,'default','2026-11-30 19:54:28.897880+00:00',0,5,'Check d12, version 0',NULL);
INSERT INTO "run_log" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',5,'default','2026-11-30 19:54:28.822817+00:00',0,1,'Check d0, version 0',NULL);
INSERT INTO "run_log" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',6,'default','2026-11-30 19:54:28.920496+00:00',0,3,'Check d10, version 0',NULL);
CREATE TABLE run_target (
    run_id  TEXT    NOT NULL PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
    project TEXT    NOT NULL,
    target  TEXT NOT NULL
);
INSERT INTO "run_target" VALUES('01a22e05-e1c0-795f-aae6-b1bcc67c03eb','default','{}');
INSERT INTO "run_target" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea','default','{"environment":"builtin"}');
CREATE TABLE run_transition (
    run_id      TEXT    NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq         INTEGER NOT NULL,
    project     TEXT    NOT NULL,
    from_status TEXT    NOT NULL,
    to_status   TEXT    NOT NULL,
    reason_code TEXT    NOT NULL,
    at          TEXT NOT NULL,
    PRIMARY KEY (run_id, seq)
);
INSERT INTO "run_transition" VALUES('01a22e05-e1c0-795f-aae6-b1bcc67c03eb',1,'default','','queued','','2026-11-30 19:54:27.136603+00:00');
INSERT INTO "run_transition" VALUES('01a22e05-e1c0-795f-aae6-b1bcc67c03eb',2,'default','queued','running','','2026-11-30 19:54:27.165794+00:00');
INSERT INTO "run_transition" VALUES('01a22e05-e1c0-795f-aae6-b1bcc67c03eb',3,'default','running','succeeded','','2026-11-30 19:54:27.232238+00:00');
INSERT INTO "run_transition" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',1,'default','','queued','','2026-11-30 19:54:28.699438+00:00');
INSERT INTO "run_transition" VALUES('01a22e05-e7db-76f0-90fb-caa6f88aadea',2,'default','queued','running','','2026-11-30 19:54:28.708187+00:00');
CREATE TABLE secret (
    id         TEXT     NOT NULL PRIMARY KEY,
    project    TEXT     NOT NULL,
    name       TEXT     NOT NULL,
    kind       TEXT     NOT NULL,
    document   TEXT  NOT NULL,
    version    BIGINT   NOT NULL,
    created_at TEXT  NOT NULL,
    updated_at TEXT  NOT NULL,
    updated_by TEXT     NOT NULL,
    sealed     BLOB
, entered_by TEXT NOT NULL DEFAULT '');
CREATE TABLE validation_record (
    id                TEXT    NOT NULL PRIMARY KEY,
    project           TEXT    NOT NULL,
    environment       TEXT    NOT NULL,
    asset             TEXT    NOT NULL,
    status            TEXT    NOT NULL CHECK (status IN ('PASS', 'WARN', 'FAIL', 'UNKNOWN')),
    summary           TEXT    NOT NULL,
    run_id            TEXT    NOT NULL,
    policy_id         TEXT    NOT NULL,
    policy_name       TEXT    NOT NULL,
    dashboard_version BIGINT  NOT NULL,
    attempts          INTEGER NOT NULL,
    -- How long the asset had been broken before this record; 0 for no recovery.
    broken_seconds    BIGINT  NOT NULL,
    started_at        TEXT NOT NULL,
    finished_at       TEXT NOT NULL,
    issues            TEXT NOT NULL,
    panels            TEXT NOT NULL,
    steps             TEXT NOT NULL
);
CREATE TABLE variable (
    id         TEXT     NOT NULL PRIMARY KEY,
    project    TEXT     NOT NULL,
    name       TEXT     NOT NULL,
    kind       TEXT     NOT NULL,
    document   TEXT  NOT NULL,
    version    BIGINT   NOT NULL,
    created_at TEXT  NOT NULL,
    updated_at TEXT  NOT NULL,
    updated_by TEXT     NOT NULL
);
CREATE INDEX river_notification_created_at_idx ON river_notification (created_at);
CREATE INDEX river_notification_topic_id_idx ON river_notification (topic, id);
CREATE INDEX river_job_kind ON river_job (kind);
CREATE INDEX river_job_state_and_finalized_at_index ON river_job (state, finalized_at) WHERE finalized_at IS NOT NULL;
CREATE INDEX river_job_prioritized_fetching_index ON river_job (state, queue, priority, scheduled_at, id);
CREATE UNIQUE INDEX river_job_unique_idx ON river_job (unique_key)
    WHERE unique_key IS NOT NULL
        AND unique_states IS NOT NULL
        AND CASE state
            WHEN 'available' THEN unique_states & (1 << 0)
            WHEN 'cancelled' THEN unique_states & (1 << 1)
            WHEN 'completed' THEN unique_states & (1 << 2)
            WHEN 'discarded' THEN unique_states & (1 << 3)
            WHEN 'pending'   THEN unique_states & (1 << 4)
            WHEN 'retryable' THEN unique_states & (1 << 5)
            WHEN 'running'   THEN unique_states & (1 << 6)
            WHEN 'scheduled' THEN unique_states & (1 << 7)
            ELSE 0
        END >= 1;
CREATE INDEX account_email ON account (email);
CREATE INDEX member_account ON member (account_id);
CREATE INDEX account_session_account ON account_session (account_id, created_at);
CREATE INDEX account_session_expires ON account_session (expires_at);
CREATE INDEX api_token_account ON api_token (account_id, created_at);
CREATE INDEX one_time_link_account ON one_time_link (account_id);
CREATE UNIQUE INDEX run_active_key ON run (dedup_key) WHERE status IN ('queued', 'running', 'awaiting_input');
CREATE INDEX run_newest ON run (project, created_at DESC, id DESC, status);
CREATE INDEX run_by_status ON run (project, status, created_at DESC, id DESC);
CREATE INDEX run_by_kind ON run (project, resource, action, created_at DESC, id DESC, status, trigger_name);
CREATE INDEX run_by_trigger ON run (project, trigger_name, created_at DESC, id DESC);
CREATE INDEX run_by_initiator_id
    ON run (project, initiator_id, created_at DESC, id DESC, status, resource, action, trigger_name);
CREATE INDEX run_by_initiator_name
    ON run (project, initiator_name, created_at DESC, id DESC, status, resource, action, trigger_name);
CREATE INDEX run_children ON run (parent_id, created_at DESC, id DESC) WHERE parent_id <> '';
CREATE INDEX run_unplanned ON run (created_at) WHERE planned = FALSE AND status IN ('queued', 'running');
CREATE UNIQUE INDEX run_item_once ON run_item (run_id, item_key);
CREATE INDEX run_item_page ON run_item (run_id, status_rank, seq);
CREATE INDEX run_item_asset ON run_item (project, item_key, run_id);
CREATE INDEX run_item_waiting ON run_item (due_at) WHERE status IN ('queued', 'running');
CREATE INDEX run_log_item ON run_log (run_id, item_seq, seq);
CREATE INDEX run_log_grave ON run_log (run_id, seq, level) WHERE level >= 2;
CREATE UNIQUE INDEX dashboard_name ON dashboard (project, name);
CREATE INDEX dashboard_by_title ON dashboard (project, sort_title, id);
CREATE INDEX dashboard_by_update ON dashboard (project, updated_at DESC, id DESC);
CREATE INDEX dashboard_bin ON dashboard (archived_at) WHERE archived_at IS NOT NULL;
CREATE INDEX dashboard_tag_name ON dashboard_tag (tag, dashboard_id);
CREATE INDEX dashboard_datasource_name ON dashboard_datasource (name, kind, dashboard_id);
CREATE INDEX dashboard_view_day ON dashboard_view (project, day);
CREATE UNIQUE INDEX datasource_name ON datasource (project, name);
CREATE UNIQUE INDEX datasource_default ON datasource (project, kind) WHERE is_default = TRUE;
CREATE UNIQUE INDEX variable_name ON variable (project, name);
CREATE UNIQUE INDEX secret_name ON secret (project, name);
CREATE INDEX validation_record_asset
    ON validation_record (project, environment, asset, finished_at DESC, id DESC, status);
CREATE INDEX validation_record_policy ON validation_record (policy_id, finished_at, asset) WHERE policy_id <> '';
CREATE INDEX validation_record_age ON validation_record (finished_at);
CREATE INDEX asset_health_worst ON asset_health (project, listed, status_rank, title_key, environment, asset);
CREATE INDEX asset_health_counts ON asset_health (project, listed, environment, status, since, checked_at);
CREATE INDEX asset_health_facets ON asset_health (project, listed, owner, tags);
CREATE INDEX asset_health_usual ON asset_health (project, environment, duration_ms);
CREATE INDEX asset_health_cause ON asset_health (project, cause_key) WHERE cause_key <> '';
CREATE UNIQUE INDEX policy_name ON policy (project, name);
CREATE INDEX policy_due ON policy (next_opens_at, id) WHERE active;
CREATE INDEX policy_window_open ON policy_window (closes_at) WHERE state = 'planned';
CREATE INDEX policy_window_run ON policy_window (run_id);
CREATE INDEX audit_entry_at ON audit_entry (at, id);
CREATE INDEX audit_entry_project ON audit_entry (project, id);
CREATE INDEX audit_entry_login ON audit_entry (login, id);
CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
WHEN OLD.at > strftime('%Y-%m-%d %H:%M:%f', 'now', '-7 days')
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('goose_db_version',11);
INSERT INTO "sqlite_sequence" VALUES('audit_entry',27);
INSERT INTO "sqlite_sequence" VALUES('event',84);
INSERT INTO "sqlite_sequence" VALUES('river_notification',4);
COMMIT;
PRAGMA foreign_keys=ON;
