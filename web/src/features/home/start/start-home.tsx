import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { Schema } from '@/api/client';
import { usePreferences } from '@/api/preferences';
import { useCan, useMe } from '@/api/session';
import { Icon } from '@/kit/icon/icon';
import type { IconName } from '@/kit/icon/icon-paths';
import { Kbd } from '@/kit/keys/kbd';
import { Columns } from '@/kit/layout/columns';
import { Card } from '@/kit/page/card';
import { PageHead } from '@/kit/page/page';
import { ListRow } from '@/kit/table/list-row';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { counted } from '@/lib/numbers';
import { formatMoment, parseTime } from '@/lib/time';
import { startSentence, startSteps } from './start';
import { StartBand } from './start-band';
import { StartCharts } from './start-charts';

type StartHomeProps = { project: string; causes: Schema<'HealthCauses'>; hasSelf: boolean };

/** Home of a new instance: what lives already, three steps, and where the documentation is. */
export function StartHome({ project, causes, hasSelf }: StartHomeProps) {
  const preferences = usePreferences();
  const { pass, warn, fail, unknown } = causes.counts;
  const total = pass + warn + fail + unknown;
  return (
    <>
      <PageHead
        title={startSentence(causes)}
        sub="Dashkeep draws its own metrics from its first second. Three steps show what it does."
      />
      <StartBand project={project} steps={startSteps({ causes, preferences, project, hasSelf })} total={total} />
      <Columns
        aside={
          <>
            <HereAlready causes={causes} total={total} />
            <Documentation />
          </>
        }
      >
        <StartCharts project={project} />
        <BringWhatYouHave project={project} />
      </Columns>
    </>
  );
}

function HereAlready({ causes, total }: { causes: StartHomeProps['causes']; total: number }) {
  const now = useNow();
  const zone = useTimeZone();
  const next = causes.next_check_at;
  return (
    <Card isFlush title="Here already">
      <ul>
        <Fact isThere title="Prometheus" detail="embedded, reads Dashkeep's own metrics" />
        <Fact isThere={total > 0} title={counted(total, 'dashboard')} detail={total > 0 ? 'live' : 'none yet'} />
        <Fact
          isThere={next !== undefined}
          title="Policy"
          detail={next === undefined ? 'none is planned' : `next check ${formatMoment(parseTime(next), now, zone)}`}
        />
      </ul>
    </Card>
  );
}

function Fact({ isThere, title, detail }: { isThere: boolean; title: string; detail: string }) {
  return (
    <ListRow
      glyph={<StatusGlyph glyph={isThere ? 'ok' : 'queued'} label={isThere ? 'There' : 'Missing'} />}
      title={title}
      detail={detail}
    />
  );
}

const PAGES: readonly { to: string; title: string; detail: string }[] = [
  { to: '/help/quickstart', title: 'Quickstart', detail: 'from here to the first check' },
  { to: '/help/user/builder', title: 'Build a dashboard', detail: 'charts, PromQL, variables' },
  { to: '/help/user/health', title: 'Health and policies', detail: 'what is checked, and when' },
  { to: '/help/operations/operating', title: 'Install and operate', detail: 'backup, upgrade' },
];

function Documentation() {
  return (
    <Card
      isFlush
      title="Documentation"
      aside={
        <>
          <Kbd keys="?" /> anywhere
        </>
      }
    >
      <ul>
        {PAGES.map(({ to, title, detail }) => (
          <ListRow key={to} glyph={<Icon name="file" />} title={title} detail={detail} to={to} />
        ))}
      </ul>
    </Card>
  );
}

type Bring = { icon: IconName; title: string; detail: string; to: string; link: string; isAllowed: boolean };

function BringWhatYouHave({ project }: { project: string }) {
  const { user } = useMe();
  const canWrite = useCan('dashboard:write');
  const canConnect = useCan('datasource:manage');
  const canInvite = useCan('member:manage');
  const ways: readonly Bring[] = [
    {
      icon: 'file',
      title: 'Grafana or Perses dashboards',
      detail: 'many files at once, with a report before anything is saved',
      to: `/p/${project}/dashboards`,
      link: 'Import',
      isAllowed: canWrite,
    },
    {
      icon: 'database',
      title: 'Prometheus or Thanos',
      detail: 'their metrics in your charts',
      to: `/p/${project}/settings/datasources`,
      link: 'Connect',
      isAllowed: canConnect,
    },
    {
      icon: 'users',
      title: 'People',
      detail: 'each with a role in this project',
      to: user.is_admin ? '/admin/users' : `/p/${project}/settings/members`,
      link: 'Invite',
      isAllowed: canInvite,
    },
  ];
  const shown = ways.filter(({ isAllowed }) => isAllowed);
  if (shown.length === 0) return null;
  return (
    <Card isFlush title="Bring what you have" note="each can wait">
      <ul>
        {shown.map(({ icon, title, detail, to, link }): ReactNode => (
          <ListRow
            key={title}
            glyph={<Icon name={icon} />}
            title={title}
            detail={detail}
            end={
              <Link to={to} aria-label={`${link}: ${title}`}>
                {link}
              </Link>
            }
          />
        ))}
      </ul>
    </Card>
  );
}
