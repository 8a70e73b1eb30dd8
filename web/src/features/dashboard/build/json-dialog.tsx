import { useState } from 'react';
import { JSONEditor } from '@perses-dev/components';
import { Button } from '@/kit/button/button';
import { CopyButton } from '@/kit/button/copy-button';
import { Dialog } from '@/kit/overlay/dialog';
import { Note } from '@/kit/page/note';
import { readDocument, type DashboardDocument } from '../document/dashboard-document';
import { jsonFault } from './json-fault';
import styles from './builder.module.css';

type JsonDialogProps = {
  document: DashboardDocument;
  onApply: (document: DashboardDocument) => void;
  onClose: () => void;
};

/** The document as JSON. What the editor does not know stays in it. */
export function JsonDialog({ document, onApply, onClose }: JsonDialogProps) {
  const [before] = useState(() => JSON.stringify(document, null, 2));
  const [text, setText] = useState(before);
  const fault = jsonFault(text, document);
  const apply = (): void => {
    const edited = readDocument(JSON.parse(text));
    // Name, project and version are the server's.
    const { name, project, version } = document.metadata;
    onApply({ ...edited, metadata: { ...edited.metadata, name, project, version } });
    onClose();
  };
  return (
    <Dialog
      title="JSON of the dashboard"
      width="wide"
      keepsOnOutsideClick
      holdsWork={text !== before}
      onClose={onClose}
      footer={
        <>
          <Button variant="text" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="filled" disabledReason={fault} onClick={apply}>
            Apply
          </Button>
        </>
      }
      footnote={<CopyButton text={text} label="Copy the JSON" />}
    >
      <div className={styles.json}>
        <JSONEditor value={document} onChange={setText} minHeight="18rem" maxHeight="60vh" />
      </div>
      {fault !== undefined && <Note tone="failed" title={fault} />}
    </Dialog>
  );
}
