import { useMemo, type ReactNode } from 'react';
import { ThemeProvider } from '@mui/material/styles';
import { ChartsProvider, SnackbarProvider, TimeZoneProvider } from '@perses-dev/components';
import { PluginRegistry, ReactRouterProvider, ValidationProvider } from '@perses-dev/plugin-system';
import { QueryParamProvider } from 'use-query-params';
import { ReactRouter6Adapter } from 'use-query-params/adapters/react-router-6';
import type { Zone } from '@/lib/time';
import { useColourMode } from '@/kit/theme/appearance';
import { chartsTheme } from './charts-theme';
import { persesTheme } from './perses-theme';
import { pluginLoader } from './plugin-loader';

const DEFAULT_KINDS = { Panel: 'TimeSeriesChart', TimeSeriesQuery: 'PrometheusTimeSeriesQuery' };

/** Everything that the Perses components need around them. */
export function PersesScope({ zone, children }: { zone: Zone; children: ReactNode }) {
  const mode = useColourMode();
  const theme = useMemo(() => persesTheme(mode), [mode]);
  const charts = useMemo(() => chartsTheme(mode), [mode]);
  return (
    <ThemeProvider theme={theme}>
      <TimeZoneProvider {...(zone !== undefined && { timeZone: zone })}>
        <ChartsProvider chartsTheme={charts} enablePinning={false} enableSyncGrouping>
          <QueryParamProvider adapter={ReactRouter6Adapter}>
            <ReactRouterProvider>
              <SnackbarProvider anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}>
                <PluginRegistry pluginLoader={pluginLoader} defaultPluginKinds={DEFAULT_KINDS}>
                  <ValidationProvider>{children}</ValidationProvider>
                </PluginRegistry>
              </SnackbarProvider>
            </ReactRouterProvider>
          </QueryParamProvider>
        </ChartsProvider>
      </TimeZoneProvider>
    </ThemeProvider>
  );
}
