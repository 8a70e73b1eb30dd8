import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { useDisabledReason } from '@/api/session';
import { Switch } from '@/kit/field/choice';
import { Note } from '@/kit/page/note';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { DataTable } from '@/kit/table/data-table';
import type { Column, NarrowRow } from '@/kit/table/table-column';
import { Tooltip } from '@/kit/overlay/tooltip';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { toFailure } from '@/lib/failure';
import type { Zone } from '@/lib/time';
import type { Policy, PolicyWindow } from './policy';
import { DeletePolicy, PolicyMenu } from './policy-menu';
import { useSetPolicyActive } from './policy-data';
import { coverageWord, scheduleWord, windowResult, windowWord } from './policy-words';
import styles from './policy-list.module.css';

type PolicyTableProps = { project: string; policies: readonly Policy[] };

function policyPath(project: string, policy: Policy): string {
  return `/p/${project}/health/policies/${policy.id}`;
}

export function PolicyTable({ project, policies }: PolicyTableProps) {
  const now = useNow();
  const zone = useTimeZone();
  const navigate = useNavigate();
  const setActive = useSetPolicyActive(project);
  const reason = useDisabledReason('policy:manage');
  const [deleting, setDeleting] = useState<Policy>();
  const columns: Column<Policy>[] = [
    {
      key: 'active',
      head: 'Active',
      width: '5.5rem',
      cell: (policy) => (
        <ActiveSwitch
          policy={policy}
          reason={reason}
          onChange={(active) => setActive.mutate({ id: policy.id, active })}
        />
      ),
    },
    {
      key: 'name',
      head: 'Policy',
      cell: (policy) => (
        <>
          <Link className={styles.name} to={policyPath(project, policy)}>
            {policy.name}
          </Link>
          <span className={styles.schedule} title={scheduleWord(policy)}>
            {scheduleWord(policy)}
          </span>
        </>
      ),
    },
    { key: 'coverage', head: 'Dashboards', width: '12.5rem', cell: (policy) => <Coverage policy={policy} /> },
    {
      key: 'next',
      head: 'Next window',
      width: '13.5rem',
      cell: (policy) => <NextWindow policy={policy} now={now} zone={zone} />,
    },
    {
      key: 'last',
      head: 'Last window',
      width: '13.5rem',
      isSecondary: true,
      cell: (policy) => <LastWindow project={project} window={policy.last_window} />,
    },
    {
      key: 'menu',
      head: <span className="sr-only">More</span>,
      width: '3.5rem',
      align: 'end',
      cell: (policy) => <PolicyMenu project={project} policy={policy} onDelete={() => setDeleting(policy)} />,
    },
  ];
  return (
    <>
      {setActive.error !== null && <Note tone="failed" title={toFailure(setActive.error).message} />}
      <DataTable
        label="Policies"
        rows={policies}
        rowKey={(policy) => policy.id}
        columns={columns}
        narrow={(policy) => narrowRow(policy, now, zone)}
        rowTo={(policy) => policyPath(project, policy)}
        onOpen={(policy) => navigate(policyPath(project, policy))}
      />
      {deleting && <DeletePolicy project={project} policy={deleting} onClose={() => setDeleting(undefined)} />}
    </>
  );
}

type ActiveSwitchProps = { policy: Policy; reason: string | undefined; onChange: (active: boolean) => void };

function ActiveSwitch({ policy, reason, onChange }: ActiveSwitchProps) {
  const control = (
    <span className={styles.switch}>
      <Switch
        label={`${policy.name} is active`}
        checked={policy.active}
        disabled={reason !== undefined}
        onChange={onChange}
      />
    </span>
  );
  return reason === undefined ? control : <Tooltip text={reason}>{control}</Tooltip>;
}

function Coverage({ policy }: { policy: Policy }) {
  return (
    <>
      {policy.coverage === 0 && <StatusGlyph glyph="warning" size="inline" />}
      <span className="num cut" title={coverageWord(policy)}>
        {coverageWord(policy)}
      </span>
    </>
  );
}

function NextWindow({ policy, now, zone }: { policy: Policy; now: Date; zone: Zone }) {
  const [warning] = policy.warnings ?? [];
  if (!policy.active) return <span className="tertiary">paused</span>;
  if (!policy.next_window) return <span className="tertiary">none is ahead</span>;
  return (
    <>
      <span className="num">{windowWord(policy.next_window, now, zone)}</span>
      {warning && (
        <Tooltip text={`${warning.title}. ${warning.text}`}>
          <span className={styles.warning} tabIndex={0} role="note" aria-label={`${warning.title}. ${warning.text}`}>
            <StatusGlyph glyph="warning" size="inline" />
          </span>
        </Tooltip>
      )}
    </>
  );
}

function LastWindow({ project, window }: { project: string; window: PolicyWindow | undefined }) {
  if (!window) return <span className="tertiary">–</span>;
  const { glyph, text } = windowResult(window);
  return (
    <>
      <StatusGlyph glyph={glyph} size="inline" />
      {window.run_id === undefined ? (
        <span className="num cut" title={text}>
          {text}
        </span>
      ) : (
        <Link className={styles.last} title={text} to={`/p/${project}/runs/${window.run_id}?from=health`}>
          {text}
        </Link>
      )}
    </>
  );
}

function narrowRow(policy: Policy, now: Date, zone: Zone): NarrowRow {
  return {
    glyph: <StatusGlyph glyph={policy.active ? 'ok' : 'cancelled'} label={policy.active ? 'Active' : 'Paused'} />,
    title: policy.name,
    end: coverageWord(policy),
    detail: policy.active && policy.next_window ? `Next ${windowWord(policy.next_window, now, zone)}` : 'Paused',
    detailEnd: policy.last_window && windowResult(policy.last_window).text,
  };
}
