import { useQuery } from '@tanstack/react-query';
import { api, read, type Schema } from '@/api/client';
import { ButtonLink } from '@/kit/button/button-link';
import { CopyButton } from '@/kit/button/copy-button';
import { Stack } from '@/kit/layout/columns';
import { Card } from '@/kit/page/card';
import { Loaded } from '@/kit/page/loaded';
import { Page, PageHead } from '@/kit/page/page';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { Elapsed, RelativeTime } from '@/kit/text/relative-time';
import { aboutSentence, checkGlyph, STORAGE_WORDS } from './about-model';
import styles from './about.module.css';

type About = Schema<'About'>;

/** Which version this is, on what it stands, and whether it is well. */
export function AboutPage() {
  const query = useQuery({ queryKey: ['about'], queryFn: ({ signal }) => read(api.GET('/api/v1/about', { signal })) });
  return (
    <Page title="About" isForm>
      <PageHead
        title={query.data ? aboutSentence(query.data) : 'About Dashkeep'}
        sub={
          query.data && (
            <>
              Running for <Elapsed since={query.data.started_at} rhythm="minute" />.
            </>
          )
        }
        actions={
          <ButtonLink to="/docs/" icon="external" isExternal>
            API
          </ButtonLink>
        }
      />
      <Loaded query={query} what="The facts about this server">
        {(about) => (
          <Stack>
            <Parts about={about} />
            <Build about={about} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function Parts({ about }: { about: About }) {
  return (
    <Card title="Parts" isFlush>
      <ul>
        {about.checks.map((check) => (
          <li key={check.name} className={styles.part}>
            <StatusGlyph glyph={checkGlyph(check.state)} label={check.state} />
            <span className="strong">{check.name}</span>
            <span className={styles.text}>{check.text}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Build({ about }: { about: About }) {
  const facts = [
    { name: 'Version', value: about.version },
    { name: 'Commit', value: about.commit },
    {
      name: 'Built',
      value: Number.isNaN(Date.parse(about.build_time)) ? (
        about.build_time
      ) : (
        <RelativeTime at={about.build_time} form="moment" isInRow={false} />
      ),
    },
    { name: 'Go', value: about.go_version },
    { name: 'Storage', value: STORAGE_WORDS[about.storage] },
    { name: 'Started', value: <RelativeTime at={about.started_at} form="moment" isInRow={false} /> },
  ];
  const plain = `Dashkeep ${about.version}, commit ${about.commit}, built ${about.build_time}, ${about.go_version}, ${about.storage}`;
  return (
    <Card title="Build" isFlush aside={<CopyButton text={plain} label="Copy for a report" />}>
      <dl>
        {facts.map((fact) => (
          <div key={fact.name} className={styles.fact}>
            <dt>{fact.name}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
