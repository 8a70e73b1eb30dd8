import { StatusHistoryPanel } from '@perses-dev/status-history-chart-plugin/lib/StatusHistoryPanel';
import { plainMappings, withSafeNames } from '../safe-names';

/** The history of states as Perses draws it, in names without tags. */
export const StatusHistory = withSafeNames(StatusHistoryPanel, plainMappings);
