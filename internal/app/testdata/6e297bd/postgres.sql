--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: river_job_state; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.river_job_state AS ENUM (
    'available',
    'cancelled',
    'completed',
    'discarded',
    'pending',
    'retryable',
    'running',
    'scheduled'
);


--
-- Name: audit_entry_refuse(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.audit_entry_refuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.at <= now() - interval '7 days' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit trail is append-only';
END;
$$;


--
-- Name: river_job_state_in_bitmask(bit, public.river_job_state); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.river_job_state_in_bitmask(bitmask bit, state public.river_job_state) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT CASE state
        WHEN 'available' THEN get_bit(bitmask, 7)
        WHEN 'cancelled' THEN get_bit(bitmask, 6)
        WHEN 'completed' THEN get_bit(bitmask, 5)
        WHEN 'discarded' THEN get_bit(bitmask, 4)
        WHEN 'pending'   THEN get_bit(bitmask, 3)
        WHEN 'retryable' THEN get_bit(bitmask, 2)
        WHEN 'running'   THEN get_bit(bitmask, 1)
        WHEN 'scheduled' THEN get_bit(bitmask, 0)
        ELSE 0
    END = 1;
$$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: account; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account (
    id text NOT NULL,
    login text NOT NULL,
    login_folded text NOT NULL,
    display_name text NOT NULL,
    email text NOT NULL,
    password_hash text NOT NULL,
    is_admin boolean NOT NULL,
    disabled boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone
);


--
-- Name: account_session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account_session (
    id text NOT NULL,
    account_id text NOT NULL,
    secret_hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    client_address text NOT NULL,
    user_agent text NOT NULL
);


--
-- Name: api_token; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.api_token (
    id text NOT NULL,
    account_id text NOT NULL,
    name text NOT NULL,
    project text NOT NULL,
    role text NOT NULL,
    secret_hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);


--
-- Name: asset_health; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.asset_health (
    project text NOT NULL,
    environment text NOT NULL,
    asset text NOT NULL,
    title text NOT NULL,
    title_key text NOT NULL,
    owner text NOT NULL,
    tags text NOT NULL,
    listed boolean NOT NULL,
    status text NOT NULL,
    status_rank integer NOT NULL,
    summary text NOT NULL,
    cause_key text NOT NULL,
    cause_code text NOT NULL,
    cause_subject text NOT NULL,
    cause text NOT NULL,
    record_id text NOT NULL,
    checked_at timestamp with time zone NOT NULL,
    since timestamp with time zone NOT NULL,
    last_good_at timestamp with time zone,
    last_good_version bigint NOT NULL,
    broken_since timestamp with time zone,
    recovered_at timestamp with time zone,
    broken_seconds bigint NOT NULL,
    strip text NOT NULL,
    panels integer NOT NULL,
    panels_failing integer NOT NULL,
    policy_id text NOT NULL,
    policy_name text NOT NULL,
    duration_ms bigint NOT NULL,
    dashboard_version bigint NOT NULL,
    CONSTRAINT asset_health_status_check CHECK ((status = ANY (ARRAY['PASS'::text, 'WARN'::text, 'FAIL'::text, 'UNKNOWN'::text])))
);


--
-- Name: audit_entry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_entry (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    account_id text NOT NULL,
    login text NOT NULL,
    action text NOT NULL,
    resource_type text NOT NULL,
    resource_id text NOT NULL,
    project text NOT NULL,
    result text NOT NULL,
    client_address text NOT NULL,
    user_agent text NOT NULL,
    method text NOT NULL,
    request_id text NOT NULL,
    meta text NOT NULL,
    previous_hash text NOT NULL,
    hash text NOT NULL,
    CONSTRAINT audit_entry_result_check CHECK ((result = ANY (ARRAY['success'::text, 'denied'::text, 'error'::text])))
);


--
-- Name: audit_entry_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.audit_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: audit_entry_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.audit_entry_id_seq OWNED BY public.audit_entry.id;


--
-- Name: check_place; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.check_place (
    project text NOT NULL,
    environment text NOT NULL,
    place integer NOT NULL,
    holder text NOT NULL,
    until_at timestamp with time zone NOT NULL
);


--
-- Name: dashboard; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.dashboard (
    id text NOT NULL,
    project text NOT NULL,
    name text NOT NULL,
    title text NOT NULL,
    sort_title text NOT NULL,
    description text NOT NULL,
    state text NOT NULL,
    version bigint NOT NULL,
    document text NOT NULL,
    digest text NOT NULL,
    tags text NOT NULL,
    panels integer NOT NULL,
    search text NOT NULL,
    owner_id text NOT NULL,
    owner text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by text NOT NULL,
    archived_at timestamp with time zone,
    CONSTRAINT dashboard_archived CHECK (((state = 'archived'::text) = (archived_at IS NOT NULL))),
    CONSTRAINT dashboard_state CHECK ((state = ANY (ARRAY['draft'::text, 'active'::text, 'archived'::text])))
);


--
-- Name: dashboard_datasource; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.dashboard_datasource (
    dashboard_id text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL
);


--
-- Name: dashboard_seed; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.dashboard_seed (
    project text NOT NULL,
    name text NOT NULL,
    seed integer NOT NULL,
    digest text NOT NULL
);


--
-- Name: dashboard_tag; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.dashboard_tag (
    dashboard_id text NOT NULL,
    tag text NOT NULL
);


--
-- Name: dashboard_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.dashboard_version (
    dashboard_id text NOT NULL,
    version bigint NOT NULL,
    project text NOT NULL,
    document text NOT NULL,
    message text NOT NULL,
    summary text NOT NULL,
    restored_from bigint,
    saved_at timestamp with time zone NOT NULL,
    saved_by_id text NOT NULL,
    saved_by text NOT NULL
);


--
-- Name: dashboard_view; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.dashboard_view (
    dashboard_id text NOT NULL,
    day text NOT NULL,
    viewer text NOT NULL,
    project text NOT NULL,
    views bigint NOT NULL,
    last_at timestamp with time zone NOT NULL
);


--
-- Name: datasource; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.datasource (
    id text NOT NULL,
    project text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    is_default boolean NOT NULL,
    document text NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by text NOT NULL
);


--
-- Name: event; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.event (
    id bigint NOT NULL,
    project text NOT NULL,
    type text NOT NULL,
    subject text NOT NULL,
    data text NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: event_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: event_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.event_id_seq OWNED BY public.event.id;


--
-- Name: goose_db_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.goose_db_version (
    id integer NOT NULL,
    version_id bigint NOT NULL,
    is_applied boolean NOT NULL,
    tstamp timestamp without time zone DEFAULT now() NOT NULL
);


--
-- Name: goose_db_version_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.goose_db_version ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goose_db_version_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: instance; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.instance (
    name text NOT NULL,
    value text NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: member; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.member (
    project text NOT NULL,
    account_id text NOT NULL,
    role text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT member_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'manager'::text, 'operator'::text, 'readonly'::text])))
);


--
-- Name: one_time_link; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.one_time_link (
    id text NOT NULL,
    account_id text NOT NULL,
    purpose text NOT NULL,
    secret_hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT one_time_link_purpose_check CHECK ((purpose = ANY (ARRAY['setup'::text, 'password'::text])))
);


--
-- Name: periodic_turn; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.periodic_turn (
    name text NOT NULL,
    holder text NOT NULL,
    next_at timestamp with time zone NOT NULL
);


--
-- Name: policy; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.policy (
    id text NOT NULL,
    project text NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    active boolean NOT NULL,
    environment text NOT NULL,
    assets text NOT NULL,
    days integer NOT NULL,
    window_start integer NOT NULL,
    window_end integer NOT NULL,
    time_zone text NOT NULL,
    checks text NOT NULL,
    notify text NOT NULL,
    revision bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by text NOT NULL,
    effective_from timestamp with time zone NOT NULL,
    next_opens_at timestamp with time zone NOT NULL
);


--
-- Name: policy_tick; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.policy_tick (
    name text NOT NULL,
    last_at timestamp with time zone NOT NULL
);


--
-- Name: policy_window; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.policy_window (
    policy_id text NOT NULL,
    date text NOT NULL,
    project text NOT NULL,
    opens_at timestamp with time zone NOT NULL,
    closes_at timestamp with time zone NOT NULL,
    spread_from timestamp with time zone NOT NULL,
    generation integer NOT NULL,
    state text NOT NULL,
    assets text NOT NULL,
    checks integer NOT NULL,
    late integer NOT NULL,
    run_id text NOT NULL,
    note text NOT NULL,
    CONSTRAINT policy_window_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'done'::text, 'missed'::text, 'cancelled'::text])))
);


--
-- Name: preference; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.preference (
    account_id text NOT NULL,
    document text NOT NULL,
    updated_at timestamp with time zone NOT NULL
);


--
-- Name: project; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.project (
    name text NOT NULL,
    display_name text NOT NULL,
    document text NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL
);


--
-- Name: replica; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.replica (
    id text NOT NULL,
    beat_at timestamp with time zone NOT NULL
);


--
-- Name: river_job; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.river_job (
    id bigint NOT NULL,
    state public.river_job_state DEFAULT 'available'::public.river_job_state NOT NULL,
    attempt smallint DEFAULT 0 NOT NULL,
    max_attempts smallint DEFAULT 25 NOT NULL,
    attempted_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    finalized_at timestamp with time zone,
    scheduled_at timestamp with time zone DEFAULT now() NOT NULL,
    priority smallint DEFAULT 1 NOT NULL,
    args jsonb NOT NULL,
    attempted_by text[],
    errors jsonb[],
    kind text NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    queue text DEFAULT 'default'::text NOT NULL,
    tags character varying(255)[] DEFAULT '{}'::character varying[] NOT NULL,
    unique_key bytea,
    unique_states bit(8),
    CONSTRAINT finalized_or_finalized_at_null CHECK ((((finalized_at IS NULL) AND (state <> ALL (ARRAY['cancelled'::public.river_job_state, 'completed'::public.river_job_state, 'discarded'::public.river_job_state]))) OR ((finalized_at IS NOT NULL) AND (state = ANY (ARRAY['cancelled'::public.river_job_state, 'completed'::public.river_job_state, 'discarded'::public.river_job_state]))))),
    CONSTRAINT kind_length CHECK (((char_length(kind) > 0) AND (char_length(kind) < 128))),
    CONSTRAINT max_attempts_is_positive CHECK ((max_attempts > 0)),
    CONSTRAINT priority_in_range CHECK (((priority >= 1) AND (priority <= 4))),
    CONSTRAINT queue_length CHECK (((char_length(queue) > 0) AND (char_length(queue) < 128)))
);


--
-- Name: river_job_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.river_job_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: river_job_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.river_job_id_seq OWNED BY public.river_job.id;


--
-- Name: river_leader; Type: TABLE; Schema: public; Owner: -
--

CREATE UNLOGGED TABLE public.river_leader (
    elected_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    leader_id text NOT NULL,
    name text DEFAULT 'default'::text NOT NULL,
    CONSTRAINT leader_id_length CHECK (((char_length(leader_id) > 0) AND (char_length(leader_id) < 128))),
    CONSTRAINT name_length CHECK ((name = 'default'::text))
);


--
-- Name: river_migration; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.river_migration (
    line text NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT line_length CHECK (((char_length(line) > 0) AND (char_length(line) < 128))),
    CONSTRAINT version_gte_1 CHECK ((version >= 1))
);


--
-- Name: river_notification; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.river_notification (
    id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    payload text NOT NULL,
    topic text NOT NULL,
    CONSTRAINT topic_length CHECK (((length(topic) > 0) AND (length(topic) < 128)))
);


--
-- Name: river_notification_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.river_notification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: river_notification_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.river_notification_id_seq OWNED BY public.river_notification.id;


--
-- Name: river_queue; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.river_queue (
    name text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    paused_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL
);


--
-- Name: run; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.run (
    id text NOT NULL,
    project text NOT NULL,
    resource text NOT NULL,
    action text NOT NULL,
    title text NOT NULL,
    status text NOT NULL,
    trigger_name text NOT NULL,
    initiator_kind text NOT NULL,
    initiator_id text NOT NULL,
    initiator_name text NOT NULL,
    dedup_key text NOT NULL,
    planned boolean NOT NULL,
    plan_attempt integer NOT NULL,
    plan_lost integer NOT NULL,
    plan_tries integer NOT NULL,
    plan_job_id bigint NOT NULL,
    total integer NOT NULL,
    succeeded integer NOT NULL,
    warned integer NOT NULL,
    failed integer NOT NULL,
    skipped integer NOT NULL,
    joined integer NOT NULL,
    log_seq bigint NOT NULL,
    first_error_seq bigint NOT NULL,
    input_request text,
    reason_code text NOT NULL,
    message text NOT NULL,
    parent_id text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    heartbeat_at timestamp with time zone
);


--
-- Name: run_item; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.run_item (
    run_id text NOT NULL,
    seq integer NOT NULL,
    project text NOT NULL,
    item_key text NOT NULL,
    title text NOT NULL,
    link text NOT NULL,
    params text NOT NULL,
    status text NOT NULL,
    status_rank integer NOT NULL,
    reason_code text NOT NULL,
    message text NOT NULL,
    attempt integer NOT NULL,
    tries integer NOT NULL,
    lost integer NOT NULL,
    job_id bigint NOT NULL,
    job_attempt integer NOT NULL,
    first_log_seq bigint NOT NULL,
    due_at timestamp with time zone NOT NULL,
    not_after timestamp with time zone,
    started_at timestamp with time zone,
    finished_at timestamp with time zone
);


--
-- Name: run_log; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.run_log (
    run_id text NOT NULL,
    seq bigint NOT NULL,
    project text NOT NULL,
    at timestamp with time zone NOT NULL,
    level smallint NOT NULL,
    item_seq integer NOT NULL,
    message text NOT NULL,
    context text
);


--
-- Name: run_target; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.run_target (
    run_id text NOT NULL,
    project text NOT NULL,
    target text NOT NULL
);


