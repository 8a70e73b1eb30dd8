import { useProject } from '@/api/session';
import { Button } from '@/kit/button/button';
import { usePaletteProvider, type PaletteEntry } from '@/kit/palette/palette-registry';
import { Icon } from '@/kit/icon/icon';
import { Note } from '@/kit/page/note';
import { PageHead } from '@/kit/page/page';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { formatCount } from '@/lib/numbers';
import { CheckProgress } from './check-progress';
import { BUILTIN, totalOf, type HealthCauses } from './health';
import { allAssets, type CheckRequest, type CheckWish, type HealthList } from './health-data';
import { isHealthFiltered } from './health-filter';
import { checkChoice, checkLabel, healthSentence, healthSubline } from './health-words';
import type { Check } from './use-check';
import type { HealthFilterControl } from './use-health-filter';

type HealthHeadProps = { causes: HealthCauses; list: HealthList; control: HealthFilterControl; check: Check };

export function HealthHead({ causes, list, control, check }: HealthHeadProps) {
  const project = useProject();
  const now = useNow();
  const zone = useTimeZone();
  const { filter } = control;
  const shown = list.data?.pages.flatMap((page) => page.items) ?? [];
  const matching = list.data?.pages[0]?.total ?? shown.length;
  const choice = checkChoice(causes.counts, isHealthFiltered(filter), shown.length, matching);
  const label = checkLabel(choice);
  const environment = filter.environment === '' ? BUILTIN : filter.environment;
  // Everything that matches, not only the pages that are loaded.
  const findAll = async (): Promise<CheckRequest> => ({
    environment,
    assets: await allAssets(project.name, filter, environment),
  });
  const wishes: Record<typeof choice.kind, CheckWish> = {
    failing: { environment, status: ['FAIL'] },
    shown: {
      environment,
      assets: shown.filter((entry) => entry.environment === environment).map((entry) => entry.asset),
    },
    matching: findAll,
    all: { environment },
  };
  useCheckEntries(causes, check);
  return (
    <>
      <PageHead
        title={healthSentence(causes.counts, causes.new_failing, causes.last_checked_at !== undefined)}
        sub={healthSubline(causes.causes.length, causes, now, zone)}
        actions={
          label !== undefined && (
            <>
              {choice.kind === 'failing' && (
                <Button
                  variant="text"
                  disabledReason={check.disabledReason ?? (check.isStarting ? 'A check is starting' : undefined)}
                  onClick={() => check.start(wishes.all)}
                >
                  {`Check all ${formatCount(totalOf(causes.counts))}`}
                </Button>
              )}
              <Button
                icon="refresh"
                isBusy={check.isStarting}
                disabledReason={check.disabledReason}
                onClick={() => check.start(wishes[choice.kind])}
              >
                {label}
              </Button>
            </>
          )
        }
      />
      {check.refusal !== undefined && <Note tone="failed" title={check.refusal} />}
      {check.run !== '' && (
        <CheckProgress project={project.name} run={check.run} wasJoined={check.wasJoined} onClose={check.close} />
      )}
    </>
  );
}

/** What fails, from the palette; the way to check everything is there on every page. */
function useCheckEntries({ counts }: HealthCauses, check: Check): void {
  const isOpen = check.disabledReason === undefined && counts.fail > 0;
  const failing: PaletteEntry = {
    id: 'check-failing',
    title: `${checkLabel({ kind: 'failing', count: counts.fail }) ?? ''} now`,
    keywords: ['check', 'validate'],
    glyph: <Icon name="refresh" />,
    run: () => check.start({ environment: BUILTIN, status: ['FAIL'] }),
  };
  usePaletteProvider({ group: 'Do', entries: isOpen ? [failing] : [] });
}
