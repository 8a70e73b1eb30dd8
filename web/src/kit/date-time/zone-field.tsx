import { useCallback, useMemo, type ReactNode } from 'react';
import { allZones, findZones, namedZone, zoneNote } from '@/lib/time-zones';
import { Combobox, type Choice } from '@/kit/field/combobox';
import { useNow } from '@/kit/text/clock';

type ZoneFieldProps = {
  /** The name of a zone; '' is the one of `ownZone`. */
  value: string;
  onChange: (zone: string) => void;
  hint?: ReactNode;
  error?: string | undefined;
  /** The zone that no choice stands for: that of the browser. Without it a zone has to be chosen. */
  ownZone?: string;
};

/** A time zone by its name: typing finds it, arrows and Enter choose, and it says what its clocks show now. */
export function ZoneField({ value, onChange, hint, error, ownZone }: ZoneFieldProps) {
  const now = useNow();
  const zones = useMemo(() => allZones(), []);
  const ownLabel = ownZone === undefined ? undefined : `Browser (${ownZone})`;
  const find = useCallback(
    (typed: string): Choice[] => {
      const isOwn = ownLabel !== undefined && ownLabel.toLowerCase().startsWith(typed.trim().toLowerCase());
      const named = findZones(zones, typed).map((zone) => ({
        value: zone,
        label: zone.replaceAll('_', ' '),
        note: zoneNote(zone, now),
      }));
      return isOwn ? [{ value: '', label: ownLabel, note: zoneNote(ownZone ?? '', now) }, ...named] : named;
    },
    [zones, now, ownZone, ownLabel],
  );
  return (
    <Combobox
      label="Time zone"
      hint={hint}
      error={error}
      shown={value === '' ? (ownLabel ?? '') : value}
      note={zoneNote(value === '' ? (ownZone ?? '') : value, now)}
      find={find}
      named={(typed) => namedZone(zones, typed)}
      listLabel="Time zones"
      none="No zone has this name"
      onChange={onChange}
    />
  );
}
