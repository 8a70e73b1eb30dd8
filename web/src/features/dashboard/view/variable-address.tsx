import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { VariableDefinition } from '@perses-dev/core';
import {
  useExternalVariableDefinitions,
  useVariableDefinitionActions,
  useVariableDefinitions,
  useVariableDefinitionStates,
} from '@perses-dev/dashboards';
import { useQueryParams } from 'use-query-params';
import { isNews, lastText, type AddressTrace } from './address-trace';
import { variableText, variableValue } from './variable-text';

const PREFIX = 'var-';

type Sourced = { definition: VariableDefinition; source: string | undefined };

/** The variables that act, each with where it is from: of one name the nearest. */
function useActing(): Map<string, Sourced> {
  const own = useVariableDefinitions();
  const external = useExternalVariableDefinitions();
  const all = [
    ...own.map((definition) => ({ definition, source: undefined })),
    ...external.flatMap(({ source, definitions }) => definitions.map((definition) => ({ definition, source }))),
  ];
  return new Map(all.toReversed().map((one) => [one.definition.spec.name, one]));
}

/** A list has no empty value; a text may have been emptied. */
function textIn(params: URLSearchParams, { kind, spec }: VariableDefinition): string | undefined {
  const text = params.get(PREFIX + spec.name) ?? undefined;
  return text === '' && kind === 'ListVariable' ? undefined : text;
}

/** Whether the address must be told: what an author wrote needs no place there, unless it has one. */
function isForAddress({ kind, spec }: VariableDefinition, text: string, there: string | undefined): boolean {
  if (there === undefined && kind === 'TextVariable') return text !== spec.value;
  return text !== there;
}

/**
 * Keeps the variables and the address as one, instead of Perses, whose addresses lose commas within values. Its children
 * are drawn once the values are those of the address: before, they would ask wrong questions.
 */
export function VariableAddress({ children }: { children: ReactNode }) {
  const [params] = useSearchParams();
  const [, write] = useQueryParams({}, { updateType: 'replaceIn' });
  const states = useVariableDefinitionStates();
  const acting = useActing();
  const own = useVariableDefinitions();
  const { setVariableValue } = useVariableDefinitionActions();
  const opened = useRef({ params, own });
  const traces = useRef(new Map<string, AddressTrace>());
  const [isRead, setIsRead] = useState(false);

  const follow = (mayWrite: boolean): void => {
    // With other definitions the store begins anew: with what the page was opened with, as in Perses.
    const isAnew = opened.current.own !== own;
    opened.current.own = own;
    const changes: Record<string, string> = {};
    for (const [name, { definition, source }] of acting) {
      const state = Object.hasOwn(states, name) ? states[name] : undefined;
      if (!state) continue;
      const trace = traces.current.get(name) ?? { seen: undefined, written: [] };
      traces.current.set(name, trace);
      const isAddressed = isNews(trace, textIn(params, definition)) || isAnew;
      const asked = isAddressed ? textIn(isAnew ? opened.current.params : params, definition) : undefined;
      const value = asked === undefined ? state.value : variableValue(definition, asked);
      const text = variableText(definition, value);
      if (text !== variableText(definition, state.value)) setVariableValue(name, value, source);
      if (!mayWrite || text === undefined || !isForAddress(definition, text, lastText(trace))) continue;
      trace.written.push(text);
      changes[PREFIX + name] = text;
    }
    if (Object.keys(changes).length > 0) write(changes);
  };

  // The first time before the page is painted, which would be so once without what it shows. The router takes no other
  // address yet.
  useLayoutEffect(() => {
    follow(false);
    setIsRead(true);
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  useEffect(() => {
    if (isRead) follow(true);
    // `acting` is new with each drawing, and changes with the definitions only.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [params, states, own, isRead]);
  return isRead ? children : null;
}
