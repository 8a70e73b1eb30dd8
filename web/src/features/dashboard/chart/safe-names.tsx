import { useMemo, type ComponentType } from 'react';
import type { TimeSeriesData, ValueMapping } from '@perses-dev/core';
import type { PanelProps } from '@perses-dev/plugin-system';

type Props<Spec> = PanelProps<Spec, TimeSeriesData>;
type Results<Spec> = Props<Spec>['queryResults'];

/** Looks like the one that begins a tag, and begins none. */
const ANGLE = '‹';

function plain(text: string): string {
  return text.replaceAll('<', ANGLE);
}

function plainResults<Spec>(results: Results<Spec>): Results<Spec> {
  return results.map((result) => {
    const series = result.data.series.map((one) => ({
      ...one,
      name: plain(one.name),
      formattedName: plain(one.formattedName ?? one.name),
    }));
    return { ...result, data: { ...result.data, series } };
  });
}

/**
 * For charts whose tooltip is HTML that is put together out of the names of series, which are labels of metrics: the
 * names come without tags. A chart that puts more of its settings there says how they become plain.
 */
export function withSafeNames<Spec>(
  PanelComponent: ComponentType<Props<Spec>>,
  plainSpec: (spec: Spec) => Spec = (spec) => spec,
): ComponentType<Props<Spec>> {
  return function SafePanel(props: Props<Spec>) {
    const { spec, queryResults } = props;
    const safeResults = useMemo(() => plainResults<Spec>(queryResults), [queryResults]);
    const safeSpec = useMemo(() => plainSpec(spec), [spec]);
    return <PanelComponent {...props} spec={safeSpec} queryResults={safeResults} />;
  };
}

/** The same settings, with mapped values that begin no tag. */
export function plainMappings<Spec extends { mappings?: ValueMapping[] }>(spec: Spec): Spec {
  if (!spec.mappings) return spec;
  const mappings = spec.mappings.map((mapping) => {
    const { result } = mapping.spec;
    if (typeof result.value !== 'string') return mapping;
    const safe = { ...mapping.spec, result: { ...result, value: plain(result.value) } };
    return { ...mapping, spec: safe } as ValueMapping; // of the kind that it was
  });
  return { ...spec, mappings };
}
