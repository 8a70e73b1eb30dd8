import { useTimeZone } from '@/kit/text/clock';
import { DrawingScope } from '../../query/perses-scope';
import type { PanelComponent } from '../panel-kinds';

/** A part of Perses with all that it needs around it, for pages that have nothing of Perses but the data. */
export function inPersesScope(Panel: PanelComponent): PanelComponent {
  return function PanelInScope(props) {
    return (
      <DrawingScope zone={useTimeZone()}>
        <Panel {...props} />
      </DrawingScope>
    );
  };
}
