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

type ScopeProps = { zone: Zone; children: ReactNode };

/** What the parts of Perses that draw need around them. It needs neither a session nor a router. */
export function DrawingScope({ zone, children }: ScopeProps) {
  const mode = useColourMode();
  const theme = useMemo(() => persesTheme(mode), [mode]);
  const charts = useMemo(() => chartsTheme(mode), [mode]);
  return (
    <ThemeProvider theme={theme}>
      <TimeZoneProvider {...(zone !== undefined && { timeZone: zone })}>
        <ChartsProvider chartsTheme={charts} enablePinning={false} enableSyncGrouping>
          <SnackbarProvider anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}>
            <PluginRegistry pluginLoader={pluginLoader} defaultPluginKinds={DEFAULT_KINDS}>
              {children}
            </PluginRegistry>
          </SnackbarProvider>
        </ChartsProvider>
      </TimeZoneProvider>
    </ThemeProvider>
  );
}

/** Everything that the editors of Perses need around them. */
export function PersesScope({ zone, children }: ScopeProps) {
  return (
    <QueryParamProvider adapter={ReactRouter6Adapter}>
      <ReactRouterProvider>
        <DrawingScope zone={zone}>
          <ValidationProvider>{children}</ValidationProvider>
        </DrawingScope>
      </ReactRouterProvider>
    </QueryParamProvider>
  );
}
