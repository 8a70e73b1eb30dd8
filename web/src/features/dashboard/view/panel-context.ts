import { createContext, useContext } from 'react';

/** What a panel can ask of its page. What the page can't do is absent. */
export type PanelPage = {
  /** The panel that fills the page. */
  expanded?: string | undefined;
  expand?: ((panel: string | undefined) => void) | undefined;
  /** Where a panel is edited; undefined when one may not. */
  editPath?: ((panel: string) => string) | undefined;
};

export const PanelPageContext = createContext<PanelPage>({});

export function usePanelPage(): PanelPage {
  return useContext(PanelPageContext);
}
