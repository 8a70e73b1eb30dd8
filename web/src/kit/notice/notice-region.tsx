import { useEffect, useState } from 'react';
import { Icon } from '@/kit/icon/icon';
import { useNoticeControls } from './notice-controls';
import { closeNotice, useNotices, type ShownNotice } from './notices';
import styles from './notice-region.module.css';

/** Long enough to be read twice. */
const SHOWN_MS = 12_000;

/** Where notices without a page stand: at the foot of the window. Readers of the screen are told, the focus stays where it is. */
export function NoticeRegion() {
  const notices = useNotices();
  return (
    <div className={styles.region} role="status" aria-label="Notices">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeCard({ notice }: { notice: ShownNotice }) {
  const { id, title, text } = notice;
  const { failure, isBusy, buttons } = useNoticeControls(notice);
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    if (isHeld || isBusy) return undefined;
    const timer = setTimeout(() => closeNotice(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id, isHeld, isBusy]);
  const hold = (): void => setIsHeld(true);
  const release = (): void => setIsHeld(false);
  return (
    <div className={styles.notice} onPointerEnter={hold} onPointerLeave={release} onFocus={hold} onBlur={release}>
      <Icon name="info" />
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        {(failure ?? text) !== undefined && <p className={styles.text}>{failure ?? text}</p>}
      </div>
      {buttons}
    </div>
  );
}
