import { createContext, useContext, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { QueryDefinition, TimeSeriesData } from '@perses-dev/core';
import { useAllVariableValues, useDatasourceStore } from '@perses-dev/plugin-system';
import type { VariableStateMap } from '@perses-dev/plugin-system';
import { useLatest } from '@/lib/use-latest';
import type { AnswerMeta } from './answer-meta';
import { createAnswerStore, type AnswerStore, type Standing } from './answer-store';
import { askQuery, variablesOf, type QuerySpec } from './panel-question';
import { isOfRound, useRound, type Round } from './use-round';
import type { Moments } from './window-end';

/** A query of a panel and how it stands. */
export type PanelQuery = {
  definition: QueryDefinition;
  /** What this very question was answered with; undefined before that. */
  data: TimeSeriesData | undefined;
  /** What the server told about the answer. */
  meta: AnswerMeta;
  /** When it came, in ms since 1970; undefined before that. */
  answeredAt: number | undefined;
  /** What this very question failed of; undefined while it is asked. */
  error: unknown;
  /** Whether an answer is still to come; not while nobody asks. */
  isWaiting: boolean;
};

type Asking = {
  /** Whether the queries run: what nobody sees asks nothing, and what is under way ends. */
  isOn: boolean;
  moments: Moments;
  /** The step of one pixel, in ms. Another one does not ask again. */
  suggestedStepMs: number;
};

/** The answers that the panels of a dashboard share. */
export const AnswersContext = createContext<AnswerStore>(createAnswerStore());

function settingsOf({ spec }: QueryDefinition): QuerySpec {
  return spec.plugin.spec;
}

/** The states of the variables that somebody chose for a query; undefined while one of them is not known yet. */
function known(spec: QuerySpec, variables: VariableStateMap): VariableStateMap[string][] | undefined {
  const names = variablesOf(spec).filter((name) => !isOfRound(name));
  const states = names.flatMap((name) => variables[name] ?? []);
  return states.some(({ loading }) => loading) ? undefined : states;
}

function panelQuery(definition: QueryDefinition, standing: Standing, isOn: boolean): PanelQuery {
  return {
    definition,
    data: standing.state === 'answered' ? standing.answer.data : undefined,
    meta: standing.state === 'answered' ? standing.answer.meta : {},
    answeredAt: standing.state === 'answered' ? standing.at : undefined,
    error: standing.state === 'failed' ? standing.error : undefined,
    isWaiting: isOn && (standing.state === 'none' || standing.state === 'asked'),
  };
}

/** The word for a question that can't be asked yet: nobody asks it. */
const NOT_YET = '';

/** What each query asks, as a word that is the same for the same question, and another one in each round. */
function useQuestions(queries: readonly QueryDefinition[], { isOn, moments }: Asking, store: AnswerStore) {
  const variables = useAllVariableValues();
  const datasources = useDatasourceStore();
  const words = queries.map((query) => {
    const states = known(settingsOf(query), variables);
    if (!states) return NOT_YET;
    return JSON.stringify([query.spec.plugin, moments, states.map((one) => ({ ...one, options: undefined }))]);
  });
  const keysIn = (round: Round): string[] =>
    words.map((word) => (word === NOT_YET ? NOT_YET : `${word} ${JSON.stringify(round)}`));
  const round = useRound(
    JSON.stringify(words),
    (last) => isOn && keysIn(last).some((key) => store.read(key).state === 'asked'),
  );
  return { keys: keysIn(round), timeRange: round.timeRange, variables, datasources };
}

/**
 * Asks the queries of a panel while it is on, and tells how each stands, in their order. A refresh that comes before all of
 * them are answered is left out.
 */
export function usePanelData(queries: readonly QueryDefinition[], asking: Asking): readonly PanelQuery[] {
  const { isOn, moments, suggestedStepMs } = asking;
  const store = useContext(AnswersContext);
  const { keys, ...circumstances } = useQuestions(queries, asking, store);
  const askNow = useLatest((query: QueryDefinition, signal: AbortSignal) =>
    askQuery(settingsOf(query), { ...circumstances, moments, suggestedStepMs }, signal),
  );
  const words = JSON.stringify(keys);
  // Before the page is painted: the source has the time of that.
  useLayoutEffect(() => {
    if (!isOn) return undefined;
    const releases = queries.flatMap((query, index) => {
      const key = keys[index] ?? NOT_YET;
      return key === NOT_YET ? [] : [store.hold(key, (signal) => askNow(query, signal))];
    });
    return () => releases.forEach((release) => release());
    // The words say what the keys are, and the keys what the queries are.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [store, isOn, words]);
  const standings = useSyncExternalStore(store.subscribe, useStandings(store, keys));
  return useMemo(
    () => queries.map((query, index) => panelQuery(query, standings[index] ?? { state: 'none' }, isOn)),
    [queries, standings, isOn],
  );
}

/** Reads how the questions stand: the very same list while nothing of it changes. */
function useStandings(store: AnswerStore, keys: readonly string[]): () => readonly Standing[] {
  const last = useRef<readonly Standing[]>([]);
  return () => {
    const now = keys.map(store.read);
    const isSame = now.length === last.current.length && now.every((one, index) => one === last.current[index]);
    if (!isSame) last.current = now;
    return last.current;
  };
}
