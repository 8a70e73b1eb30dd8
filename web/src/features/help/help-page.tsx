import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { NavLink, useLocation, useParams } from 'react-router-dom';
import { ButtonLink } from '@/kit/button/button-link';
import { Loaded } from '@/kit/page/loaded';
import { Page, PageHead } from '@/kit/page/page';
import { SkeletonBody } from '@/kit/page/skeleton';
import { EmptyState } from '@/kit/page/states';
import { CONTENTS, readHelp } from './help-pages';
import { parseMarkdown, plainText, type Block } from './markdown';
import { MarkdownView } from './markdown-view';
import styles from './help.module.css';

type Text = { title: string; blocks: readonly Block[] };

function textOf(source: string): Text {
  const [first, ...rest] = parseMarkdown(source);
  if (first?.kind === 'heading' && first.level === 1) return { title: plainText(first.parts), blocks: rest };
  return { title: 'Documentation', blocks: first ? [first, ...rest] : [] };
}

/** The documentation of this very version, out of the program: it is there without a network. */
export function HelpPage() {
  const { '*': given = '' } = useParams();
  const slug = given === '' ? 'quickstart' : given.replace(/\/$/, '');
  const query = useQuery({
    queryKey: ['help', slug],
    staleTime: Infinity,
    queryFn: async () => (await readHelp(slug)) ?? null,
  });
  const text = typeof query.data === 'string' ? textOf(query.data) : undefined;
  return (
    <Page title={text?.title ?? 'Documentation'}>
      <div className={styles.page}>
        <Contents />
        <div className={styles.text}>
          {query.data === null ? (
            <NoSuchPage />
          ) : (
            <Loaded query={query} what="The page" skeleton={<SkeletonBody rows={12} />}>
              {(source) => <HelpText slug={slug} text={textOf(source ?? '')} />}
            </Loaded>
          )}
        </div>
      </div>
    </Page>
  );
}

/** The place that an address names; an address may be written by anybody in any way. */
function placeOf(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}

function HelpText({ slug, text }: { slug: string; text: Text }) {
  // The key is another one when a link is followed that leads to the same place.
  const { hash, key } = useLocation();
  useEffect(() => {
    if (hash !== '') document.getElementById(placeOf(hash))?.scrollIntoView();
  }, [hash, key, slug]);
  return (
    <>
      <PageHead title={text.title} />
      <MarkdownView blocks={text.blocks} from={slug} />
    </>
  );
}

function NoSuchPage() {
  return (
    <EmptyState
      level="page"
      title="There is no such page"
      actions={
        <ButtonLink to="/help/quickstart" variant="filled">
          Open the quickstart
        </ButtonLink>
      }
    >
      The table of contents has every page that is there.
    </EmptyState>
  );
}

function Contents() {
  return (
    <nav className={styles.contents} aria-label="Documentation">
      {CONTENTS.map((group) => (
        <section key={group.title}>
          <h2 className={styles.group}>{group.title}</h2>
          <ul>
            {group.pages.map(({ slug, title }) => (
              <li key={slug}>
                <NavLink className={styles.entry} to={`/help/${slug}`}>
                  {title}
                </NavLink>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <ul>
        <li>
          <a className={styles.entry} href="/docs" target="_blank" rel="noreferrer">
            The API
          </a>
        </li>
      </ul>
    </nav>
  );
}