--
-- Name: run_transition; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.run_transition (
    run_id text NOT NULL,
    seq integer NOT NULL,
    project text NOT NULL,
    from_status text NOT NULL,
    to_status text NOT NULL,
    reason_code text NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: secret; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.secret (
    id text NOT NULL,
    project text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    document text NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by text NOT NULL,
    sealed bytea,
    entered_by text DEFAULT ''::text NOT NULL
);


--
-- Name: validation_record; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.validation_record (
    id text NOT NULL,
    project text NOT NULL,
    environment text NOT NULL,
    asset text NOT NULL,
    status text NOT NULL,
    summary text NOT NULL,
    run_id text NOT NULL,
    policy_id text NOT NULL,
    policy_name text NOT NULL,
    dashboard_version bigint NOT NULL,
    attempts integer NOT NULL,
    broken_seconds bigint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    issues text NOT NULL,
    panels text NOT NULL,
    steps text NOT NULL,
    CONSTRAINT validation_record_status_check CHECK ((status = ANY (ARRAY['PASS'::text, 'WARN'::text, 'FAIL'::text, 'UNKNOWN'::text])))
);


--
-- Name: variable; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.variable (
    id text NOT NULL,
    project text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    document text NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by text NOT NULL
);


--
-- Name: audit_entry id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_entry ALTER COLUMN id SET DEFAULT nextval('public.audit_entry_id_seq'::regclass);


--
-- Name: event id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event ALTER COLUMN id SET DEFAULT nextval('public.event_id_seq'::regclass);


--
-- Name: river_job id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.river_job ALTER COLUMN id SET DEFAULT nextval('public.river_job_id_seq'::regclass);


--
-- Name: river_notification id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.river_notification ALTER COLUMN id SET DEFAULT nextval('public.river_notification_id_seq'::regclass);


--
-- Data for Name: account; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.account VALUES ('01a22e06-28cf-715d-a857-4cf036e67ff2', 'admin', 'admin', '', '', '', true, false, '2026-11-30 19:54:45.311191+00', '2026-11-30 19:54:45.311191+00', NULL);
INSERT INTO public.account VALUES ('01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'recorder', '', '', '$argon2id$v=19$m=32768,t=3,p=2$xK0fCBKAGDVTFtGnRVYnMQ$GLxCbnK14WjKMQWi37D771TRYa6kCHBsAgFU55X2HlI', false, false, '2026-11-30 19:54:45.664281+00', '2026-11-30 19:54:45.664281+00', NULL);


--
-- Data for Name: account_session; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: api_token; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.api_token VALUES ('01a22e06-2a7a-7b85-94e3-c19a356aa744', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'test', '', '', '\x802524a35b18af458f63b495b39dec02ca5e4917d60f38d2c77ea6de0571a371', '2026-11-30 19:54:45.754929+00', '2026-12-01 19:54:45.754929+00', '2026-11-30 19:54:45.775432+00');


--
-- Data for Name: asset_health; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.asset_health VALUES ('default', 'builtin', 'dashkeep', 'Dashkeep', 'dashkeep', '', '|dashkeep|', true, 'UNKNOWN', 2, 'Never checked', '', '', '', '', '', '0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00', NULL, 0, NULL, NULL, 0, '', 0, 0, '', '', 0, 0);
INSERT INTO public.asset_health VALUES ('default', 'builtin', 'd0', 'd0', 'd0', 'recorder', '', true, 'UNKNOWN', 2, 'Never checked', '', '', '', '', '', '0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00', NULL, 0, NULL, NULL, 0, '', 0, 0, '', '', 0, 0);
INSERT INTO public.asset_health VALUES ('default', 'builtin', 'd1', 'd1', 'd1', 'recorder', '', true, 'UNKNOWN', 2, 'Never checked', '', '', '', '', '', '0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00', NULL, 0, NULL, NULL, 0, '', 0, 0, '', '', 0, 0);
INSERT INTO public.asset_health VALUES ('default', 'builtin', 'd2', 'd2', 'd2', 'recorder', '', true, 'UNKNOWN', 2, 'Never checked', '', '', '', '', '', '0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00', NULL, 0, NULL, NULL, 0, '', 0, 0, '', '', 0, 0);
INSERT INTO public.asset_health VALUES ('default', 'builtin', 'd3', 'd3', 'd3', 'recorder', '', true, 'UNKNOWN', 2, 'Never checked', '', '', '', '', '', '0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00', NULL, 0, NULL, NULL, 0, '', 0, 0, '', '', 0, 0);
INSERT INTO public.asset_health VALUES ('default', 'builtin', 'd4', 'd4', 'd4', 'recorder', '', true, 'UNKNOWN', 2, 'Never checked', '', '', '', '', '', '0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00', NULL, 0, NULL, NULL, 0, '', 0, 0, '', '', 0, 0);
INSERT INTO public.asset_health VALUES ('default', 'builtin', 'd5', 'd5', 'd5', 'recorder', '', true, 'UNKNOWN', 2, 'Never checked', '', '', '', '', '', '0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00', NULL, 0, NULL, NULL, 0, '', 0, 0, '', '', 0, 0);
INSERT INTO public.asset_health VALUES ('default', 'builtin', 'd6', 'd6', 'd6', 'recorder', '', true, 'UNKNOWN', 2, 'Never checked', '', '', '', '', '', '0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00', NULL, 0, NULL, NULL, 0, '', 0, 0, '', '', 0, 0);
INSERT INTO public.asset_health VALUES ('default', 'builtin', 'd7', 'd7', 'd7', 'recorder', '', true, 'UNKNOWN', 2, 'Never checked', '', '', '', '', '', '0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00', NULL, 0, NULL, NULL, 0, '', 0, 0, '', '', 0, 0);
INSERT INTO public.asset_health VALUES ('default', 'builtin', 'd8', 'd8', 'd8', 'recorder', '', true, 'UNKNOWN', 2, 'Never checked', '', '', '', '', '', '0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00', NULL, 0, NULL, NULL, 0, '', 0, 0, '', '', 0, 0);
INSERT INTO public.asset_health VALUES ('default', 'builtin', 'd9', 'd9', 'd9', 'recorder', '', true, 'UNKNOWN', 2, 'Never checked', '', '', '', '', '', '0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00', NULL, 0, NULL, NULL, 0, '', 0, 0, '', '', 0, 0);
INSERT INTO public.asset_health VALUES ('default', 'builtin', 'd10', 'd10', 'd10', 'recorder', '', true, 'UNKNOWN', 2, 'Never checked', '', '', '', '', '', '0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00', NULL, 0, NULL, NULL, 0, '', 0, 0, '', '', 0, 0);
INSERT INTO public.asset_health VALUES ('default', 'builtin', 'd11', 'd11', 'd11', 'recorder', '', true, 'UNKNOWN', 2, 'Never checked', '', '', '', '', '', '0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00', NULL, 0, NULL, NULL, 0, '', 0, 0, '', '', 0, 0);
INSERT INTO public.asset_health VALUES ('default', 'builtin', 'd12', 'd12', 'd12', 'recorder', '', true, 'UNKNOWN', 2, 'Never checked', '', '', '', '', '', '0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00', NULL, 0, NULL, NULL, 0, '', 0, 0, '', '', 0, 0);
INSERT INTO public.asset_health VALUES ('default', 'builtin', 'd13', 'd13', 'd13', 'recorder', '', true, 'UNKNOWN', 2, 'Never checked', '', '', '', '', '', '0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00', NULL, 0, NULL, NULL, 0, '', 0, 0, '', '', 0, 0);
INSERT INTO public.asset_health VALUES ('default', 'builtin', 'd14', 'd14', 'd14', 'recorder', '', true, 'UNKNOWN', 2, 'Never checked', '', '', '', '', '', '0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00', NULL, 0, NULL, NULL, 0, '', 0, 0, '', '', 0, 0);
INSERT INTO public.asset_health VALUES ('default', 'builtin', 'd15', 'd15', 'd15', 'recorder', '', true, 'UNKNOWN', 2, 'Never checked', '', '', '', '', '', '0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00', NULL, 0, NULL, NULL, 0, '', 0, 0, '', '', 0, 0);
INSERT INTO public.asset_health VALUES ('default', 'builtin', 'd16', 'd16', 'd16', 'recorder', '', true, 'UNKNOWN', 2, 'Never checked', '', '', '', '', '', '0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00', NULL, 0, NULL, NULL, 0, '', 0, 0, '', '', 0, 0);
INSERT INTO public.asset_health VALUES ('default', 'builtin', 'd17', 'd17', 'd17', 'recorder', '', true, 'UNKNOWN', 2, 'Never checked', '', '', '', '', '', '0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00', NULL, 0, NULL, NULL, 0, '', 0, 0, '', '', 0, 0);
INSERT INTO public.asset_health VALUES ('default', 'builtin', 'd18', 'd18', 'd18', 'recorder', '', true, 'UNKNOWN', 2, 'Never checked', '', '', '', '', '', '0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00', NULL, 0, NULL, NULL, 0, '', 0, 0, '', '', 0, 0);
INSERT INTO public.asset_health VALUES ('default', 'builtin', 'd19', 'd19', 'd19', 'recorder', '', true, 'UNKNOWN', 2, 'Never checked', '', '', '', '', '', '0001-01-01 00:00:00+00', '0001-01-01 00:00:00+00', NULL, 0, NULL, NULL, 0, '', 0, 0, '', '', 0, 0);


--
-- Data for Name: audit_entry; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_entry VALUES (1, '2026-11-30 19:54:45.311191+00', '', 'first start', 'user.create', 'user', '01a22e06-28cf-715d-a857-4cf036e67ff2', 'default', 'success', '', '', 'system', '', '{}', '', 'd04c5be940c3bcc9d7d58c7a7b7838a190e235a24d6be413756db0c2138effdb');
INSERT INTO public.audit_entry VALUES (2, '2026-11-30 19:54:45.336419+00', '', 'seed', 'global_datasource.create', 'global_datasource', 'embedded', '', 'success', '', '', 'system', '', '{"version":0}', 'd04c5be940c3bcc9d7d58c7a7b7838a190e235a24d6be413756db0c2138effdb', 'a73cca45951595f37ed081b204ef301090bf93e6a5acab59a628d080f7dbfb61');
INSERT INTO public.audit_entry VALUES (3, '2026-11-30 19:54:45.346471+00', '', 'Dashkeep', 'dashboard.seed', 'dashboard', 'dashkeep', 'default', 'success', '', '', 'system', '', '{"summary":"Created","version":0}', 'a73cca45951595f37ed081b204ef301090bf93e6a5acab59a628d080f7dbfb61', '55dc783cb714e19f71c436998176667938f542e4eb013fa2bfca99196eb4b21d');
INSERT INTO public.audit_entry VALUES (4, '2026-11-30 19:54:45.360683+00', '', 'Dashkeep', 'policy.create', 'policy', '01a22e06-28f0-780f-ada2-983f76a58710', 'default', 'success', '', '', 'system', '', '{"name":"Built-in, every day","revision":1}', '55dc783cb714e19f71c436998176667938f542e4eb013fa2bfca99196eb4b21d', '5267ba6def185377d6b250402b107efa6bceb0a5adf176e812e861c5a56b08b9');
INSERT INTO public.audit_entry VALUES (5, '2026-11-30 19:54:45.664281+00', '', 'command line', 'user.create', 'user', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'default', 'success', '', '', 'system', '', '{"is_admin":false,"login":"recorder","role":"owner"}', '5267ba6def185377d6b250402b107efa6bceb0a5adf176e812e861c5a56b08b9', 'e7e2ff91ff0afd6131ae239e58bc36cbc40181290bc492ffa72b89789832b616');
INSERT INTO public.audit_entry VALUES (6, '2026-11-30 19:54:45.754929+00', '', 'command line', 'token.create', 'token', '01a22e06-2a7a-7b85-94e3-c19a356aa744', '', 'success', '', '', 'system', '', '{"name":"test","role":""}', 'e7e2ff91ff0afd6131ae239e58bc36cbc40181290bc492ffa72b89789832b616', '6355450cbf1fb344741a83607f836e8a3506c8d0f00bf56d676e4a149c988d59');
INSERT INTO public.audit_entry VALUES (7, '2026-11-30 19:54:45.776411+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'datasource.create', 'datasource', 'held', 'default', 'success', '127.0.0.1', 'Python-urllib/3.11', 'token', '01a22e06-2a8c-726a-8900-4286580d8be4', '{"version":0}', '6355450cbf1fb344741a83607f836e8a3506c8d0f00bf56d676e4a149c988d59', '29f3d6864fdeae65ed4f997731e7ec959200400c0552d8fc1cc64396db4de11a');
INSERT INTO public.audit_entry VALUES (8, '2026-11-30 19:54:45.790306+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'dashboard.create', 'dashboard', 'd0', 'default', 'success', '127.0.0.1', 'Python-urllib/3.11', 'token', '01a22e06-2a9c-731c-8bee-aa6b257773e5', '{"summary":"Created","version":0}', '29f3d6864fdeae65ed4f997731e7ec959200400c0552d8fc1cc64396db4de11a', '6a33627f46cb3caae0ddb8d31d65c405336e62cb7283cc35946474d7fecd36e7');
INSERT INTO public.audit_entry VALUES (9, '2026-11-30 19:54:45.804683+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'dashboard.create', 'dashboard', 'd1', 'default', 'success', '127.0.0.1', 'Python-urllib/3.11', 'token', '01a22e06-2aab-733f-b613-27b632aa2268', '{"summary":"Created","version":0}', '6a33627f46cb3caae0ddb8d31d65c405336e62cb7283cc35946474d7fecd36e7', '89680699cab4e60edb9fce5c64b9ca04ac199a644d3c14488cc916b3370f6860');
INSERT INTO public.audit_entry VALUES (10, '2026-11-30 19:54:45.813386+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'dashboard.create', 'dashboard', 'd2', 'default', 'success', '127.0.0.1', 'Python-urllib/3.11', 'token', '01a22e06-2ab3-7f2f-a77d-dff6ca95b49b', '{"summary":"Created","version":0}', '89680699cab4e60edb9fce5c64b9ca04ac199a644d3c14488cc916b3370f6860', '740defd92dbf421974e411c872a806b0c90cc4aca1765fe7b57480c1da498ee0');
INSERT INTO public.audit_entry VALUES (11, '2026-11-30 19:54:45.822929+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'dashboard.create', 'dashboard', 'd3', 'default', 'success', '127.0.0.1', 'Python-urllib/3.11', 'token', '01a22e06-2abc-7734-9b6f-c6655c3891de', '{"summary":"Created","version":0}', '740defd92dbf421974e411c872a806b0c90cc4aca1765fe7b57480c1da498ee0', '69d6bfbc0fef77d7ca27affd141dfc649ae75bcc2262ee426a8fc5022417ecef');
INSERT INTO public.audit_entry VALUES (12, '2026-11-30 19:54:45.833048+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'dashboard.create', 'dashboard', 'd4', 'default', 'success', '127.0.0.1', 'Python-urllib/3.11', 'token', '01a22e06-2ac6-77ec-ac52-5a777718e3f0', '{"summary":"Created","version":0}', '69d6bfbc0fef77d7ca27affd141dfc649ae75bcc2262ee426a8fc5022417ecef', 'a504e675cc6c12c0e9b4cac6cab290ac9e862f51631efb2ae21effa4ed29158a');
INSERT INTO public.audit_entry VALUES (13, '2026-11-30 19:54:45.846945+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'dashboard.create', 'dashboard', 'd5', 'default', 'success', '127.0.0.1', 'Python-urllib/3.11', 'token', '01a22e06-2ad5-7899-bcff-0329f05fd56c', '{"summary":"Created","version":0}', 'a504e675cc6c12c0e9b4cac6cab290ac9e862f51631efb2ae21effa4ed29158a', 'df58e56e328dddd1c3e8f095c49ca87185faaceac4cdfb1f169a1168f0b8e815');
INSERT INTO public.audit_entry VALUES (14, '2026-11-30 19:54:45.854455+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'dashboard.create', 'dashboard', 'd6', 'default', 'success', '127.0.0.1', 'Python-urllib/3.11', 'token', '01a22e06-2adc-765c-9ece-474ebc068dc2', '{"summary":"Created","version":0}', 'df58e56e328dddd1c3e8f095c49ca87185faaceac4cdfb1f169a1168f0b8e815', 'a0388fdcc8c6ad060cd4b435fdb525a986cf52ae7d01ae69b4c4fec8fa1fd3a2');
INSERT INTO public.audit_entry VALUES (15, '2026-11-30 19:54:45.864291+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'dashboard.create', 'dashboard', 'd7', 'default', 'success', '127.0.0.1', 'Python-urllib/3.11', 'token', '01a22e06-2ae6-774c-a689-b85827253fea', '{"summary":"Created","version":0}', 'a0388fdcc8c6ad060cd4b435fdb525a986cf52ae7d01ae69b4c4fec8fa1fd3a2', 'b56f6ab6daea6e463be7040a278d288f01bd50890c7bddf724f48797ca1969b0');
INSERT INTO public.audit_entry VALUES (16, '2026-11-30 19:54:45.874531+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'dashboard.create', 'dashboard', 'd8', 'default', 'success', '127.0.0.1', 'Python-urllib/3.11', 'token', '01a22e06-2af0-769e-84ea-4e1874af7162', '{"summary":"Created","version":0}', 'b56f6ab6daea6e463be7040a278d288f01bd50890c7bddf724f48797ca1969b0', '2607f25a02c50444834eec8bed7137b127a737ed9db6c5bfd9aa36e8131c10bf');
INSERT INTO public.audit_entry VALUES (17, '2026-11-30 19:54:45.886896+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'dashboard.create', 'dashboard', 'd9', 'default', 'success', '127.0.0.1', 'Python-urllib/3.11', 'token', '01a22e06-2afd-7953-a096-5ceef042c7cd', '{"summary":"Created","version":0}', '2607f25a02c50444834eec8bed7137b127a737ed9db6c5bfd9aa36e8131c10bf', 'f7d2082ae657f28b7a6cc9ecabd82509666dda0b939e40563876832732ac76a4');
INSERT INTO public.audit_entry VALUES (18, '2026-11-30 19:54:45.894155+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'dashboard.create', 'dashboard', 'd10', 'default', 'success', '127.0.0.1', 'Python-urllib/3.11', 'token', '01a22e06-2b04-758f-95c6-3e3046d36330', '{"summary":"Created","version":0}', 'f7d2082ae657f28b7a6cc9ecabd82509666dda0b939e40563876832732ac76a4', 'a3397b4a45fdc66f83be9fe24b6b089bd8d90847779f2a52d7377c7aa77652b4');
INSERT INTO public.audit_entry VALUES (19, '2026-11-30 19:54:45.901806+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'dashboard.create', 'dashboard', 'd11', 'default', 'success', '127.0.0.1', 'Python-urllib/3.11', 'token', '01a22e06-2b0c-757a-a73a-3360c60e2644', '{"summary":"Created","version":0}', 'a3397b4a45fdc66f83be9fe24b6b089bd8d90847779f2a52d7377c7aa77652b4', '01217319f70e2e7daaba4eff46762feaf27fa00a2fe81e44fe2c1bb97a6e3f98');
INSERT INTO public.audit_entry VALUES (20, '2026-11-30 19:54:45.909655+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'dashboard.create', 'dashboard', 'd12', 'default', 'success', '127.0.0.1', 'Python-urllib/3.11', 'token', '01a22e06-2b13-7e30-b750-88b05825628e', '{"summary":"Created","version":0}', '01217319f70e2e7daaba4eff46762feaf27fa00a2fe81e44fe2c1bb97a6e3f98', '3c0e767ebe4428e2a11f29f7e8bb99272447593734187b68599aab9fa6bb536e');
INSERT INTO public.audit_entry VALUES (21, '2026-11-30 19:54:45.918199+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'dashboard.create', 'dashboard', 'd13', 'default', 'success', '127.0.0.1', 'Python-urllib/3.11', 'token', '01a22e06-2b1b-7ec1-9491-ed6942122815', '{"summary":"Created","version":0}', '3c0e767ebe4428e2a11f29f7e8bb99272447593734187b68599aab9fa6bb536e', '05d106fa703b898248249c141482870104736b49cc75d46abe260a8eadf5e0e3');
INSERT INTO public.audit_entry VALUES (22, '2026-11-30 19:54:45.933489+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'dashboard.create', 'dashboard', 'd14', 'default', 'success', '127.0.0.1', 'Python-urllib/3.11', 'token', '01a22e06-2b28-7865-8a49-6217cf8c0fc9', '{"summary":"Created","version":0}', '05d106fa703b898248249c141482870104736b49cc75d46abe260a8eadf5e0e3', 'dbaaadc9d321959cab31a61ec79e4a354e85f0ff9fb97dc007fbeaca8620f987');
INSERT INTO public.audit_entry VALUES (23, '2026-11-30 19:54:45.942562+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'dashboard.create', 'dashboard', 'd15', 'default', 'success', '127.0.0.1', 'Python-urllib/3.11', 'token', '01a22e06-2b34-7554-a804-b13d5c0df031', '{"summary":"Created","version":0}', 'dbaaadc9d321959cab31a61ec79e4a354e85f0ff9fb97dc007fbeaca8620f987', '98bdd0cd6f6360a5e4a162ef955684341669abe5685cb4c67e9b6c295ea2e16b');
INSERT INTO public.audit_entry VALUES (24, '2026-11-30 19:54:45.951043+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'dashboard.create', 'dashboard', 'd16', 'default', 'success', '127.0.0.1', 'Python-urllib/3.11', 'token', '01a22e06-2b3c-7e07-a7ac-ecadc75d6d3d', '{"summary":"Created","version":0}', '98bdd0cd6f6360a5e4a162ef955684341669abe5685cb4c67e9b6c295ea2e16b', '93c7e424ba7f69c92d900de84dcb7290bf156fa3818841615fd88b9e4271445d');
INSERT INTO public.audit_entry VALUES (25, '2026-11-30 19:54:45.960665+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'dashboard.create', 'dashboard', 'd17', 'default', 'success', '127.0.0.1', 'Python-urllib/3.11', 'token', '01a22e06-2b47-7096-ac26-08a132b2fcc3', '{"summary":"Created","version":0}', '93c7e424ba7f69c92d900de84dcb7290bf156fa3818841615fd88b9e4271445d', '3f25618477aa2a0b7d771f7d65fafeb638fd23f923db38f80cb817395b0b8838');
INSERT INTO public.audit_entry VALUES (26, '2026-11-30 19:54:45.968842+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'dashboard.create', 'dashboard', 'd18', 'default', 'success', '127.0.0.1', 'Python-urllib/3.11', 'token', '01a22e06-2b4f-71ea-b2f4-4eccb2adbd20', '{"summary":"Created","version":0}', '3f25618477aa2a0b7d771f7d65fafeb638fd23f923db38f80cb817395b0b8838', 'd3a097ed5d24192adae83fdb60d7e3703e1b4bdd46134ec855c4f364f9731cca');
INSERT INTO public.audit_entry VALUES (27, '2026-11-30 19:54:45.976644+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'dashboard.create', 'dashboard', 'd19', 'default', 'success', '127.0.0.1', 'Python-urllib/3.11', 'token', '01a22e06-2b56-7c60-9cb4-067108d7be93', '{"summary":"Created","version":0}', 'd3a097ed5d24192adae83fdb60d7e3703e1b4bdd46134ec855c4f364f9731cca', '102f207b5a4148d21fc534233eb6aa5bbba9f71214830f43ff00ab36df6e4bdc');


--
-- Data for Name: check_place; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.check_place VALUES ('default', 'builtin', 0, '01a22e05-e7db-76f0-90fb-caa6f88aadea/1/1', '2026-11-30 19:57:46.029059+00');
INSERT INTO public.check_place VALUES ('default', 'builtin', 1, '01a22e05-e7db-76f0-90fb-caa6f88aadea/2/1', '2026-11-30 19:57:46.03058+00');
INSERT INTO public.check_place VALUES ('default', 'builtin', 2, '01a22e05-e7db-76f0-90fb-caa6f88aadea/3/1', '2026-11-30 19:57:46.046024+00');
INSERT INTO public.check_place VALUES ('default', 'builtin', 3, '01a22e05-e7db-76f0-90fb-caa6f88aadea/10/1', '2026-11-30 19:57:46.055316+00');


--
-- Data for Name: dashboard; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.dashboard VALUES ('01a22e06-28e4-706d-9def-2451a59101bb', 'default', 'dashkeep', 'Dashkeep', 'dashkeep', 'How this server is doing: requests, queries, runs, the job queue, the database and the process.', 'active', 0, '{"kind":"Dashboard","metadata":{"name":"dashkeep","tags":["dashkeep"],"project":"default","createdAt":"2026-11-30T19:54:45.346471Z","updatedAt":"2026-11-30T19:54:45.346471Z","version":0},"spec":{"display":{"name":"Dashkeep","description":"How this server is doing: requests, queries, runs, the job queue, the database and the process."},"duration":"15m","refreshInterval":"15s","variables":[],"panels":{"requests-now":{"kind":"Panel","spec":{"display":{"name":"Requests now","description":"Requests answered each second, now."},"plugin":{"kind":"StatChart","spec":{"calculation":"last-number","format":{"unit":"requests/sec","decimalPlaces":1,"shortValues":true},"sparkline":{"width":1}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(rate(dashkeep_http_requests_total[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"requests"}}}}]}},"errors-now":{"kind":"Panel","spec":{"display":{"name":"Failed requests","description":"Share of requests answered with a server error (5xx)."},"plugin":{"kind":"GaugeChart","spec":{"calculation":"last-number","format":{"unit":"percent-decimal","decimalPlaces":2},"max":0.1,"thresholds":{"mode":"absolute","defaultColor":"#00856F","steps":[{"value":0.01,"color":"#B25E00","name":"1 %"},{"value":0.05,"color":"#8F0F1E","name":"5 %"}]}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(rate(dashkeep_http_requests_total{code=~\"5..\"}[$__rate_interval])) / sum(rate(dashkeep_http_requests_total[$__rate_interval])) or vector(0)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"5xx"}}}}]}},"latency-now":{"kind":"Panel","spec":{"display":{"name":"Latency, p95","description":"19 of 20 requests are answered faster than this."},"plugin":{"kind":"StatChart","spec":{"calculation":"last-number","format":{"unit":"seconds","decimalPlaces":3,"shortValues":true},"sparkline":{"width":1},"thresholds":{"mode":"absolute","defaultColor":"#00856F","steps":[{"value":0.25,"color":"#B25E00","name":"250 ms"},{"value":1,"color":"#8F0F1E","name":"1 s"}]}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.95, sum by (le) (rate(dashkeep_http_request_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p95"}}}}]}},"queue-now":{"kind":"Panel","spec":{"display":{"name":"Queue wait","description":"How long the job that waits longest has been due. Over a minute means that workers don''t keep up."},"plugin":{"kind":"GaugeChart","spec":{"calculation":"last-number","format":{"unit":"seconds","decimalPlaces":0},"max":120,"thresholds":{"mode":"absolute","defaultColor":"#00856F","steps":[{"value":30,"color":"#B25E00","name":"30 s"},{"value":60,"color":"#8F0F1E","name":"1 min"}]}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"max(dashkeep_job_oldest_available_seconds)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"waiting"}}}}]}},"query-errors-now":{"kind":"Panel","spec":{"display":{"name":"Failed queries","description":"Share of the questions to datasources that got no good answer."},"plugin":{"kind":"GaugeChart","spec":{"calculation":"last-number","format":{"unit":"percent-decimal","decimalPlaces":2},"max":0.1,"thresholds":{"mode":"absolute","defaultColor":"#00856F","steps":[{"value":0.01,"color":"#B25E00","name":"1 %"},{"value":0.05,"color":"#8F0F1E","name":"5 %"}]}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(rate(dashkeep_query_requests_total{code!=\"ok\"}[$__rate_interval])) / sum(rate(dashkeep_query_requests_total[$__rate_interval])) or vector(0)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"failed queries"}}}}]}},"memory-now":{"kind":"Panel","spec":{"display":{"name":"Memory now","description":"Resident memory of the process."},"plugin":{"kind":"StatChart","spec":{"calculation":"last-number","format":{"unit":"bytes","decimalPlaces":1,"shortValues":true},"sparkline":{"width":1}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(process_resident_memory_bytes{job=\"dashkeep\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"resident"}}}}]}},"requests":{"kind":"Panel","spec":{"display":{"name":"Requests by answer","description":"Requests each second by status code."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"requests/sec"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.55,"connectNulls":false,"palette":{"mode":"auto"},"stack":"all"},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (code) (rate(dashkeep_http_requests_total[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{code}}"}}}}]}},"latency":{"kind":"Panel","spec":{"display":{"name":"Latency of requests","description":"Half, 19 of 20, and 99 of 100 requests are faster than the line."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"seconds"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.99, sum by (le) (rate(dashkeep_http_request_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p99"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.95, sum by (le) (rate(dashkeep_http_request_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p95"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.5, sum by (le) (rate(dashkeep_http_request_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p50"}}}}]}},"slow-routes":{"kind":"Panel","spec":{"display":{"name":"Slowest routes, p95","description":"The five routes with the highest p95."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"seconds"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"topk(5, histogram_quantile(0.95, sum by (le, route) (rate(dashkeep_http_request_duration_seconds_bucket[$__rate_interval]))))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{route}}"}}}}]}},"queries":{"kind":"Panel","spec":{"display":{"name":"Queries by datasource","description":"Queries each second that panels and checks asked."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"ops/sec"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.55,"connectNulls":false,"palette":{"mode":"auto"},"stack":"all"},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (datasource, code) (rate(dashkeep_query_requests_total[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{datasource}} {{code}}"}}}}]}},"query-latency":{"kind":"Panel","spec":{"display":{"name":"Latency of queries","description":"From the question to the answer."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"seconds"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.99, sum by (le) (rate(dashkeep_query_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p99"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.95, sum by (le) (rate(dashkeep_query_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p95"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.5, sum by (le) (rate(dashkeep_query_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p50"}}}}]}},"query-cache":{"kind":"Panel","spec":{"display":{"name":"Query cache","description":"Hit: answered together with an equal query. Miss: the datasource was asked."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"ops/sec"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.1,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (result) (rate(dashkeep_query_cache_requests_total[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{result}}"}}}}]}},"runs":{"kind":"Panel","spec":{"display":{"name":"Runs","description":"Runs that are not finished, by status."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.55,"connectNulls":false,"palette":{"mode":"auto"},"stack":"all"},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (status) (dashkeep_runs{status=~\"queued|running|awaiting_input\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{status}}"}}}}]}},"items":{"kind":"Panel","spec":{"display":{"name":"Items finished","description":"Items of runs finished each minute, by outcome."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","shortValues":true},"min":0},"visual":{"display":"bar","lineWidth":1.5,"areaOpacity":0.55,"connectNulls":false,"palette":{"mode":"auto"},"stack":"all"},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"60 * sum by (status) (rate(dashkeep_run_items_total[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{status}}"}}}}]}},"jobs":{"kind":"Panel","spec":{"display":{"name":"Job queue","description":"Jobs by state. Available ones wait for a worker."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.1,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (state) (dashkeep_jobs)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{state}}"}}}}]}},"connections":{"kind":"Panel","spec":{"display":{"name":"Database connections","description":"In use (filled) and open, by pool."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.1,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (pool) (dashkeep_db_in_use_connections)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{pool}} in use"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (pool) (dashkeep_db_open_connections)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{pool}} open"}}}}]}},"transactions":{"kind":"Panel","spec":{"display":{"name":"Latency of transactions","description":"Time within a transaction, waiting for the writer included."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"seconds"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.99, sum by (le) (rate(dashkeep_db_transaction_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p99"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.5, sum by (le) (rate(dashkeep_db_transaction_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p50"}}}}]}},"memory":{"kind":"Panel","spec":{"display":{"name":"Memory","description":"Resident memory of the process and Go''s heap in use."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"bytes","shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.1,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(process_resident_memory_bytes{job=\"dashkeep\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"resident"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(go_memstats_heap_inuse_bytes{job=\"dashkeep\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"heap in use"}}}}]}},"cpu":{"kind":"Panel","spec":{"display":{"name":"CPU","description":"Cores kept busy."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","decimalPlaces":2,"shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.2,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(rate(process_cpu_seconds_total{job=\"dashkeep\"}[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"cores"}}}}]}},"goroutines":{"kind":"Panel","spec":{"display":{"name":"Goroutines","description":"A line that only rises is a leak."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.1,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(go_goroutines{job=\"dashkeep\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"goroutines"}}}}]}},"files":{"kind":"Panel","spec":{"display":{"name":"Open files","description":"Share of the files that the process may open."},"plugin":{"kind":"GaugeChart","spec":{"calculation":"last-number","format":{"unit":"percent-decimal","decimalPlaces":0},"max":1,"thresholds":{"mode":"absolute","defaultColor":"#00856F","steps":[{"value":0.7,"color":"#B25E00","name":"70 %"},{"value":0.9,"color":"#8F0F1E","name":"90 %"}]}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"max(process_open_fds{job=\"dashkeep\"} / process_max_fds{job=\"dashkeep\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"open"}}}}]}}},"layouts":[{"kind":"Grid","spec":{"display":{"title":"At a glance","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/requests-now"}},{"x":4,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/errors-now"}},{"x":8,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/latency-now"}},{"x":12,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/query-errors-now"}},{"x":16,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/queue-now"}},{"x":20,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/memory-now"}}]}},{"kind":"Grid","spec":{"display":{"title":"Requests","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":12,"height":9,"content":{"$ref":"#/spec/panels/requests"}},{"x":12,"y":0,"width":12,"height":9,"content":{"$ref":"#/spec/panels/latency"}},{"x":0,"y":9,"width":24,"height":9,"content":{"$ref":"#/spec/panels/slow-routes"}}]}},{"kind":"Grid","spec":{"display":{"title":"Queries","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":8,"height":9,"content":{"$ref":"#/spec/panels/queries"}},{"x":8,"y":0,"width":8,"height":9,"content":{"$ref":"#/spec/panels/query-latency"}},{"x":16,"y":0,"width":8,"height":9,"content":{"$ref":"#/spec/panels/query-cache"}}]}},{"kind":"Grid","spec":{"display":{"title":"Runs and jobs","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":8,"height":8,"content":{"$ref":"#/spec/panels/runs"}},{"x":8,"y":0,"width":8,"height":8,"content":{"$ref":"#/spec/panels/items"}},{"x":16,"y":0,"width":8,"height":8,"content":{"$ref":"#/spec/panels/jobs"}}]}},{"kind":"Grid","spec":{"display":{"title":"Database","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":12,"height":8,"content":{"$ref":"#/spec/panels/connections"}},{"x":12,"y":0,"width":12,"height":8,"content":{"$ref":"#/spec/panels/transactions"}}]}},{"kind":"Grid","spec":{"display":{"title":"Process","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":7,"height":8,"content":{"$ref":"#/spec/panels/memory"}},{"x":7,"y":0,"width":7,"height":8,"content":{"$ref":"#/spec/panels/cpu"}},{"x":14,"y":0,"width":6,"height":8,"content":{"$ref":"#/spec/panels/goroutines"}},{"x":20,"y":0,"width":4,"height":8,"content":{"$ref":"#/spec/panels/files"}}]}}]}}', '566143bc9c2814fa69f5d253bd123269', '["dashkeep"]', 21, 'dashkeep
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
process_max_fds', '', '', '2026-11-30 19:54:45.346471+00', '2026-11-30 19:54:45.346471+00', 'Dashkeep', NULL);
INSERT INTO public.dashboard VALUES ('01a22e06-2a9f-75cc-9ccb-05224eb34c86', 'default', 'd0', 'd0', 'd0', '', 'active', 0, '{"kind":"Dashboard","metadata":{"name":"d0","project":"default","createdAt":"2026-11-30T19:54:45.790306Z","updatedAt":"2026-11-30T19:54:45.790306Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 0","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '5d55f162fb999a150a6abf3471d79e8d', '[]', 1, 'd0
d0

recorder
p
up', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', '2026-11-30 19:54:45.790306+00', '2026-11-30 19:54:45.790306+00', 'recorder', NULL);
INSERT INTO public.dashboard VALUES ('01a22e06-2aad-780b-8bbc-d173cc467b3f', 'default', 'd1', 'd1', 'd1', '', 'active', 0, '{"kind":"Dashboard","metadata":{"name":"d1","project":"default","createdAt":"2026-11-30T19:54:45.804683Z","updatedAt":"2026-11-30T19:54:45.804683Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 1","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '86507adb9109dade3e7d0afacaa5e74e', '[]', 1, 'd1
d1

recorder
p
up', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', '2026-11-30 19:54:45.804683+00', '2026-11-30 19:54:45.804683+00', 'recorder', NULL);
INSERT INTO public.dashboard VALUES ('01a22e06-2ab6-728e-8775-18dc049baf49', 'default', 'd2', 'd2', 'd2', '', 'active', 0, '{"kind":"Dashboard","metadata":{"name":"d2","project":"default","createdAt":"2026-11-30T19:54:45.813386Z","updatedAt":"2026-11-30T19:54:45.813386Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 2","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '3e3258d6e26b349aa6921f64fdc689c7', '[]', 1, 'd2
d2

recorder
p
up', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', '2026-11-30 19:54:45.813386+00', '2026-11-30 19:54:45.813386+00', 'recorder', NULL);
INSERT INTO public.dashboard VALUES ('01a22e06-2abf-7cd3-a592-069430e674c4', 'default', 'd3', 'd3', 'd3', '', 'active', 0, '{"kind":"Dashboard","metadata":{"name":"d3","project":"default","createdAt":"2026-11-30T19:54:45.822929Z","updatedAt":"2026-11-30T19:54:45.822929Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 3","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '49c1f3bc96cedcad4886474998c3f886', '[]', 1, 'd3
d3

recorder
p
up', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', '2026-11-30 19:54:45.822929+00', '2026-11-30 19:54:45.822929+00', 'recorder', NULL);
INSERT INTO public.dashboard VALUES ('01a22e06-2aca-7453-a1a5-b0d1bfa22113', 'default', 'd4', 'd4', 'd4', '', 'active', 0, '{"kind":"Dashboard","metadata":{"name":"d4","project":"default","createdAt":"2026-11-30T19:54:45.833048Z","updatedAt":"2026-11-30T19:54:45.833048Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 4","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', 'b5d27669329727085f088558c010085d', '[]', 1, 'd4
d4

recorder
p
up', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', '2026-11-30 19:54:45.833048+00', '2026-11-30 19:54:45.833048+00', 'recorder', NULL);
INSERT INTO public.dashboard VALUES ('01a22e06-2ad7-799b-a22a-611479533272', 'default', 'd5', 'd5', 'd5', '', 'active', 0, '{"kind":"Dashboard","metadata":{"name":"d5","project":"default","createdAt":"2026-11-30T19:54:45.846945Z","updatedAt":"2026-11-30T19:54:45.846945Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 5","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '69e667e5f376c171112da503851a39c0', '[]', 1, 'd5
d5

recorder
p
up', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', '2026-11-30 19:54:45.846945+00', '2026-11-30 19:54:45.846945+00', 'recorder', NULL);
INSERT INTO public.dashboard VALUES ('01a22e06-2adf-7348-91f0-a88be3ae8bf7', 'default', 'd6', 'd6', 'd6', '', 'active', 0, '{"kind":"Dashboard","metadata":{"name":"d6","project":"default","createdAt":"2026-11-30T19:54:45.854455Z","updatedAt":"2026-11-30T19:54:45.854455Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 6","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', 'af81ff32faf4fc2fb16c4ff1e325fb46', '[]', 1, 'd6
d6

recorder
p
up', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', '2026-11-30 19:54:45.854455+00', '2026-11-30 19:54:45.854455+00', 'recorder', NULL);
INSERT INTO public.dashboard VALUES ('01a22e06-2ae9-72e5-9d65-cd5b8e90d51a', 'default', 'd7', 'd7', 'd7', '', 'active', 0, '{"kind":"Dashboard","metadata":{"name":"d7","project":"default","createdAt":"2026-11-30T19:54:45.864291Z","updatedAt":"2026-11-30T19:54:45.864291Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 7","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '31d100eeae03fbed5cd575e672e132ef', '[]', 1, 'd7
d7

recorder
p
up', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', '2026-11-30 19:54:45.864291+00', '2026-11-30 19:54:45.864291+00', 'recorder', NULL);
INSERT INTO public.dashboard VALUES ('01a22e06-2af3-77a1-ba94-443dfa9b1cbe', 'default', 'd8', 'd8', 'd8', '', 'active', 0, '{"kind":"Dashboard","metadata":{"name":"d8","project":"default","createdAt":"2026-11-30T19:54:45.874531Z","updatedAt":"2026-11-30T19:54:45.874531Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 8","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '978cdf60957051b3b7b74aa8c976cce2', '[]', 1, 'd8
d8

recorder
p
up', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', '2026-11-30 19:54:45.874531+00', '2026-11-30 19:54:45.874531+00', 'recorder', NULL);
INSERT INTO public.dashboard VALUES ('01a22e06-2aff-7873-beab-f266c0e55cf1', 'default', 'd9', 'd9', 'd9', '', 'active', 0, '{"kind":"Dashboard","metadata":{"name":"d9","project":"default","createdAt":"2026-11-30T19:54:45.886896Z","updatedAt":"2026-11-30T19:54:45.886896Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 9","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '6127aca96e868f2f0038d2932614ee65', '[]', 1, 'd9
d9

recorder
p
up', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', '2026-11-30 19:54:45.886896+00', '2026-11-30 19:54:45.886896+00', 'recorder', NULL);
INSERT INTO public.dashboard VALUES ('01a22e06-2b06-7bcf-a400-973fa18f260c', 'default', 'd10', 'd10', 'd10', '', 'active', 0, '{"kind":"Dashboard","metadata":{"name":"d10","project":"default","createdAt":"2026-11-30T19:54:45.894155Z","updatedAt":"2026-11-30T19:54:45.894155Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 10","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', 'b5977ac98b287aa7bf7b06f818b35f27', '[]', 1, 'd10
d10

recorder
p
up', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', '2026-11-30 19:54:45.894155+00', '2026-11-30 19:54:45.894155+00', 'recorder', NULL);
INSERT INTO public.dashboard VALUES ('01a22e06-2b1e-7f0e-9663-415fddd78393', 'default', 'd13', 'd13', 'd13', '', 'active', 0, '{"kind":"Dashboard","metadata":{"name":"d13","project":"default","createdAt":"2026-11-30T19:54:45.918199Z","updatedAt":"2026-11-30T19:54:45.918199Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 13","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '9a45c29ff06750935203279faf392f95', '[]', 1, 'd13
d13

recorder
p
up', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', '2026-11-30 19:54:45.918199+00', '2026-11-30 19:54:45.918199+00', 'recorder', NULL);
INSERT INTO public.dashboard VALUES ('01a22e06-2b2e-75ff-9352-5b3639038f30', 'default', 'd14', 'd14', 'd14', '', 'active', 0, '{"kind":"Dashboard","metadata":{"name":"d14","project":"default","createdAt":"2026-11-30T19:54:45.933489Z","updatedAt":"2026-11-30T19:54:45.933489Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 14","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', 'd89d6bf4e3fc8a9ce96476500deb4b6c', '[]', 1, 'd14
d14

recorder
p
up', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', '2026-11-30 19:54:45.933489+00', '2026-11-30 19:54:45.933489+00', 'recorder', NULL);
INSERT INTO public.dashboard VALUES ('01a22e06-2b37-75ca-a386-3229f15b1fdf', 'default', 'd15', 'd15', 'd15', '', 'active', 0, '{"kind":"Dashboard","metadata":{"name":"d15","project":"default","createdAt":"2026-11-30T19:54:45.942562Z","updatedAt":"2026-11-30T19:54:45.942562Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 15","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '70fd5e62bb2d7d058782ade14b9dae4b', '[]', 1, 'd15
d15

recorder
p
up', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', '2026-11-30 19:54:45.942562+00', '2026-11-30 19:54:45.942562+00', 'recorder', NULL);
INSERT INTO public.dashboard VALUES ('01a22e06-2b40-7368-93aa-aca090967b47', 'default', 'd16', 'd16', 'd16', '', 'active', 0, '{"kind":"Dashboard","metadata":{"name":"d16","project":"default","createdAt":"2026-11-30T19:54:45.951043Z","updatedAt":"2026-11-30T19:54:45.951043Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 16","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '3d9e22dc7b397dbee033938f90c6d6b5', '[]', 1, 'd16
d16

recorder
p
up', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', '2026-11-30 19:54:45.951043+00', '2026-11-30 19:54:45.951043+00', 'recorder', NULL);
INSERT INTO public.dashboard VALUES ('01a22e06-2b0e-7722-ad48-b8238dafd8c3', 'default', 'd11', 'd11', 'd11', '', 'active', 0, '{"kind":"Dashboard","metadata":{"name":"d11","project":"default","createdAt":"2026-11-30T19:54:45.901806Z","updatedAt":"2026-11-30T19:54:45.901806Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 11","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '8bb84ad421facd232647018ea0ec68bd', '[]', 1, 'd11
d11

recorder
p
up', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', '2026-11-30 19:54:45.901806+00', '2026-11-30 19:54:45.901806+00', 'recorder', NULL);
INSERT INTO public.dashboard VALUES ('01a22e06-2b16-76fe-91f3-5a30f499a12a', 'default', 'd12', 'd12', 'd12', '', 'active', 0, '{"kind":"Dashboard","metadata":{"name":"d12","project":"default","createdAt":"2026-11-30T19:54:45.909655Z","updatedAt":"2026-11-30T19:54:45.909655Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 12","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '13af6e1f8a8934a9073d6096bbc3e520', '[]', 1, 'd12
d12

recorder
p
up', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', '2026-11-30 19:54:45.909655+00', '2026-11-30 19:54:45.909655+00', 'recorder', NULL);
INSERT INTO public.dashboard VALUES ('01a22e06-2b49-78dc-b251-e8fb7fa7427d', 'default', 'd17', 'd17', 'd17', '', 'active', 0, '{"kind":"Dashboard","metadata":{"name":"d17","project":"default","createdAt":"2026-11-30T19:54:45.960665Z","updatedAt":"2026-11-30T19:54:45.960665Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 17","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', 'f87432bf443985b8e5cb703d30081c7f', '[]', 1, 'd17
d17

recorder
p
up', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', '2026-11-30 19:54:45.960665+00', '2026-11-30 19:54:45.960665+00', 'recorder', NULL);
INSERT INTO public.dashboard VALUES ('01a22e06-2b51-7d34-afde-d6eb4515961d', 'default', 'd18', 'd18', 'd18', '', 'active', 0, '{"kind":"Dashboard","metadata":{"name":"d18","project":"default","createdAt":"2026-11-30T19:54:45.968842Z","updatedAt":"2026-11-30T19:54:45.968842Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 18","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '5fada6ef0f54a8a60f6924dd0d6f3376', '[]', 1, 'd18
d18

recorder
p
up', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', '2026-11-30 19:54:45.968842+00', '2026-11-30 19:54:45.968842+00', 'recorder', NULL);
INSERT INTO public.dashboard VALUES ('01a22e06-2b59-759b-bd27-351280c17fd2', 'default', 'd19', 'd19', 'd19', '', 'active', 0, '{"kind":"Dashboard","metadata":{"name":"d19","project":"default","createdAt":"2026-11-30T19:54:45.976644Z","updatedAt":"2026-11-30T19:54:45.976644Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 19","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '908f651e005a6d383c96358b4a8aa455', '[]', 1, 'd19
d19

recorder
p
up', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', '2026-11-30 19:54:45.976644+00', '2026-11-30 19:54:45.976644+00', 'recorder', NULL);


--
-- Data for Name: dashboard_datasource; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.dashboard_datasource VALUES ('01a22e06-28e4-706d-9def-2451a59101bb', 'PrometheusDatasource', 'embedded');
INSERT INTO public.dashboard_datasource VALUES ('01a22e06-2a9f-75cc-9ccb-05224eb34c86', 'PrometheusDatasource', 'held');
INSERT INTO public.dashboard_datasource VALUES ('01a22e06-2aad-780b-8bbc-d173cc467b3f', 'PrometheusDatasource', 'held');
INSERT INTO public.dashboard_datasource VALUES ('01a22e06-2ab6-728e-8775-18dc049baf49', 'PrometheusDatasource', 'held');
INSERT INTO public.dashboard_datasource VALUES ('01a22e06-2abf-7cd3-a592-069430e674c4', 'PrometheusDatasource', 'held');
INSERT INTO public.dashboard_datasource VALUES ('01a22e06-2aca-7453-a1a5-b0d1bfa22113', 'PrometheusDatasource', 'held');
INSERT INTO public.dashboard_datasource VALUES ('01a22e06-2ad7-799b-a22a-611479533272', 'PrometheusDatasource', 'held');
INSERT INTO public.dashboard_datasource VALUES ('01a22e06-2adf-7348-91f0-a88be3ae8bf7', 'PrometheusDatasource', 'held');
INSERT INTO public.dashboard_datasource VALUES ('01a22e06-2ae9-72e5-9d65-cd5b8e90d51a', 'PrometheusDatasource', 'held');
INSERT INTO public.dashboard_datasource VALUES ('01a22e06-2af3-77a1-ba94-443dfa9b1cbe', 'PrometheusDatasource', 'held');
INSERT INTO public.dashboard_datasource VALUES ('01a22e06-2aff-7873-beab-f266c0e55cf1', 'PrometheusDatasource', 'held');
INSERT INTO public.dashboard_datasource VALUES ('01a22e06-2b06-7bcf-a400-973fa18f260c', 'PrometheusDatasource', 'held');
INSERT INTO public.dashboard_datasource VALUES ('01a22e06-2b0e-7722-ad48-b8238dafd8c3', 'PrometheusDatasource', 'held');
INSERT INTO public.dashboard_datasource VALUES ('01a22e06-2b16-76fe-91f3-5a30f499a12a', 'PrometheusDatasource', 'held');
INSERT INTO public.dashboard_datasource VALUES ('01a22e06-2b1e-7f0e-9663-415fddd78393', 'PrometheusDatasource', 'held');
INSERT INTO public.dashboard_datasource VALUES ('01a22e06-2b2e-75ff-9352-5b3639038f30', 'PrometheusDatasource', 'held');
INSERT INTO public.dashboard_datasource VALUES ('01a22e06-2b37-75ca-a386-3229f15b1fdf', 'PrometheusDatasource', 'held');
INSERT INTO public.dashboard_datasource VALUES ('01a22e06-2b40-7368-93aa-aca090967b47', 'PrometheusDatasource', 'held');
INSERT INTO public.dashboard_datasource VALUES ('01a22e06-2b49-78dc-b251-e8fb7fa7427d', 'PrometheusDatasource', 'held');
INSERT INTO public.dashboard_datasource VALUES ('01a22e06-2b51-7d34-afde-d6eb4515961d', 'PrometheusDatasource', 'held');
INSERT INTO public.dashboard_datasource VALUES ('01a22e06-2b59-759b-bd27-351280c17fd2', 'PrometheusDatasource', 'held');


--
-- Data for Name: dashboard_seed; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.dashboard_seed VALUES ('default', 'dashkeep', 1, '566143bc9c2814fa69f5d253bd123269');


--
-- Data for Name: dashboard_tag; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.dashboard_tag VALUES ('01a22e06-28e4-706d-9def-2451a59101bb', 'dashkeep');


--
-- Data for Name: dashboard_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.dashboard_version VALUES ('01a22e06-28e4-706d-9def-2451a59101bb', 0, 'default', '{"kind":"Dashboard","metadata":{"name":"dashkeep","tags":["dashkeep"],"project":"default","createdAt":"2026-11-30T19:54:45.346471Z","updatedAt":"2026-11-30T19:54:45.346471Z","version":0},"spec":{"display":{"name":"Dashkeep","description":"How this server is doing: requests, queries, runs, the job queue, the database and the process."},"duration":"15m","refreshInterval":"15s","variables":[],"panels":{"requests-now":{"kind":"Panel","spec":{"display":{"name":"Requests now","description":"Requests answered each second, now."},"plugin":{"kind":"StatChart","spec":{"calculation":"last-number","format":{"unit":"requests/sec","decimalPlaces":1,"shortValues":true},"sparkline":{"width":1}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(rate(dashkeep_http_requests_total[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"requests"}}}}]}},"errors-now":{"kind":"Panel","spec":{"display":{"name":"Failed requests","description":"Share of requests answered with a server error (5xx)."},"plugin":{"kind":"GaugeChart","spec":{"calculation":"last-number","format":{"unit":"percent-decimal","decimalPlaces":2},"max":0.1,"thresholds":{"mode":"absolute","defaultColor":"#00856F","steps":[{"value":0.01,"color":"#B25E00","name":"1 %"},{"value":0.05,"color":"#8F0F1E","name":"5 %"}]}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(rate(dashkeep_http_requests_total{code=~\"5..\"}[$__rate_interval])) / sum(rate(dashkeep_http_requests_total[$__rate_interval])) or vector(0)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"5xx"}}}}]}},"latency-now":{"kind":"Panel","spec":{"display":{"name":"Latency, p95","description":"19 of 20 requests are answered faster than this."},"plugin":{"kind":"StatChart","spec":{"calculation":"last-number","format":{"unit":"seconds","decimalPlaces":3,"shortValues":true},"sparkline":{"width":1},"thresholds":{"mode":"absolute","defaultColor":"#00856F","steps":[{"value":0.25,"color":"#B25E00","name":"250 ms"},{"value":1,"color":"#8F0F1E","name":"1 s"}]}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.95, sum by (le) (rate(dashkeep_http_request_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p95"}}}}]}},"queue-now":{"kind":"Panel","spec":{"display":{"name":"Queue wait","description":"How long the job that waits longest has been due. Over a minute means that workers don''t keep up."},"plugin":{"kind":"GaugeChart","spec":{"calculation":"last-number","format":{"unit":"seconds","decimalPlaces":0},"max":120,"thresholds":{"mode":"absolute","defaultColor":"#00856F","steps":[{"value":30,"color":"#B25E00","name":"30 s"},{"value":60,"color":"#8F0F1E","name":"1 min"}]}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"max(dashkeep_job_oldest_available_seconds)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"waiting"}}}}]}},"query-errors-now":{"kind":"Panel","spec":{"display":{"name":"Failed queries","description":"Share of the questions to datasources that got no good answer."},"plugin":{"kind":"GaugeChart","spec":{"calculation":"last-number","format":{"unit":"percent-decimal","decimalPlaces":2},"max":0.1,"thresholds":{"mode":"absolute","defaultColor":"#00856F","steps":[{"value":0.01,"color":"#B25E00","name":"1 %"},{"value":0.05,"color":"#8F0F1E","name":"5 %"}]}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(rate(dashkeep_query_requests_total{code!=\"ok\"}[$__rate_interval])) / sum(rate(dashkeep_query_requests_total[$__rate_interval])) or vector(0)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"failed queries"}}}}]}},"memory-now":{"kind":"Panel","spec":{"display":{"name":"Memory now","description":"Resident memory of the process."},"plugin":{"kind":"StatChart","spec":{"calculation":"last-number","format":{"unit":"bytes","decimalPlaces":1,"shortValues":true},"sparkline":{"width":1}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(process_resident_memory_bytes{job=\"dashkeep\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"resident"}}}}]}},"requests":{"kind":"Panel","spec":{"display":{"name":"Requests by answer","description":"Requests each second by status code."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"requests/sec"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.55,"connectNulls":false,"palette":{"mode":"auto"},"stack":"all"},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (code) (rate(dashkeep_http_requests_total[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{code}}"}}}}]}},"latency":{"kind":"Panel","spec":{"display":{"name":"Latency of requests","description":"Half, 19 of 20, and 99 of 100 requests are faster than the line."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"seconds"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.99, sum by (le) (rate(dashkeep_http_request_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p99"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.95, sum by (le) (rate(dashkeep_http_request_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p95"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.5, sum by (le) (rate(dashkeep_http_request_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p50"}}}}]}},"slow-routes":{"kind":"Panel","spec":{"display":{"name":"Slowest routes, p95","description":"The five routes with the highest p95."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"seconds"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"topk(5, histogram_quantile(0.95, sum by (le, route) (rate(dashkeep_http_request_duration_seconds_bucket[$__rate_interval]))))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{route}}"}}}}]}},"queries":{"kind":"Panel","spec":{"display":{"name":"Queries by datasource","description":"Queries each second that panels and checks asked."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"ops/sec"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.55,"connectNulls":false,"palette":{"mode":"auto"},"stack":"all"},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (datasource, code) (rate(dashkeep_query_requests_total[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{datasource}} {{code}}"}}}}]}},"query-latency":{"kind":"Panel","spec":{"display":{"name":"Latency of queries","description":"From the question to the answer."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"seconds"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.99, sum by (le) (rate(dashkeep_query_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p99"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.95, sum by (le) (rate(dashkeep_query_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p95"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.5, sum by (le) (rate(dashkeep_query_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p50"}}}}]}},"query-cache":{"kind":"Panel","spec":{"display":{"name":"Query cache","description":"Hit: answered together with an equal query. Miss: the datasource was asked."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"table","size":"small","values":["last-number","mean","max"]},"yAxis":{"format":{"unit":"ops/sec"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.1,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (result) (rate(dashkeep_query_cache_requests_total[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{result}}"}}}}]}},"runs":{"kind":"Panel","spec":{"display":{"name":"Runs","description":"Runs that are not finished, by status."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.55,"connectNulls":false,"palette":{"mode":"auto"},"stack":"all"},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (status) (dashkeep_runs{status=~\"queued|running|awaiting_input\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{status}}"}}}}]}},"items":{"kind":"Panel","spec":{"display":{"name":"Items finished","description":"Items of runs finished each minute, by outcome."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","shortValues":true},"min":0},"visual":{"display":"bar","lineWidth":1.5,"areaOpacity":0.55,"connectNulls":false,"palette":{"mode":"auto"},"stack":"all"},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"60 * sum by (status) (rate(dashkeep_run_items_total[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{status}}"}}}}]}},"jobs":{"kind":"Panel","spec":{"display":{"name":"Job queue","description":"Jobs by state. Available ones wait for a worker."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.1,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (state) (dashkeep_jobs)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{state}}"}}}}]}},"connections":{"kind":"Panel","spec":{"display":{"name":"Database connections","description":"In use (filled) and open, by pool."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.1,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (pool) (dashkeep_db_in_use_connections)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{pool}} in use"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum by (pool) (dashkeep_db_open_connections)","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"{{pool}} open"}}}}]}},"transactions":{"kind":"Panel","spec":{"display":{"name":"Latency of transactions","description":"Time within a transaction, waiting for the writer included."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"seconds"},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.99, sum by (le) (rate(dashkeep_db_transaction_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p99"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"histogram_quantile(0.5, sum by (le) (rate(dashkeep_db_transaction_duration_seconds_bucket[$__rate_interval])))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"p50"}}}}]}},"memory":{"kind":"Panel","spec":{"display":{"name":"Memory","description":"Resident memory of the process and Go''s heap in use."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"bytes","shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.1,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(process_resident_memory_bytes{job=\"dashkeep\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"resident"}}}},{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(go_memstats_heap_inuse_bytes{job=\"dashkeep\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"heap in use"}}}}]}},"cpu":{"kind":"Panel","spec":{"display":{"name":"CPU","description":"Cores kept busy."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","decimalPlaces":2,"shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.2,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(rate(process_cpu_seconds_total{job=\"dashkeep\"}[$__rate_interval]))","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"cores"}}}}]}},"goroutines":{"kind":"Panel","spec":{"display":{"name":"Goroutines","description":"A line that only rises is a leak."},"plugin":{"kind":"TimeSeriesChart","spec":{"legend":{"position":"bottom","mode":"list","size":"small"},"yAxis":{"format":{"unit":"decimal","shortValues":true},"min":0},"visual":{"display":"line","lineWidth":1.5,"areaOpacity":0.1,"connectNulls":false,"palette":{"mode":"auto"}},"tooltip":{"enablePinning":true}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"sum(go_goroutines{job=\"dashkeep\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"goroutines"}}}}]}},"files":{"kind":"Panel","spec":{"display":{"name":"Open files","description":"Share of the files that the process may open."},"plugin":{"kind":"GaugeChart","spec":{"calculation":"last-number","format":{"unit":"percent-decimal","decimalPlaces":0},"max":1,"thresholds":{"mode":"absolute","defaultColor":"#00856F","steps":[{"value":0.7,"color":"#B25E00","name":"70 %"},{"value":0.9,"color":"#8F0F1E","name":"90 %"}]}}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"max(process_open_fds{job=\"dashkeep\"} / process_max_fds{job=\"dashkeep\"})","datasource":{"kind":"PrometheusDatasource","name":"embedded"},"seriesNameFormat":"open"}}}}]}}},"layouts":[{"kind":"Grid","spec":{"display":{"title":"At a glance","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/requests-now"}},{"x":4,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/errors-now"}},{"x":8,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/latency-now"}},{"x":12,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/query-errors-now"}},{"x":16,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/queue-now"}},{"x":20,"y":0,"width":4,"height":5,"content":{"$ref":"#/spec/panels/memory-now"}}]}},{"kind":"Grid","spec":{"display":{"title":"Requests","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":12,"height":9,"content":{"$ref":"#/spec/panels/requests"}},{"x":12,"y":0,"width":12,"height":9,"content":{"$ref":"#/spec/panels/latency"}},{"x":0,"y":9,"width":24,"height":9,"content":{"$ref":"#/spec/panels/slow-routes"}}]}},{"kind":"Grid","spec":{"display":{"title":"Queries","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":8,"height":9,"content":{"$ref":"#/spec/panels/queries"}},{"x":8,"y":0,"width":8,"height":9,"content":{"$ref":"#/spec/panels/query-latency"}},{"x":16,"y":0,"width":8,"height":9,"content":{"$ref":"#/spec/panels/query-cache"}}]}},{"kind":"Grid","spec":{"display":{"title":"Runs and jobs","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":8,"height":8,"content":{"$ref":"#/spec/panels/runs"}},{"x":8,"y":0,"width":8,"height":8,"content":{"$ref":"#/spec/panels/items"}},{"x":16,"y":0,"width":8,"height":8,"content":{"$ref":"#/spec/panels/jobs"}}]}},{"kind":"Grid","spec":{"display":{"title":"Database","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":12,"height":8,"content":{"$ref":"#/spec/panels/connections"}},{"x":12,"y":0,"width":12,"height":8,"content":{"$ref":"#/spec/panels/transactions"}}]}},{"kind":"Grid","spec":{"display":{"title":"Process","collapse":{"open":true}},"items":[{"x":0,"y":0,"width":7,"height":8,"content":{"$ref":"#/spec/panels/memory"}},{"x":7,"y":0,"width":7,"height":8,"content":{"$ref":"#/spec/panels/cpu"}},{"x":14,"y":0,"width":6,"height":8,"content":{"$ref":"#/spec/panels/goroutines"}},{"x":20,"y":0,"width":4,"height":8,"content":{"$ref":"#/spec/panels/files"}}]}}]}}', 'Comes with Dashkeep', 'Created', NULL, '2026-11-30 19:54:45.346471+00', '', 'Dashkeep');
INSERT INTO public.dashboard_version VALUES ('01a22e06-2a9f-75cc-9ccb-05224eb34c86', 0, 'default', '{"kind":"Dashboard","metadata":{"name":"d0","project":"default","createdAt":"2026-11-30T19:54:45.790306Z","updatedAt":"2026-11-30T19:54:45.790306Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 0","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '', 'Created', NULL, '2026-11-30 19:54:45.790306+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder');
INSERT INTO public.dashboard_version VALUES ('01a22e06-2aad-780b-8bbc-d173cc467b3f', 0, 'default', '{"kind":"Dashboard","metadata":{"name":"d1","project":"default","createdAt":"2026-11-30T19:54:45.804683Z","updatedAt":"2026-11-30T19:54:45.804683Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 1","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '', 'Created', NULL, '2026-11-30 19:54:45.804683+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder');
INSERT INTO public.dashboard_version VALUES ('01a22e06-2ab6-728e-8775-18dc049baf49', 0, 'default', '{"kind":"Dashboard","metadata":{"name":"d2","project":"default","createdAt":"2026-11-30T19:54:45.813386Z","updatedAt":"2026-11-30T19:54:45.813386Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 2","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '', 'Created', NULL, '2026-11-30 19:54:45.813386+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder');
INSERT INTO public.dashboard_version VALUES ('01a22e06-2abf-7cd3-a592-069430e674c4', 0, 'default', '{"kind":"Dashboard","metadata":{"name":"d3","project":"default","createdAt":"2026-11-30T19:54:45.822929Z","updatedAt":"2026-11-30T19:54:45.822929Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 3","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '', 'Created', NULL, '2026-11-30 19:54:45.822929+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder');
INSERT INTO public.dashboard_version VALUES ('01a22e06-2aca-7453-a1a5-b0d1bfa22113', 0, 'default', '{"kind":"Dashboard","metadata":{"name":"d4","project":"default","createdAt":"2026-11-30T19:54:45.833048Z","updatedAt":"2026-11-30T19:54:45.833048Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 4","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '', 'Created', NULL, '2026-11-30 19:54:45.833048+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder');
INSERT INTO public.dashboard_version VALUES ('01a22e06-2ad7-799b-a22a-611479533272', 0, 'default', '{"kind":"Dashboard","metadata":{"name":"d5","project":"default","createdAt":"2026-11-30T19:54:45.846945Z","updatedAt":"2026-11-30T19:54:45.846945Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 5","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '', 'Created', NULL, '2026-11-30 19:54:45.846945+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder');
INSERT INTO public.dashboard_version VALUES ('01a22e06-2adf-7348-91f0-a88be3ae8bf7', 0, 'default', '{"kind":"Dashboard","metadata":{"name":"d6","project":"default","createdAt":"2026-11-30T19:54:45.854455Z","updatedAt":"2026-11-30T19:54:45.854455Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 6","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '', 'Created', NULL, '2026-11-30 19:54:45.854455+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder');
INSERT INTO public.dashboard_version VALUES ('01a22e06-2ae9-72e5-9d65-cd5b8e90d51a', 0, 'default', '{"kind":"Dashboard","metadata":{"name":"d7","project":"default","createdAt":"2026-11-30T19:54:45.864291Z","updatedAt":"2026-11-30T19:54:45.864291Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 7","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '', 'Created', NULL, '2026-11-30 19:54:45.864291+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder');
INSERT INTO public.dashboard_version VALUES ('01a22e06-2af3-77a1-ba94-443dfa9b1cbe', 0, 'default', '{"kind":"Dashboard","metadata":{"name":"d8","project":"default","createdAt":"2026-11-30T19:54:45.874531Z","updatedAt":"2026-11-30T19:54:45.874531Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 8","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '', 'Created', NULL, '2026-11-30 19:54:45.874531+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder');
INSERT INTO public.dashboard_version VALUES ('01a22e06-2aff-7873-beab-f266c0e55cf1', 0, 'default', '{"kind":"Dashboard","metadata":{"name":"d9","project":"default","createdAt":"2026-11-30T19:54:45.886896Z","updatedAt":"2026-11-30T19:54:45.886896Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 9","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '', 'Created', NULL, '2026-11-30 19:54:45.886896+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder');
INSERT INTO public.dashboard_version VALUES ('01a22e06-2b06-7bcf-a400-973fa18f260c', 0, 'default', '{"kind":"Dashboard","metadata":{"name":"d10","project":"default","createdAt":"2026-11-30T19:54:45.894155Z","updatedAt":"2026-11-30T19:54:45.894155Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 10","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '', 'Created', NULL, '2026-11-30 19:54:45.894155+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder');
INSERT INTO public.dashboard_version VALUES ('01a22e06-2b1e-7f0e-9663-415fddd78393', 0, 'default', '{"kind":"Dashboard","metadata":{"name":"d13","project":"default","createdAt":"2026-11-30T19:54:45.918199Z","updatedAt":"2026-11-30T19:54:45.918199Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 13","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '', 'Created', NULL, '2026-11-30 19:54:45.918199+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder');
INSERT INTO public.dashboard_version VALUES ('01a22e06-2b2e-75ff-9352-5b3639038f30', 0, 'default', '{"kind":"Dashboard","metadata":{"name":"d14","project":"default","createdAt":"2026-11-30T19:54:45.933489Z","updatedAt":"2026-11-30T19:54:45.933489Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 14","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '', 'Created', NULL, '2026-11-30 19:54:45.933489+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder');
INSERT INTO public.dashboard_version VALUES ('01a22e06-2b37-75ca-a386-3229f15b1fdf', 0, 'default', '{"kind":"Dashboard","metadata":{"name":"d15","project":"default","createdAt":"2026-11-30T19:54:45.942562Z","updatedAt":"2026-11-30T19:54:45.942562Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 15","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '', 'Created', NULL, '2026-11-30 19:54:45.942562+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder');
INSERT INTO public.dashboard_version VALUES ('01a22e06-2b40-7368-93aa-aca090967b47', 0, 'default', '{"kind":"Dashboard","metadata":{"name":"d16","project":"default","createdAt":"2026-11-30T19:54:45.951043Z","updatedAt":"2026-11-30T19:54:45.951043Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 16","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '', 'Created', NULL, '2026-11-30 19:54:45.951043+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder');
INSERT INTO public.dashboard_version VALUES ('01a22e06-2b0e-7722-ad48-b8238dafd8c3', 0, 'default', '{"kind":"Dashboard","metadata":{"name":"d11","project":"default","createdAt":"2026-11-30T19:54:45.901806Z","updatedAt":"2026-11-30T19:54:45.901806Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 11","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '', 'Created', NULL, '2026-11-30 19:54:45.901806+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder');
INSERT INTO public.dashboard_version VALUES ('01a22e06-2b16-76fe-91f3-5a30f499a12a', 0, 'default', '{"kind":"Dashboard","metadata":{"name":"d12","project":"default","createdAt":"2026-11-30T19:54:45.909655Z","updatedAt":"2026-11-30T19:54:45.909655Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 12","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '', 'Created', NULL, '2026-11-30 19:54:45.909655+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder');
INSERT INTO public.dashboard_version VALUES ('01a22e06-2b49-78dc-b251-e8fb7fa7427d', 0, 'default', '{"kind":"Dashboard","metadata":{"name":"d17","project":"default","createdAt":"2026-11-30T19:54:45.960665Z","updatedAt":"2026-11-30T19:54:45.960665Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 17","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '', 'Created', NULL, '2026-11-30 19:54:45.960665+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder');
INSERT INTO public.dashboard_version VALUES ('01a22e06-2b51-7d34-afde-d6eb4515961d', 0, 'default', '{"kind":"Dashboard","metadata":{"name":"d18","project":"default","createdAt":"2026-11-30T19:54:45.968842Z","updatedAt":"2026-11-30T19:54:45.968842Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 18","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '', 'Created', NULL, '2026-11-30 19:54:45.968842+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder');
INSERT INTO public.dashboard_version VALUES ('01a22e06-2b59-759b-bd27-351280c17fd2', 0, 'default', '{"kind":"Dashboard","metadata":{"name":"d19","project":"default","createdAt":"2026-11-30T19:54:45.976644Z","updatedAt":"2026-11-30T19:54:45.976644Z","version":0},"spec":{"duration":"1h","panels":{"p":{"kind":"Panel","spec":{"display":{"name":"P"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up + 19","datasource":{"kind":"PrometheusDatasource","name":"held"}}}}}]}}},"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":6,"content":{"$ref":"#/spec/panels/p"}}]}}]}}', '', 'Created', NULL, '2026-11-30 19:54:45.976644+00', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder');


--
-- Data for Name: dashboard_view; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: datasource; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.datasource VALUES ('01a22e06-28d9-709e-88b6-43dd61755d85', '', 'embedded', 'PrometheusDatasource', true, '{"kind":"GlobalDatasource","metadata":{"name":"embedded","createdAt":"2026-11-30T19:54:45.336419Z","updatedAt":"2026-11-30T19:54:45.336419Z","version":0},"spec":{"default":true,"display":{"name":"Embedded Prometheus","description":"The Prometheus inside Dashkeep. It watches Dashkeep itself and the targets from the settings."},"plugin":{"kind":"PrometheusDatasource","spec":{"scrapeInterval":"5s"}},"dashkeep":{"embedded":true}}}', 0, '2026-11-30 19:54:45.336419+00', '2026-11-30 19:54:45.336419+00', 'seed');
INSERT INTO public.datasource VALUES ('01a22e06-2a91-72bc-9aee-fd2c254e045a', 'default', 'held', 'PrometheusDatasource', false, '{"kind":"Datasource","metadata":{"name":"held","project":"default","createdAt":"2026-11-30T19:54:45.776411Z","updatedAt":"2026-11-30T19:54:45.776411Z","version":0},"spec":{"default":false,"plugin":{"kind":"PrometheusDatasource","spec":{"proxy":{"kind":"HTTPProxy","spec":{"url":"http://127.0.0.1:59999"}}}}}}', 0, '2026-11-30 19:54:45.776411+00', '2026-11-30 19:54:45.776411+00', 'recorder');


--
-- Data for Name: event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.event VALUES (1, 'default', 'dashboard', 'dashkeep', '{"change":"seed","name":"dashkeep","version":0}', '2026-11-30 19:54:45.346471+00');
INSERT INTO public.event VALUES (2, 'default', 'health', 'builtin/dashkeep', '{"environment":"builtin","asset":"dashkeep","status":"UNKNOWN","failing":0}', '2026-11-30 19:54:45.346471+00');
INSERT INTO public.event VALUES (3, 'default', 'policy', '01a22e06-28f0-780f-ada2-983f76a58710', '{"change":"create","id":"01a22e06-28f0-780f-ada2-983f76a58710"}', '2026-11-30 19:54:45.360683+00');
INSERT INTO public.event VALUES (4, 'default', 'run', '01a22e06-2925-7f29-8b0f-152fa5071b2a', '{"id":"01a22e06-2925-7f29-8b0f-152fa5071b2a","resource":"retention","action":"clean","status":"queued","counts":{"total":0,"succeeded":0,"warned":0,"failed":0,"skipped":0},"title":"Clean up old runs","joined":0}', '2026-11-30 19:54:45.413976+00');
INSERT INTO public.event VALUES (5, 'default', 'run', '01a22e06-2925-7f29-8b0f-152fa5071b2a', '{"id":"01a22e06-2925-7f29-8b0f-152fa5071b2a","resource":"retention","action":"clean","status":"running","counts":{"total":0,"succeeded":0,"warned":0,"failed":0,"skipped":0},"title":"Clean up old runs","joined":0}', '2026-11-30 19:54:45.448682+00');
INSERT INTO public.event VALUES (6, 'default', 'run.log', '01a22e06-2925-7f29-8b0f-152fa5071b2a', '{"run_id":"01a22e06-2925-7f29-8b0f-152fa5071b2a","seq":1}', '2026-11-30 19:54:45.448682+00');
INSERT INTO public.event VALUES (7, 'default', 'run', '01a22e06-2925-7f29-8b0f-152fa5071b2a', '{"id":"01a22e06-2925-7f29-8b0f-152fa5071b2a","resource":"retention","action":"clean","status":"running","counts":{"total":1,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Clean up old runs","joined":0}', '2026-11-30 19:54:45.457485+00');
INSERT INTO public.event VALUES (8, 'default', 'run', '01a22e06-2925-7f29-8b0f-152fa5071b2a', '{"id":"01a22e06-2925-7f29-8b0f-152fa5071b2a","resource":"retention","action":"clean","status":"running","counts":{"total":1,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Clean up old runs","joined":0}', '2026-11-30 19:54:45.465672+00');
INSERT INTO public.event VALUES (9, 'default', 'run.log', '01a22e06-2925-7f29-8b0f-152fa5071b2a', '{"run_id":"01a22e06-2925-7f29-8b0f-152fa5071b2a","seq":2}', '2026-11-30 19:54:45.465672+00');
INSERT INTO public.event VALUES (10, 'default', 'run', '01a22e06-2925-7f29-8b0f-152fa5071b2a', '{"id":"01a22e06-2925-7f29-8b0f-152fa5071b2a","resource":"retention","action":"clean","status":"running","counts":{"total":1,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Clean up old runs","joined":0}', '2026-11-30 19:54:45.476071+00');
INSERT INTO public.event VALUES (11, 'default', 'run.item', '01a22e06-2925-7f29-8b0f-152fa5071b2a', '{"run_id":"01a22e06-2925-7f29-8b0f-152fa5071b2a","seq":1,"status":"running"}', '2026-11-30 19:54:45.476071+00');
INSERT INTO public.event VALUES (12, 'default', 'run.item', '01a22e06-2925-7f29-8b0f-152fa5071b2a', '{"run_id":"01a22e06-2925-7f29-8b0f-152fa5071b2a","seq":1,"status":"succeeded"}', '2026-11-30 19:54:45.485577+00');
INSERT INTO public.event VALUES (13, 'default', 'run', '01a22e06-2925-7f29-8b0f-152fa5071b2a', '{"id":"01a22e06-2925-7f29-8b0f-152fa5071b2a","resource":"retention","action":"clean","status":"succeeded","counts":{"total":1,"succeeded":1,"warned":0,"failed":0,"skipped":0},"progress":1,"title":"Clean up old runs","joined":0}', '2026-11-30 19:54:45.485577+00');
INSERT INTO public.event VALUES (14, 'default', 'run.log', '01a22e06-2925-7f29-8b0f-152fa5071b2a', '{"run_id":"01a22e06-2925-7f29-8b0f-152fa5071b2a","seq":4}', '2026-11-30 19:54:45.485577+00');
INSERT INTO public.event VALUES (15, 'default', 'dashboard', 'd0', '{"change":"create","name":"d0","version":0}', '2026-11-30 19:54:45.790306+00');
INSERT INTO public.event VALUES (16, 'default', 'health', 'builtin/d0', '{"environment":"builtin","asset":"d0","status":"UNKNOWN","failing":0}', '2026-11-30 19:54:45.790306+00');
INSERT INTO public.event VALUES (17, 'default', 'dashboard', 'd1', '{"change":"create","name":"d1","version":0}', '2026-11-30 19:54:45.804683+00');
INSERT INTO public.event VALUES (18, 'default', 'health', 'builtin/d1', '{"environment":"builtin","asset":"d1","status":"UNKNOWN","failing":0}', '2026-11-30 19:54:45.804683+00');
INSERT INTO public.event VALUES (19, 'default', 'dashboard', 'd2', '{"change":"create","name":"d2","version":0}', '2026-11-30 19:54:45.813386+00');
INSERT INTO public.event VALUES (20, 'default', 'health', 'builtin/d2', '{"environment":"builtin","asset":"d2","status":"UNKNOWN","failing":0}', '2026-11-30 19:54:45.813386+00');
INSERT INTO public.event VALUES (21, 'default', 'dashboard', 'd3', '{"change":"create","name":"d3","version":0}', '2026-11-30 19:54:45.822929+00');
INSERT INTO public.event VALUES (22, 'default', 'health', 'builtin/d3', '{"environment":"builtin","asset":"d3","status":"UNKNOWN","failing":0}', '2026-11-30 19:54:45.822929+00');
INSERT INTO public.event VALUES (23, 'default', 'dashboard', 'd4', '{"change":"create","name":"d4","version":0}', '2026-11-30 19:54:45.833048+00');
INSERT INTO public.event VALUES (24, 'default', 'health', 'builtin/d4', '{"environment":"builtin","asset":"d4","status":"UNKNOWN","failing":0}', '2026-11-30 19:54:45.833048+00');
INSERT INTO public.event VALUES (25, 'default', 'dashboard', 'd5', '{"change":"create","name":"d5","version":0}', '2026-11-30 19:54:45.846945+00');
INSERT INTO public.event VALUES (26, 'default', 'health', 'builtin/d5', '{"environment":"builtin","asset":"d5","status":"UNKNOWN","failing":0}', '2026-11-30 19:54:45.846945+00');
INSERT INTO public.event VALUES (27, 'default', 'dashboard', 'd6', '{"change":"create","name":"d6","version":0}', '2026-11-30 19:54:45.854455+00');
INSERT INTO public.event VALUES (28, 'default', 'health', 'builtin/d6', '{"environment":"builtin","asset":"d6","status":"UNKNOWN","failing":0}', '2026-11-30 19:54:45.854455+00');
INSERT INTO public.event VALUES (29, 'default', 'dashboard', 'd7', '{"change":"create","name":"d7","version":0}', '2026-11-30 19:54:45.864291+00');
INSERT INTO public.event VALUES (30, 'default', 'health', 'builtin/d7', '{"environment":"builtin","asset":"d7","status":"UNKNOWN","failing":0}', '2026-11-30 19:54:45.864291+00');
INSERT INTO public.event VALUES (31, 'default', 'dashboard', 'd8', '{"change":"create","name":"d8","version":0}', '2026-11-30 19:54:45.874531+00');
INSERT INTO public.event VALUES (32, 'default', 'health', 'builtin/d8', '{"environment":"builtin","asset":"d8","status":"UNKNOWN","failing":0}', '2026-11-30 19:54:45.874531+00');
INSERT INTO public.event VALUES (33, 'default', 'dashboard', 'd9', '{"change":"create","name":"d9","version":0}', '2026-11-30 19:54:45.886896+00');
INSERT INTO public.event VALUES (34, 'default', 'health', 'builtin/d9', '{"environment":"builtin","asset":"d9","status":"UNKNOWN","failing":0}', '2026-11-30 19:54:45.886896+00');
INSERT INTO public.event VALUES (35, 'default', 'dashboard', 'd10', '{"change":"create","name":"d10","version":0}', '2026-11-30 19:54:45.894155+00');
INSERT INTO public.event VALUES (36, 'default', 'health', 'builtin/d10', '{"environment":"builtin","asset":"d10","status":"UNKNOWN","failing":0}', '2026-11-30 19:54:45.894155+00');
INSERT INTO public.event VALUES (37, 'default', 'dashboard', 'd11', '{"change":"create","name":"d11","version":0}', '2026-11-30 19:54:45.901806+00');
INSERT INTO public.event VALUES (38, 'default', 'health', 'builtin/d11', '{"environment":"builtin","asset":"d11","status":"UNKNOWN","failing":0}', '2026-11-30 19:54:45.901806+00');
INSERT INTO public.event VALUES (39, 'default', 'dashboard', 'd12', '{"change":"create","name":"d12","version":0}', '2026-11-30 19:54:45.909655+00');
INSERT INTO public.event VALUES (40, 'default', 'health', 'builtin/d12', '{"environment":"builtin","asset":"d12","status":"UNKNOWN","failing":0}', '2026-11-30 19:54:45.909655+00');
INSERT INTO public.event VALUES (41, 'default', 'dashboard', 'd13', '{"change":"create","name":"d13","version":0}', '2026-11-30 19:54:45.918199+00');
INSERT INTO public.event VALUES (42, 'default', 'health', 'builtin/d13', '{"environment":"builtin","asset":"d13","status":"UNKNOWN","failing":0}', '2026-11-30 19:54:45.918199+00');
INSERT INTO public.event VALUES (43, 'default', 'dashboard', 'd14', '{"change":"create","name":"d14","version":0}', '2026-11-30 19:54:45.933489+00');
INSERT INTO public.event VALUES (44, 'default', 'health', 'builtin/d14', '{"environment":"builtin","asset":"d14","status":"UNKNOWN","failing":0}', '2026-11-30 19:54:45.933489+00');
INSERT INTO public.event VALUES (45, 'default', 'dashboard', 'd15', '{"change":"create","name":"d15","version":0}', '2026-11-30 19:54:45.942562+00');
INSERT INTO public.event VALUES (46, 'default', 'health', 'builtin/d15', '{"environment":"builtin","asset":"d15","status":"UNKNOWN","failing":0}', '2026-11-30 19:54:45.942562+00');
INSERT INTO public.event VALUES (47, 'default', 'dashboard', 'd16', '{"change":"create","name":"d16","version":0}', '2026-11-30 19:54:45.951043+00');
INSERT INTO public.event VALUES (48, 'default', 'health', 'builtin/d16', '{"environment":"builtin","asset":"d16","status":"UNKNOWN","failing":0}', '2026-11-30 19:54:45.951043+00');
INSERT INTO public.event VALUES (49, 'default', 'dashboard', 'd17', '{"change":"create","name":"d17","version":0}', '2026-11-30 19:54:45.960665+00');
INSERT INTO public.event VALUES (50, 'default', 'health', 'builtin/d17', '{"environment":"builtin","asset":"d17","status":"UNKNOWN","failing":0}', '2026-11-30 19:54:45.960665+00');
INSERT INTO public.event VALUES (51, 'default', 'dashboard', 'd18', '{"change":"create","name":"d18","version":0}', '2026-11-30 19:54:45.968842+00');
INSERT INTO public.event VALUES (52, 'default', 'health', 'builtin/d18', '{"environment":"builtin","asset":"d18","status":"UNKNOWN","failing":0}', '2026-11-30 19:54:45.968842+00');
INSERT INTO public.event VALUES (53, 'default', 'dashboard', 'd19', '{"change":"create","name":"d19","version":0}', '2026-11-30 19:54:45.976644+00');
INSERT INTO public.event VALUES (54, 'default', 'health', 'builtin/d19', '{"environment":"builtin","asset":"d19","status":"UNKNOWN","failing":0}', '2026-11-30 19:54:45.976644+00');
INSERT INTO public.event VALUES (55, 'default', 'run', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"queued","counts":{"total":0,"succeeded":0,"warned":0,"failed":0,"skipped":0},"title":"Check Built-in","joined":0}', '2026-11-30 19:54:45.988066+00');
INSERT INTO public.event VALUES (56, 'default', 'run', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":0,"succeeded":0,"warned":0,"failed":0,"skipped":0},"title":"Check Built-in","joined":0}', '2026-11-30 19:54:46.002202+00');
INSERT INTO public.event VALUES (57, 'default', 'run.log', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":1}', '2026-11-30 19:54:46.002202+00');
INSERT INTO public.event VALUES (58, 'default', 'run', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}', '2026-11-30 19:54:46.005687+00');
INSERT INTO public.event VALUES (59, 'default', 'run', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}', '2026-11-30 19:54:46.012547+00');
INSERT INTO public.event VALUES (60, 'default', 'run.log', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":2}', '2026-11-30 19:54:46.012547+00');
INSERT INTO public.event VALUES (67, 'default', 'run', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}', '2026-11-30 19:54:46.023867+00');
INSERT INTO public.event VALUES (68, 'default', 'run.item', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":10,"status":"running"}', '2026-11-30 19:54:46.023867+00');
INSERT INTO public.event VALUES (77, 'default', 'run', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}', '2026-11-30 19:54:46.068558+00');
INSERT INTO public.event VALUES (78, 'default', 'run.item', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":9,"status":"running"}', '2026-11-30 19:54:46.068558+00');
INSERT INTO public.event VALUES (81, 'default', 'run.log', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":3}', '2026-11-30 19:54:46.279141+00');
INSERT INTO public.event VALUES (83, 'default', 'run.log', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":5}', '2026-11-30 19:54:46.296786+00');
INSERT INTO public.event VALUES (61, 'default', 'run', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}', '2026-11-30 19:54:46.023055+00');
INSERT INTO public.event VALUES (62, 'default', 'run.item', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":1,"status":"running"}', '2026-11-30 19:54:46.023055+00');
INSERT INTO public.event VALUES (79, 'default', 'run', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}', '2026-11-30 19:54:46.055355+00');
INSERT INTO public.event VALUES (80, 'default', 'run.item', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":7,"status":"running"}', '2026-11-30 19:54:46.055355+00');
INSERT INTO public.event VALUES (82, 'default', 'run.log', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":4}', '2026-11-30 19:54:46.280808+00');
INSERT INTO public.event VALUES (63, 'default', 'run', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}', '2026-11-30 19:54:46.022759+00');
INSERT INTO public.event VALUES (64, 'default', 'run.item', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":2,"status":"running"}', '2026-11-30 19:54:46.022759+00');
INSERT INTO public.event VALUES (65, 'default', 'run', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}', '2026-11-30 19:54:46.023224+00');
INSERT INTO public.event VALUES (66, 'default', 'run.item', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":3,"status":"running"}', '2026-11-30 19:54:46.023224+00');
INSERT INTO public.event VALUES (69, 'default', 'run', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}', '2026-11-30 19:54:46.028918+00');
INSERT INTO public.event VALUES (70, 'default', 'run.item', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":4,"status":"running"}', '2026-11-30 19:54:46.028918+00');
INSERT INTO public.event VALUES (71, 'default', 'run', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}', '2026-11-30 19:54:46.045248+00');
INSERT INTO public.event VALUES (72, 'default', 'run.item', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":6,"status":"running"}', '2026-11-30 19:54:46.045248+00');
INSERT INTO public.event VALUES (73, 'default', 'run', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}', '2026-11-30 19:54:46.061372+00');
INSERT INTO public.event VALUES (74, 'default', 'run.item', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":8,"status":"running"}', '2026-11-30 19:54:46.061372+00');
INSERT INTO public.event VALUES (75, 'default', 'run', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","resource":"dashboard","action":"validate","status":"running","counts":{"total":21,"succeeded":0,"warned":0,"failed":0,"skipped":0},"progress":0,"title":"Check Built-in","joined":0}', '2026-11-30 19:54:46.031742+00');
INSERT INTO public.event VALUES (76, 'default', 'run.item', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":5,"status":"running"}', '2026-11-30 19:54:46.031742+00');
INSERT INTO public.event VALUES (84, 'default', 'run.log', '01a22e05-e7db-76f0-90fb-caa6f88aadea', '{"run_id":"01a22e05-e7db-76f0-90fb-caa6f88aadea","seq":6}', '2026-11-30 19:54:46.308017+00');


--
-- Data for Name: goose_db_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.goose_db_version VALUES (1, 0, true, '2026-11-30 19:54:44.966448');
INSERT INTO public.goose_db_version VALUES (2, 1, true, '2026-11-30 19:54:45.065828');
INSERT INTO public.goose_db_version VALUES (3, 2, true, '2026-11-30 19:54:45.085627');
INSERT INTO public.goose_db_version VALUES (4, 3, true, '2026-11-30 19:54:45.11317');
INSERT INTO public.goose_db_version VALUES (5, 4, true, '2026-11-30 19:54:45.171878');
INSERT INTO public.goose_db_version VALUES (6, 5, true, '2026-11-30 19:54:45.19076');
INSERT INTO public.goose_db_version VALUES (7, 6, true, '2026-11-30 19:54:45.204762');
INSERT INTO public.goose_db_version VALUES (8, 7, true, '2026-11-30 19:54:45.211766');
INSERT INTO public.goose_db_version VALUES (9, 8, true, '2026-11-30 19:54:45.213064');
INSERT INTO public.goose_db_version VALUES (10, 9, true, '2026-11-30 19:54:45.219335');
INSERT INTO public.goose_db_version VALUES (11, 10, true, '2026-11-30 19:54:45.223037');


--
-- Data for Name: instance; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.instance VALUES ('secret_key_id', '307d7f44', '2026-11-30 19:54:45.231754+00');


--
-- Data for Name: member; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.member VALUES ('default', '01a22e06-28cf-715d-a857-4cf036e67ff2', 'owner', '2026-11-30 19:54:45.311191+00');
INSERT INTO public.member VALUES ('default', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'owner', '2026-11-30 19:54:45.664281+00');


--
-- Data for Name: one_time_link; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.one_time_link VALUES ('01a22e06-28d0-78eb-8d09-7488426fd77a', '01a22e06-28cf-715d-a857-4cf036e67ff2', 'setup', '\x38a62e046bea15818624274751f58a32e69cc12b22ef6407542128a9c0590248', '2026-11-30 19:54:45.311191+00', '2026-11-30 20:54:45.311191+00');


--
-- Data for Name: periodic_turn; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.periodic_turn VALUES ('run.sweep', '', '2026-11-30 19:55:39.406303+00');
INSERT INTO public.periodic_turn VALUES ('health.reconcile', '', '2026-11-30 19:55:12.41564+00');
INSERT INTO public.periodic_turn VALUES ('health.prune', '', '2026-11-30 20:48:45.38772+00');
INSERT INTO public.periodic_turn VALUES ('policy.plan', '', '2026-11-30 19:55:12.388332+00');
INSERT INTO public.periodic_turn VALUES ('dashboard.bin', '', '2026-11-30 20:48:45.385178+00');
INSERT INTO public.periodic_turn VALUES ('run.retention', '', '2026-11-30 20:03:45.38877+00');


--
-- Data for Name: policy; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.policy VALUES ('01a22e06-28f0-780f-ada2-983f76a58710', 'default', 'Built-in, every day', 'Checks every dashboard of the project once a day', true, 'builtin', '{"kind":"rule"}', 127, 360, 420, 'UTC', '{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}', '{"when":"on_change","owners":true,"channels":[]}', 1, '2026-11-30 19:54:45.360528+00', '2026-11-30 19:54:45.360528+00', 'Dashkeep', '2026-11-30 19:54:45.360528+00', '2026-12-01 06:00:00+00');


--
-- Data for Name: policy_tick; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.policy_tick VALUES ('plan', '2026-11-30 19:54:45.388641+00');


--
-- Data for Name: policy_window; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: preference; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: project; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.project VALUES ('default', 'default', '{}', 0, '2026-11-30 19:54:45.311191+00', '2026-11-30 19:54:45.311191+00');


--
-- Data for Name: replica; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.replica VALUES ('01a22e06-28f4-7e71-84cf-64d06850c721', '2026-11-30 19:54:45.370181+00');


--
-- Data for Name: river_job; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.river_job VALUES (1, 'completed', 1, 1000, '2026-11-30 19:54:45.447387+00', '2026-11-30 19:54:45.422546+00', '2026-11-30 19:54:45.472349+00', '2026-11-30 19:54:45.422546+00', 1, '{"key": "01a22e06-2925-7f29-8b0f-152fa5071b2a", "args": {"run_id": "01a22e06-2925-7f29-8b0f-152fa5071b2a"}}', '{01a22e06-28f4-7e71-84cf-64d06850c721}', NULL, 'run.plan', '{}', 'plan', '{}', '\xff547ff7ea80a4bef410f789b2edbf00ab1225b5f372a356e12dfdc75d1361bb', B'11110001');
INSERT INTO public.river_job VALUES (2, 'completed', 1, 1000, '2026-11-30 19:54:45.472476+00', '2026-11-30 19:54:45.459018+00', '2026-11-30 19:54:45.501483+00', '2026-11-30 19:54:45.459018+00', 1, '{"key": "01a22e06-2925-7f29-8b0f-152fa5071b2a/1", "args": {"seq": 1, "run_id": "01a22e06-2925-7f29-8b0f-152fa5071b2a"}}', '{01a22e06-28f4-7e71-84cf-64d06850c721}', NULL, 'run.item', '{}', 'default', '{}', '\x56ba10b8f91f541613c2a6453121513921fad8fd8ea698ee42d392bc7066297c', B'11110001');
INSERT INTO public.river_job VALUES (14, 'available', 0, 1000, NULL, '2026-11-30 19:54:46.007163+00', NULL, '2026-11-30 19:54:46.007163+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea/11", "args": {"seq": 11, "run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', NULL, NULL, 'run.item', '{}', 'default', '{}', '\x49d490d1428f017b9836d475cb0fac07e6f99fb5e38df855d50b0f8759be6d79', B'11110001');
INSERT INTO public.river_job VALUES (15, 'available', 0, 1000, NULL, '2026-11-30 19:54:46.007163+00', NULL, '2026-11-30 19:54:46.007163+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea/12", "args": {"seq": 12, "run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', NULL, NULL, 'run.item', '{}', 'default', '{}', '\xbca04f5b5186f88ec26866591a901b6927332028410482da563197ca5ad11653', B'11110001');
INSERT INTO public.river_job VALUES (16, 'available', 0, 1000, NULL, '2026-11-30 19:54:46.007163+00', NULL, '2026-11-30 19:54:46.007163+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea/13", "args": {"seq": 13, "run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', NULL, NULL, 'run.item', '{}', 'default', '{}', '\x7bd018f8b8b47c764b7530bbca487e0d422bde7dfec5734a5e07c9e5a10e21c1', B'11110001');
INSERT INTO public.river_job VALUES (17, 'available', 0, 1000, NULL, '2026-11-30 19:54:46.007163+00', NULL, '2026-11-30 19:54:46.007163+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea/14", "args": {"seq": 14, "run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', NULL, NULL, 'run.item', '{}', 'default', '{}', '\x5017b5d41e35149d085b07fe9a6bc5dd5205325b3be48f6f6f8635cd842bd830', B'11110001');
INSERT INTO public.river_job VALUES (18, 'available', 0, 1000, NULL, '2026-11-30 19:54:46.007163+00', NULL, '2026-11-30 19:54:46.007163+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea/15", "args": {"seq": 15, "run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', NULL, NULL, 'run.item', '{}', 'default', '{}', '\xa7f554a775d563406fe6a0c234b8844fc6938b61f557988eb422518ba60c4f36', B'11110001');
INSERT INTO public.river_job VALUES (19, 'available', 0, 1000, NULL, '2026-11-30 19:54:46.007163+00', NULL, '2026-11-30 19:54:46.007163+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea/16", "args": {"seq": 16, "run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', NULL, NULL, 'run.item', '{}', 'default', '{}', '\x9646a4d6b443889eb61dcdb2f7b504e21977d11c6c6ce8ff207ada00cddc04a6', B'11110001');
INSERT INTO public.river_job VALUES (20, 'available', 0, 1000, NULL, '2026-11-30 19:54:46.007163+00', NULL, '2026-11-30 19:54:46.007163+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea/17", "args": {"seq": 17, "run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', NULL, NULL, 'run.item', '{}', 'default', '{}', '\xa953ba41476a24bc8a4b3807b4d2090b7e31a1ea1630013764ad7735e634b943', B'11110001');
INSERT INTO public.river_job VALUES (21, 'available', 0, 1000, NULL, '2026-11-30 19:54:46.007163+00', NULL, '2026-11-30 19:54:46.007163+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea/18", "args": {"seq": 18, "run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', NULL, NULL, 'run.item', '{}', 'default', '{}', '\x49313291144d22a8c904ea7e3a93d9bd5e3d978de9ef19d75739bb0604c6fc50', B'11110001');
INSERT INTO public.river_job VALUES (4, 'running', 1, 1000, '2026-11-30 19:54:46.020886+00', '2026-11-30 19:54:46.007163+00', NULL, '2026-11-30 19:54:46.007163+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea/1", "args": {"seq": 1, "run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', '{01a22e06-28f4-7e71-84cf-64d06850c721}', NULL, 'run.item', '{}', 'default', '{}', '\x4ea84bf57a4dc4a517f0a37b049a3640b7da5836a1bb7558f9b992b12e5392fd', B'11110001');
INSERT INTO public.river_job VALUES (5, 'running', 1, 1000, '2026-11-30 19:54:46.020886+00', '2026-11-30 19:54:46.007163+00', NULL, '2026-11-30 19:54:46.007163+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea/2", "args": {"seq": 2, "run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', '{01a22e06-28f4-7e71-84cf-64d06850c721}', NULL, 'run.item', '{}', 'default', '{}', '\xf17aecfd83c05a0892b9e9bbe8c91e4fb61f954bb1af91fb6807a9c8d5f72405', B'11110001');
INSERT INTO public.river_job VALUES (6, 'running', 1, 1000, '2026-11-30 19:54:46.020886+00', '2026-11-30 19:54:46.007163+00', NULL, '2026-11-30 19:54:46.007163+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea/3", "args": {"seq": 3, "run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', '{01a22e06-28f4-7e71-84cf-64d06850c721}', NULL, 'run.item', '{}', 'default', '{}', '\xcb486da2f6e8d36d5a984a0d0850546222fc7ee826e94cf64396983e56f0ce87', B'11110001');
INSERT INTO public.river_job VALUES (7, 'running', 1, 1000, '2026-11-30 19:54:46.020886+00', '2026-11-30 19:54:46.007163+00', NULL, '2026-11-30 19:54:46.007163+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea/4", "args": {"seq": 4, "run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', '{01a22e06-28f4-7e71-84cf-64d06850c721}', NULL, 'run.item', '{}', 'default', '{}', '\x0d39c7c0c91113be21d8028746eac3876a43243004e6b67056e0d74aa73964d4', B'11110001');
INSERT INTO public.river_job VALUES (3, 'completed', 1, 1000, '2026-11-30 19:54:46.000113+00', '2026-11-30 19:54:45.989463+00', '2026-11-30 19:54:46.014563+00', '2026-11-30 19:54:45.989463+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea", "args": {"run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', '{01a22e06-28f4-7e71-84cf-64d06850c721}', NULL, 'run.plan', '{}', 'plan', '{}', '\xde32e4cb73bc2620f7e2e3b5ab487a42e1ae4eddbc7328b59a5ce861ecf69395', B'11110001');
INSERT INTO public.river_job VALUES (22, 'available', 0, 1000, NULL, '2026-11-30 19:54:46.007163+00', NULL, '2026-11-30 19:54:46.007163+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea/19", "args": {"seq": 19, "run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', NULL, NULL, 'run.item', '{}', 'default', '{}', '\xe2997785316f93607d7fe0f7e2b96abb8657819f9a0375fb93c4405d5842afce', B'11110001');
INSERT INTO public.river_job VALUES (23, 'available', 0, 1000, NULL, '2026-11-30 19:54:46.007163+00', NULL, '2026-11-30 19:54:46.007163+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea/20", "args": {"seq": 20, "run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', NULL, NULL, 'run.item', '{}', 'default', '{}', '\x1b7874a24acc2d1d3349c973cf5cf0619c056ddd9632bac91ce21957c6271425', B'11110001');
INSERT INTO public.river_job VALUES (24, 'available', 0, 1000, NULL, '2026-11-30 19:54:46.007163+00', NULL, '2026-11-30 19:54:46.007163+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea/21", "args": {"seq": 21, "run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', NULL, NULL, 'run.item', '{}', 'default', '{}', '\x02ae3447f73f4b4312828c3f67ff6dd4a435ef277a4449088e03800bd9b9d2ca', B'11110001');
INSERT INTO public.river_job VALUES (8, 'running', 1, 1000, '2026-11-30 19:54:46.020886+00', '2026-11-30 19:54:46.007163+00', NULL, '2026-11-30 19:54:46.007163+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea/5", "args": {"seq": 5, "run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', '{01a22e06-28f4-7e71-84cf-64d06850c721}', NULL, 'run.item', '{}', 'default', '{}', '\xba55109dacfccad03ec1228610e0b4b815adafab8040c226eb2c464eb1986256', B'11110001');
INSERT INTO public.river_job VALUES (9, 'running', 1, 1000, '2026-11-30 19:54:46.020886+00', '2026-11-30 19:54:46.007163+00', NULL, '2026-11-30 19:54:46.007163+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea/6", "args": {"seq": 6, "run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', '{01a22e06-28f4-7e71-84cf-64d06850c721}', NULL, 'run.item', '{}', 'default', '{}', '\x2174cc91a97bef3d0712245435c1c48205fbd5c10102e2e6afb4af3a14f76b5a', B'11110001');
INSERT INTO public.river_job VALUES (10, 'running', 1, 1000, '2026-11-30 19:54:46.020886+00', '2026-11-30 19:54:46.007163+00', NULL, '2026-11-30 19:54:46.007163+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea/7", "args": {"seq": 7, "run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', '{01a22e06-28f4-7e71-84cf-64d06850c721}', NULL, 'run.item', '{}', 'default', '{}', '\x0f5072721f4b535c8691b0cdb6deeccc43baea20277ea3d8ba1a8d17545afdfd', B'11110001');
INSERT INTO public.river_job VALUES (11, 'running', 1, 1000, '2026-11-30 19:54:46.020886+00', '2026-11-30 19:54:46.007163+00', NULL, '2026-11-30 19:54:46.007163+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea/8", "args": {"seq": 8, "run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', '{01a22e06-28f4-7e71-84cf-64d06850c721}', NULL, 'run.item', '{}', 'default', '{}', '\xd269d3cce4f846123be53e52d54364e4dba53751fe8225e5063cc03d8f1f5553', B'11110001');
INSERT INTO public.river_job VALUES (12, 'running', 1, 1000, '2026-11-30 19:54:46.020886+00', '2026-11-30 19:54:46.007163+00', NULL, '2026-11-30 19:54:46.007163+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea/9", "args": {"seq": 9, "run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', '{01a22e06-28f4-7e71-84cf-64d06850c721}', NULL, 'run.item', '{}', 'default', '{}', '\xbd560b5987126fce55c82b5592444c4e3f170b94e14e3796b18d01b9238bbc00', B'11110001');
INSERT INTO public.river_job VALUES (13, 'running', 1, 1000, '2026-11-30 19:54:46.020886+00', '2026-11-30 19:54:46.007163+00', NULL, '2026-11-30 19:54:46.007163+00', 1, '{"key": "01a22e05-e7db-76f0-90fb-caa6f88aadea/10", "args": {"seq": 10, "run_id": "01a22e05-e7db-76f0-90fb-caa6f88aadea"}}', '{01a22e06-28f4-7e71-84cf-64d06850c721}', NULL, 'run.item', '{}', 'default', '{}', '\x517aa496d9f311397f71658d701d34c8c58955cf5268cfe2ae3442681b212cb6', B'11110001');


--
-- Data for Name: river_leader; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.river_leader VALUES ('2026-11-30 19:54:45.391337+00', '2026-11-30 19:55:00.391337+00', '01a22e06-28f4-7e71-84cf-64d06850c721', 'default');


--
-- Data for Name: river_migration; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.river_migration VALUES ('main', 1, '2026-11-30 19:54:44.985964+00');
INSERT INTO public.river_migration VALUES ('main', 2, '2026-11-30 19:54:44.991968+00');
INSERT INTO public.river_migration VALUES ('main', 3, '2026-11-30 19:54:45.005977+00');
INSERT INTO public.river_migration VALUES ('main', 4, '2026-11-30 19:54:45.007954+00');
INSERT INTO public.river_migration VALUES ('main', 5, '2026-11-30 19:54:45.013207+00');
INSERT INTO public.river_migration VALUES ('main', 6, '2026-11-30 19:54:45.03079+00');
INSERT INTO public.river_migration VALUES ('main', 7, '2026-11-30 19:54:45.040897+00');


--
-- Data for Name: river_notification; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: river_queue; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.river_queue VALUES ('default', '2026-11-30 19:54:45.380245+00', '{}', NULL, '2026-11-30 19:54:45.380245+00');
INSERT INTO public.river_queue VALUES ('plan', '2026-11-30 19:54:45.384135+00', '{}', NULL, '2026-11-30 19:54:45.384135+00');


--
-- Data for Name: run; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.run VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 'default', 'dashboard', 'validate', 'Check Built-in', 'running', 'api', 'user', '01a22e06-297a-7726-9f91-c1ad0bec958b', 'recorder', 'e71daeeac0f7fc89d46fd3dd2cd992a42c4eb3399f0037961d44da3df0dfb123', true, 1, 0, 0, 3, 21, 0, 0, 0, 0, 0, 6, 0, NULL, '', '', '', '2026-11-30 19:54:45.988066+00', '2026-11-30 19:54:46.002202+00', NULL, '2026-11-30 19:54:46.308017+00');
INSERT INTO public.run VALUES ('01a22e06-2925-7f29-8b0f-152fa5071b2a', 'default', 'retention', 'clean', 'Clean up old runs', 'succeeded', 'schedule', 'system', '', 'retention', '99077123d4f6f38107dc57411073adc795a33c33e0d018512c880c682043f066', true, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 4, 0, NULL, '', '', '', '2026-11-30 19:54:45.413976+00', '2026-11-30 19:54:45.448682+00', '2026-11-30 19:54:45.485577+00', '2026-11-30 19:54:45.485577+00');


--
-- Data for Name: run_item; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.run_item VALUES ('01a22e06-2925-7f29-8b0f-152fa5071b2a', 1, 'default', 'runs', 'Old runs', '', '{}', 'succeeded', 4, '', '0 runs removed', 1, 0, 0, 2, 1, 3, '2026-11-30 19:54:45.457485+00', NULL, '2026-11-30 19:54:45.476071+00', '2026-11-30 19:54:45.485577+00');
INSERT INTO public.run_item VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 11, 'default', 'd18', 'd18', '/p/default/health/builtin/d18', '{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}', 'queued', 3, '', '', 0, 0, 0, 14, 0, 0, '2026-11-30 19:54:46.005687+00', NULL, NULL, NULL);
INSERT INTO public.run_item VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 12, 'default', 'd19', 'd19', '/p/default/health/builtin/d19', '{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}', 'queued', 3, '', '', 0, 0, 0, 15, 0, 0, '2026-11-30 19:54:46.005687+00', NULL, NULL, NULL);
INSERT INTO public.run_item VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 13, 'default', 'd2', 'd2', '/p/default/health/builtin/d2', '{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}', 'queued', 3, '', '', 0, 0, 0, 16, 0, 0, '2026-11-30 19:54:46.005687+00', NULL, NULL, NULL);
INSERT INTO public.run_item VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 14, 'default', 'd3', 'd3', '/p/default/health/builtin/d3', '{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}', 'queued', 3, '', '', 0, 0, 0, 17, 0, 0, '2026-11-30 19:54:46.005687+00', NULL, NULL, NULL);
INSERT INTO public.run_item VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 15, 'default', 'd4', 'd4', '/p/default/health/builtin/d4', '{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}', 'queued', 3, '', '', 0, 0, 0, 18, 0, 0, '2026-11-30 19:54:46.005687+00', NULL, NULL, NULL);
INSERT INTO public.run_item VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 16, 'default', 'd5', 'd5', '/p/default/health/builtin/d5', '{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}', 'queued', 3, '', '', 0, 0, 0, 19, 0, 0, '2026-11-30 19:54:46.005687+00', NULL, NULL, NULL);
INSERT INTO public.run_item VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 17, 'default', 'd6', 'd6', '/p/default/health/builtin/d6', '{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}', 'queued', 3, '', '', 0, 0, 0, 20, 0, 0, '2026-11-30 19:54:46.005687+00', NULL, NULL, NULL);
INSERT INTO public.run_item VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 18, 'default', 'd7', 'd7', '/p/default/health/builtin/d7', '{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}', 'queued', 3, '', '', 0, 0, 0, 21, 0, 0, '2026-11-30 19:54:46.005687+00', NULL, NULL, NULL);
INSERT INTO public.run_item VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 19, 'default', 'd8', 'd8', '/p/default/health/builtin/d8', '{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}', 'queued', 3, '', '', 0, 0, 0, 22, 0, 0, '2026-11-30 19:54:46.005687+00', NULL, NULL, NULL);
INSERT INTO public.run_item VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 20, 'default', 'd9', 'd9', '/p/default/health/builtin/d9', '{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}', 'queued', 3, '', '', 0, 0, 0, 23, 0, 0, '2026-11-30 19:54:46.005687+00', NULL, NULL, NULL);
INSERT INTO public.run_item VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 21, 'default', 'dashkeep', 'Dashkeep', '/p/default/health/builtin/dashkeep', '{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}', 'queued', 3, '', '', 0, 0, 0, 24, 0, 0, '2026-11-30 19:54:46.005687+00', NULL, NULL, NULL);
INSERT INTO public.run_item VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 4, 'default', 'd11', 'd11', '/p/default/health/builtin/d11', '{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}', 'running', 2, '', '', 1, 0, 0, 7, 1, 0, '2026-11-30 19:54:46.005687+00', NULL, '2026-11-30 19:54:46.028918+00', NULL);
INSERT INTO public.run_item VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 5, 'default', 'd12', 'd12', '/p/default/health/builtin/d12', '{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}', 'running', 2, '', '', 1, 0, 0, 8, 1, 0, '2026-11-30 19:54:46.005687+00', NULL, '2026-11-30 19:54:46.031742+00', NULL);
INSERT INTO public.run_item VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 9, 'default', 'd16', 'd16', '/p/default/health/builtin/d16', '{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}', 'running', 2, '', '', 1, 0, 0, 12, 1, 0, '2026-11-30 19:54:46.005687+00', NULL, '2026-11-30 19:54:46.068558+00', NULL);
INSERT INTO public.run_item VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 7, 'default', 'd14', 'd14', '/p/default/health/builtin/d14', '{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}', 'running', 2, '', '', 1, 0, 0, 10, 1, 0, '2026-11-30 19:54:46.005687+00', NULL, '2026-11-30 19:54:46.055355+00', NULL);
INSERT INTO public.run_item VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 1, 'default', 'd0', 'd0', '/p/default/health/builtin/d0', '{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}', 'running', 2, '', '', 1, 0, 0, 4, 1, 3, '2026-11-30 19:54:46.005687+00', NULL, '2026-11-30 19:54:46.023055+00', NULL);
INSERT INTO public.run_item VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 2, 'default', 'd1', 'd1', '/p/default/health/builtin/d1', '{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}', 'running', 2, '', '', 1, 0, 0, 5, 1, 4, '2026-11-30 19:54:46.005687+00', NULL, '2026-11-30 19:54:46.022759+00', NULL);
INSERT INTO public.run_item VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 10, 'default', 'd17', 'd17', '/p/default/health/builtin/d17', '{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}', 'running', 2, '', '', 1, 0, 0, 13, 1, 6, '2026-11-30 19:54:46.005687+00', NULL, '2026-11-30 19:54:46.023867+00', NULL);
INSERT INTO public.run_item VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 6, 'default', 'd13', 'd13', '/p/default/health/builtin/d13', '{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}', 'running', 2, '', '', 1, 0, 0, 9, 1, 0, '2026-11-30 19:54:46.005687+00', NULL, '2026-11-30 19:54:46.045248+00', NULL);
INSERT INTO public.run_item VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 3, 'default', 'd10', 'd10', '/p/default/health/builtin/d10', '{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}', 'running', 2, '', '', 1, 0, 0, 6, 1, 5, '2026-11-30 19:54:46.005687+00', NULL, '2026-11-30 19:54:46.023224+00', NULL);
INSERT INTO public.run_item VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 8, 'default', 'd15', 'd15', '/p/default/health/builtin/d15', '{"environment":"builtin","thresholds":{"queries":true,"query_seconds":10,"structure":true,"content":"warn","speed":true,"slow_seconds":8}}', 'running', 2, '', '', 1, 0, 0, 11, 1, 0, '2026-11-30 19:54:46.005687+00', NULL, '2026-11-30 19:54:46.061372+00', NULL);


--
-- Data for Name: run_log; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.run_log VALUES ('01a22e06-2925-7f29-8b0f-152fa5071b2a', 1, 'default', '2026-11-30 19:54:45.448682+00', 1, 0, 'Clean up old runs, started by retention (schedule)', NULL);
INSERT INTO public.run_log VALUES ('01a22e06-2925-7f29-8b0f-152fa5071b2a', 2, 'default', '2026-11-30 19:54:45.465672+00', 1, 0, '1 to do', NULL);
INSERT INTO public.run_log VALUES ('01a22e06-2925-7f29-8b0f-152fa5071b2a', 3, 'default', '2026-11-30 19:54:45.485577+00', 1, 1, 'Old runs: 0 runs removed', NULL);
INSERT INTO public.run_log VALUES ('01a22e06-2925-7f29-8b0f-152fa5071b2a', 4, 'default', '2026-11-30 19:54:45.485577+00', 1, 0, 'Succeeded: 1 succeeded', NULL);
INSERT INTO public.run_log VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 1, 'default', '2026-11-30 19:54:46.002202+00', 1, 0, 'Check Built-in, started by recorder (api)', NULL);
INSERT INTO public.run_log VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 2, 'default', '2026-11-30 19:54:46.012547+00', 1, 0, '21 to do', NULL);
INSERT INTO public.run_log VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 3, 'default', '2026-11-30 19:54:46.035389+00', 0, 1, 'Check d0, version 0', NULL);
INSERT INTO public.run_log VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 4, 'default', '2026-11-30 19:54:46.04616+00', 0, 2, 'Check d1, version 0', NULL);
INSERT INTO public.run_log VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 5, 'default', '2026-11-30 19:54:46.062397+00', 0, 3, 'Check d10, version 0', NULL);
INSERT INTO public.run_log VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 6, 'default', '2026-11-30 19:54:46.066548+00', 0, 10, 'Check d17, version 0', NULL);


--
-- Data for Name: run_target; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.run_target VALUES ('01a22e06-2925-7f29-8b0f-152fa5071b2a', 'default', '{}');
INSERT INTO public.run_target VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 'default', '{"environment":"builtin"}');


--
-- Data for Name: run_transition; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.run_transition VALUES ('01a22e06-2925-7f29-8b0f-152fa5071b2a', 1, 'default', '', 'queued', '', '2026-11-30 19:54:45.413976+00');
INSERT INTO public.run_transition VALUES ('01a22e06-2925-7f29-8b0f-152fa5071b2a', 2, 'default', 'queued', 'running', '', '2026-11-30 19:54:45.448682+00');
INSERT INTO public.run_transition VALUES ('01a22e06-2925-7f29-8b0f-152fa5071b2a', 3, 'default', 'running', 'succeeded', '', '2026-11-30 19:54:45.485577+00');
INSERT INTO public.run_transition VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 1, 'default', '', 'queued', '', '2026-11-30 19:54:45.988066+00');
INSERT INTO public.run_transition VALUES ('01a22e05-e7db-76f0-90fb-caa6f88aadea', 2, 'default', 'queued', 'running', '', '2026-11-30 19:54:46.002202+00');


--
-- Data for Name: secret; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: validation_record; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: variable; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Name: audit_entry_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.audit_entry_id_seq', 27, true);


--
-- Name: event_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.event_id_seq', 84, true);


--
-- Name: goose_db_version_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.goose_db_version_id_seq', 11, true);


--
-- Name: river_job_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.river_job_id_seq', 24, true);


--
-- Name: river_notification_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.river_notification_id_seq', 1, false);


--
-- Name: account account_login_folded_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_login_folded_key UNIQUE (login_folded);


--
-- Name: account account_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);


--
-- Name: account_session account_session_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_session
    ADD CONSTRAINT account_session_pkey PRIMARY KEY (id);


--
-- Name: api_token api_token_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_pkey PRIMARY KEY (id);


--
-- Name: asset_health asset_health_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.asset_health
    ADD CONSTRAINT asset_health_pkey PRIMARY KEY (project, environment, asset);


--
-- Name: audit_entry audit_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (id);


--
-- Name: check_place check_place_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.check_place
    ADD CONSTRAINT check_place_pkey PRIMARY KEY (project, environment, place);


--
-- Name: dashboard_datasource dashboard_datasource_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dashboard_datasource
    ADD CONSTRAINT dashboard_datasource_pkey PRIMARY KEY (dashboard_id, kind, name);


--
-- Name: dashboard dashboard_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dashboard
    ADD CONSTRAINT dashboard_pkey PRIMARY KEY (id);


--
-- Name: dashboard_seed dashboard_seed_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dashboard_seed
    ADD CONSTRAINT dashboard_seed_pkey PRIMARY KEY (project, name);


--
-- Name: dashboard_tag dashboard_tag_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dashboard_tag
    ADD CONSTRAINT dashboard_tag_pkey PRIMARY KEY (dashboard_id, tag);


--
-- Name: dashboard_version dashboard_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dashboard_version
    ADD CONSTRAINT dashboard_version_pkey PRIMARY KEY (dashboard_id, version);


--
-- Name: dashboard_view dashboard_view_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dashboard_view
    ADD CONSTRAINT dashboard_view_pkey PRIMARY KEY (dashboard_id, day, viewer);


--
-- Name: datasource datasource_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.datasource
    ADD CONSTRAINT datasource_pkey PRIMARY KEY (id);


--
-- Name: event event_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (id);


--
-- Name: goose_db_version goose_db_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goose_db_version
    ADD CONSTRAINT goose_db_version_pkey PRIMARY KEY (id);


--
-- Name: instance instance_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.instance
    ADD CONSTRAINT instance_pkey PRIMARY KEY (name);


--
-- Name: member member_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.member
    ADD CONSTRAINT member_pkey PRIMARY KEY (project, account_id);


--
-- Name: one_time_link one_time_link_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.one_time_link
    ADD CONSTRAINT one_time_link_pkey PRIMARY KEY (id);


--
-- Name: one_time_link one_time_link_secret_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.one_time_link
    ADD CONSTRAINT one_time_link_secret_hash_key UNIQUE (secret_hash);


--
-- Name: periodic_turn periodic_turn_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.periodic_turn
    ADD CONSTRAINT periodic_turn_pkey PRIMARY KEY (name);


--
-- Name: policy policy_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policy
    ADD CONSTRAINT policy_pkey PRIMARY KEY (id);


--
-- Name: policy_tick policy_tick_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policy_tick
    ADD CONSTRAINT policy_tick_pkey PRIMARY KEY (name);


--
-- Name: policy_window policy_window_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policy_window
    ADD CONSTRAINT policy_window_pkey PRIMARY KEY (policy_id, date);


--
-- Name: preference preference_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.preference
    ADD CONSTRAINT preference_pkey PRIMARY KEY (account_id);


--
-- Name: project project_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.project
    ADD CONSTRAINT project_pkey PRIMARY KEY (name);


--
-- Name: replica replica_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.replica
    ADD CONSTRAINT replica_pkey PRIMARY KEY (id);


--
-- Name: river_job river_job_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.river_job
    ADD CONSTRAINT river_job_pkey PRIMARY KEY (id);


--
-- Name: river_leader river_leader_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.river_leader
    ADD CONSTRAINT river_leader_pkey PRIMARY KEY (name);


--
-- Name: river_migration river_migration_pkey1; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.river_migration
    ADD CONSTRAINT river_migration_pkey1 PRIMARY KEY (line, version);


--
-- Name: river_notification river_notification_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.river_notification
    ADD CONSTRAINT river_notification_pkey PRIMARY KEY (id);


--
-- Name: river_queue river_queue_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.river_queue
    ADD CONSTRAINT river_queue_pkey PRIMARY KEY (name);


--
-- Name: run_item run_item_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.run_item
    ADD CONSTRAINT run_item_pkey PRIMARY KEY (run_id, seq);


--
-- Name: run_log run_log_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.run_log
    ADD CONSTRAINT run_log_pkey PRIMARY KEY (run_id, seq);


--
-- Name: run run_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.run
    ADD CONSTRAINT run_pkey PRIMARY KEY (id);


--
-- Name: run_target run_target_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.run_target
    ADD CONSTRAINT run_target_pkey PRIMARY KEY (run_id);


--
-- Name: run_transition run_transition_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.run_transition
    ADD CONSTRAINT run_transition_pkey PRIMARY KEY (run_id, seq);


--
-- Name: secret secret_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.secret
    ADD CONSTRAINT secret_pkey PRIMARY KEY (id);


--
-- Name: validation_record validation_record_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.validation_record
    ADD CONSTRAINT validation_record_pkey PRIMARY KEY (id);


--
-- Name: variable variable_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.variable
    ADD CONSTRAINT variable_pkey PRIMARY KEY (id);


--
-- Name: account_email; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_email ON public.account USING btree (email);


--
-- Name: account_session_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_session_account ON public.account_session USING btree (account_id, created_at);


--
-- Name: account_session_expires; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_session_expires ON public.account_session USING btree (expires_at);


--
-- Name: api_token_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX api_token_account ON public.api_token USING btree (account_id, created_at);


--
-- Name: asset_health_cause; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX asset_health_cause ON public.asset_health USING btree (project, cause_key) WHERE (cause_key <> ''::text);


--
-- Name: asset_health_counts; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX asset_health_counts ON public.asset_health USING btree (project, listed, environment, status, since, checked_at);


--
-- Name: asset_health_facets; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX asset_health_facets ON public.asset_health USING btree (project, listed, owner, tags);


--
-- Name: asset_health_usual; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX asset_health_usual ON public.asset_health USING btree (project, environment, duration_ms);


--
-- Name: asset_health_worst; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX asset_health_worst ON public.asset_health USING btree (project, listed, status_rank, title_key, environment, asset);


--
-- Name: audit_entry_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_entry_at ON public.audit_entry USING btree (at, id);


--
-- Name: audit_entry_login; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_entry_login ON public.audit_entry USING btree (login, id);


--
-- Name: audit_entry_project; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_entry_project ON public.audit_entry USING btree (project, id);


--
-- Name: dashboard_bin; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX dashboard_bin ON public.dashboard USING btree (archived_at) WHERE (archived_at IS NOT NULL);


--
-- Name: dashboard_by_title; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX dashboard_by_title ON public.dashboard USING btree (project, sort_title, id);


--
-- Name: dashboard_by_update; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX dashboard_by_update ON public.dashboard USING btree (project, updated_at DESC, id DESC);


--
-- Name: dashboard_datasource_name; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX dashboard_datasource_name ON public.dashboard_datasource USING btree (name, kind, dashboard_id);


--
-- Name: dashboard_name; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX dashboard_name ON public.dashboard USING btree (project, name);


--
-- Name: dashboard_tag_name; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX dashboard_tag_name ON public.dashboard_tag USING btree (tag, dashboard_id);


--
-- Name: dashboard_view_day; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX dashboard_view_day ON public.dashboard_view USING btree (project, day);


--
-- Name: datasource_default; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX datasource_default ON public.datasource USING btree (project, kind) WHERE (is_default = true);


--
-- Name: datasource_name; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX datasource_name ON public.datasource USING btree (project, name);


--
-- Name: member_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX member_account ON public.member USING btree (account_id);


--
-- Name: one_time_link_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX one_time_link_account ON public.one_time_link USING btree (account_id);


--
-- Name: policy_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX policy_due ON public.policy USING btree (next_opens_at, id) WHERE active;


--
-- Name: policy_name; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX policy_name ON public.policy USING btree (project, name);


--
-- Name: policy_window_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX policy_window_open ON public.policy_window USING btree (closes_at) WHERE (state = 'planned'::text);


--
-- Name: policy_window_run; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX policy_window_run ON public.policy_window USING btree (run_id);


--
-- Name: river_job_args_index; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX river_job_args_index ON public.river_job USING gin (args);


--
-- Name: river_job_kind; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX river_job_kind ON public.river_job USING btree (kind);


--
-- Name: river_job_metadata_index; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX river_job_metadata_index ON public.river_job USING gin (metadata);


--
-- Name: river_job_prioritized_fetching_index; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX river_job_prioritized_fetching_index ON public.river_job USING btree (state, queue, priority, scheduled_at, id);


--
-- Name: river_job_state_and_finalized_at_index; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX river_job_state_and_finalized_at_index ON public.river_job USING btree (state, finalized_at) WHERE (finalized_at IS NOT NULL);


--
-- Name: river_job_unique_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX river_job_unique_idx ON public.river_job USING btree (unique_key) WHERE ((unique_key IS NOT NULL) AND (unique_states IS NOT NULL) AND public.river_job_state_in_bitmask(unique_states, state));


--
-- Name: river_notification_created_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX river_notification_created_at_idx ON public.river_notification USING btree (created_at);


--
-- Name: river_notification_topic_id_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX river_notification_topic_id_idx ON public.river_notification USING btree (topic, id);


--
-- Name: run_active_key; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX run_active_key ON public.run USING btree (dedup_key) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text, 'awaiting_input'::text]));


--
-- Name: run_by_initiator_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX run_by_initiator_id ON public.run USING btree (project, initiator_id, created_at DESC, id DESC, status, resource, action, trigger_name);


--
-- Name: run_by_initiator_name; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX run_by_initiator_name ON public.run USING btree (project, initiator_name, created_at DESC, id DESC, status, resource, action, trigger_name);


--
-- Name: run_by_kind; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX run_by_kind ON public.run USING btree (project, resource, action, created_at DESC, id DESC, status, trigger_name);


--
-- Name: run_by_status; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX run_by_status ON public.run USING btree (project, status, created_at DESC, id DESC);


--
-- Name: run_by_trigger; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX run_by_trigger ON public.run USING btree (project, trigger_name, created_at DESC, id DESC);


--
-- Name: run_children; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX run_children ON public.run USING btree (parent_id, created_at DESC, id DESC) WHERE (parent_id <> ''::text);


--
-- Name: run_item_asset; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX run_item_asset ON public.run_item USING btree (project, item_key, run_id);


--
-- Name: run_item_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX run_item_once ON public.run_item USING btree (run_id, item_key);


--
-- Name: run_item_page; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX run_item_page ON public.run_item USING btree (run_id, status_rank, seq);


--
-- Name: run_item_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX run_item_waiting ON public.run_item USING btree (due_at) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text]));


--
-- Name: run_log_grave; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX run_log_grave ON public.run_log USING btree (run_id, seq, level) WHERE (level >= 2);


--
-- Name: run_log_item; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX run_log_item ON public.run_log USING btree (run_id, item_seq, seq);


--
-- Name: run_newest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX run_newest ON public.run USING btree (project, created_at DESC, id DESC, status);


--
-- Name: run_unplanned; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX run_unplanned ON public.run USING btree (created_at) WHERE ((planned = false) AND (status = ANY (ARRAY['queued'::text, 'running'::text])));


--
-- Name: secret_name; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX secret_name ON public.secret USING btree (project, name);


--
-- Name: validation_record_age; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX validation_record_age ON public.validation_record USING btree (finished_at);


--
-- Name: validation_record_asset; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX validation_record_asset ON public.validation_record USING btree (project, environment, asset, finished_at DESC, id DESC, status);


--
-- Name: validation_record_policy; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX validation_record_policy ON public.validation_record USING btree (policy_id, finished_at, asset) WHERE (policy_id <> ''::text);


--
-- Name: variable_name; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX variable_name ON public.variable USING btree (project, name);


--
-- Name: audit_entry audit_entry_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_entry_append_only BEFORE DELETE OR UPDATE ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION public.audit_entry_refuse();


--
-- Name: account_session account_session_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_session
    ADD CONSTRAINT account_session_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE CASCADE;


--
-- Name: api_token api_token_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE CASCADE;


--
-- Name: dashboard_datasource dashboard_datasource_dashboard_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dashboard_datasource
    ADD CONSTRAINT dashboard_datasource_dashboard_id_fkey FOREIGN KEY (dashboard_id) REFERENCES public.dashboard(id) ON DELETE CASCADE;


--
-- Name: dashboard_tag dashboard_tag_dashboard_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dashboard_tag
    ADD CONSTRAINT dashboard_tag_dashboard_id_fkey FOREIGN KEY (dashboard_id) REFERENCES public.dashboard(id) ON DELETE CASCADE;


--
-- Name: dashboard_version dashboard_version_dashboard_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dashboard_version
    ADD CONSTRAINT dashboard_version_dashboard_id_fkey FOREIGN KEY (dashboard_id) REFERENCES public.dashboard(id) ON DELETE CASCADE;


--
-- Name: dashboard_view dashboard_view_dashboard_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dashboard_view
    ADD CONSTRAINT dashboard_view_dashboard_id_fkey FOREIGN KEY (dashboard_id) REFERENCES public.dashboard(id) ON DELETE CASCADE;


--
-- Name: member member_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.member
    ADD CONSTRAINT member_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE CASCADE;


--
-- Name: member member_project_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.member
    ADD CONSTRAINT member_project_fkey FOREIGN KEY (project) REFERENCES public.project(name) ON DELETE CASCADE;


--
-- Name: one_time_link one_time_link_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.one_time_link
    ADD CONSTRAINT one_time_link_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE CASCADE;


--
-- Name: policy_window policy_window_policy_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policy_window
    ADD CONSTRAINT policy_window_policy_id_fkey FOREIGN KEY (policy_id) REFERENCES public.policy(id) ON DELETE CASCADE;


--
-- Name: preference preference_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.preference
    ADD CONSTRAINT preference_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE CASCADE;


--
-- Name: run_item run_item_run_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.run_item
    ADD CONSTRAINT run_item_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.run(id) ON DELETE CASCADE;


--
-- Name: run_log run_log_run_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.run_log
    ADD CONSTRAINT run_log_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.run(id) ON DELETE CASCADE;


--
-- Name: run_target run_target_run_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.run_target
    ADD CONSTRAINT run_target_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.run(id) ON DELETE CASCADE;


--
-- Name: run_transition run_transition_run_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.run_transition
    ADD CONSTRAINT run_transition_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.run(id) ON DELETE CASCADE;


--
-- PostgreSQL database dump complete
--


