import { useState, type ReactNode } from 'react';
import { PluginRegistry } from '@perses-dev/plugin-system';
import type { Zone } from '@/lib/time';
import { TimeZoneProvider } from '@/kit/text/clock';
import { createCrosshair, CrosshairContext, type Crosshair } from '../chart/crosshair';
import { datasourcePlugins } from '../query/datasource-plugins';
import { createFreshnessBoard, FreshnessContext } from '../time/freshness';
import { DashboardScope, type DashboardScopeProps } from './dashboard-scope';
import { PanelGrid } from './panel-grid';
import { PanelPageContext, type PanelPage } from './panel-context';
import { VariableControls } from './variable-controls';

type DashboardCanvasProps = Omit<DashboardScopeProps, 'children'> & {
  /** In which times are shown. */
  zone: Zone;
  /** What panels can do with the page that they are on; by default nothing. */
  page?: PanelPage;
  /** The moment under the pointer, where the page has a say in it. */
  crosshair?: Crosshair;
  /**
   * What stands around the panels and knows their data, time and variables. Without it the panels stand alone, and
   * variables have the values that the document gives them.
   */
  children?: (panels: ReactNode) => ReactNode;
};

const ALONE: PanelPage = {};

/** Variables find their values without a control that is seen. */
function Bare({ children }: { children: ReactNode }) {
  return (
    <>
      <div hidden>
        <VariableControls />
      </div>
      {children}
    </>
  );
}

/**
 * Draws a dashboard out of its document, where its data come from, a time and what one may do. It needs no session and no
 * router: for pages of a project as for those that others see.
 */
export function DashboardCanvas({ zone, page = ALONE, crosshair, children, ...scope }: DashboardCanvasProps) {
  const [board] = useState(createFreshnessBoard);
  const [own] = useState(createCrosshair);
  const panels = <PanelGrid spec={scope.document.spec} />;
  return (
    <TimeZoneProvider zone={zone}>
      <PluginRegistry pluginLoader={datasourcePlugins}>
        <DashboardScope {...scope}>
          <FreshnessContext.Provider value={board}>
            <CrosshairContext.Provider value={crosshair ?? own}>
              <PanelPageContext.Provider value={page}>
                {children ? children(panels) : <Bare>{panels}</Bare>}
              </PanelPageContext.Provider>
            </CrosshairContext.Provider>
          </FreshnessContext.Provider>
        </DashboardScope>
      </PluginRegistry>
    </TimeZoneProvider>
  );
}
