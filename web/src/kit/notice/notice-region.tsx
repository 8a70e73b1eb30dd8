import { Icon } from '@/kit/icon/icon';
import { useNoticeControls } from './notice-controls';
import { holdNotice, releaseNotice, useNotices, type ShownNotice } from './notices';
import styles from './notice-region.module.css';

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
  const hold = (): void => holdNotice(id);
  const release = (): void => {
    if (!isBusy) releaseNotice(id);
  };
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
