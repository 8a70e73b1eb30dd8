import { useRef, useState } from 'react';
import { cx } from '@/lib/cx';
import type { Zone } from '@/lib/time';
import { browserZone } from '@/lib/time-zones';
import { Select } from '@/kit/field/select';
import { Icon } from '@/kit/icon/icon';
import { Menu } from '@/kit/overlay/menu';
import { Popover } from '@/kit/overlay/popover';
import { Tooltip } from '@/kit/overlay/tooltip';
import { useNow } from '@/kit/text/clock';
import { ExactRange } from '@/kit/date-time/exact-range';
import { durationWords, PRESETS, windowLabel } from '@/kit/date-time/time-window';
import { REFRESH_CHOICES, refreshLabel } from './time-url';
import type { TimeControl } from './use-time-state';
import styles from './time-menu.module.css';

type TimeMenuProps = {
  time: TimeControl;
  /** The zone in which this page shows times. */
  zone: Zone;
  onZoomOut: () => void;
  onRefresh: () => void;
};

const OWN_ZONE = '';

function zoneOptions(zone: Zone): { value: string; label: string }[] {
  const browser = browserZone();
  const known = [OWN_ZONE, 'UTC', browser].filter((value, index, all) => all.indexOf(value) === index);
  const all = zone === undefined || known.includes(zone) ? known : [...known, zone];
  return all.map((value) => ({ value, label: value === OWN_ZONE ? 'My own time zone' : value }));
}

function RangeButton({ time, zone }: Pick<TimeMenuProps, 'time' | 'zone'>) {
  const [isOpen, setIsOpen] = useState(false);
  const ref = useRef<HTMLButtonElement>(null);
  const now = useNow('minute');
  const choose = (run: () => void): void => {
    run();
    setIsOpen(false);
    ref.current?.focus();
  };
  return (
    <>
      <button
        ref={ref}
        type="button"
        className={styles.part}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setIsOpen((open) => !open)}
      >
        <Icon name="clock" />
        <span className="num">{windowLabel(time.window, now, zone)}</span>
        <Icon name="chevronDown" size="small" />
      </button>
      {isOpen && (
        <Popover anchor={ref} label="Time" align="end" onClose={() => setIsOpen(false)}>
          <div className={styles.panel}>
            <ul className={styles.presets} aria-label="The last">
              {PRESETS.map((past) => (
                <li key={past}>
                  <button
                    type="button"
                    className={styles.preset}
                    aria-pressed={time.window.kind === 'relative' && time.window.past === past}
                    onClick={() => choose(() => time.go({ kind: 'relative', past }))}
                  >
                    Last {durationWords(past)}
                  </button>
                </li>
              ))}
            </ul>
            <div>
              <ExactRange window={time.window} zone={zone} onApply={(chosen) => choose(() => time.go(chosen))} />
              <div className={styles.zone}>
                <Select
                  label="Times are shown in"
                  size="small"
                  value={time.zone ?? OWN_ZONE}
                  options={zoneOptions(time.zone)}
                  onChange={(chosen) => time.set({ zone: chosen === OWN_ZONE ? undefined : chosen })}
                />
              </div>
            </div>
          </div>
        </Popover>
      )}
    </>
  );
}

/** The time of the dashboard: range, zoom out, and how often it is read again. */
export function TimeMenu({ time, zone, onZoomOut, onRefresh }: TimeMenuProps) {
  return (
    <div className={styles.group} role="group" aria-label="Time">
      <RangeButton time={time} zone={zone} />
      <Tooltip text="Zoom out" keys="t z" isName>
        <button type="button" className={styles.part} aria-label="Zoom out" onClick={onZoomOut}>
          <Icon name="zoomOut" />
        </button>
      </Tooltip>
      <Menu
        label="Refresh"
        align="end"
        items={[
          { label: 'Refresh now', icon: 'refresh', onSelect: onRefresh },
          ...REFRESH_CHOICES.map((seconds, index) => ({
            label: seconds === 0 ? 'Off' : `Every ${refreshLabel(seconds)}`,
            isChosen: seconds === time.refresh,
            startsGroup: index === 0,
            onSelect: () => time.set({ refresh: seconds }),
          })),
        ]}
        trigger={(control) => (
          <button
            type="button"
            {...control}
            className={cx(styles.part, 'num')}
            aria-label={`Refresh: ${refreshLabel(time.refresh)}`}
          >
            <Icon name="refresh" />
            {refreshLabel(time.refresh)}
            <Icon name="chevronDown" size="small" />
          </button>
        )}
      />
    </div>
  );
}
