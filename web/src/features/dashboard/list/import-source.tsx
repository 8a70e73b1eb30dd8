import { useRef, useState, type ChangeEvent, type DragEvent } from 'react';
import { Button } from '@/kit/button/button';
import { TextArea } from '@/kit/field/text-area';
import { readImportFiles } from './import-files';
import type { ImportFile } from './import-model';
import styles from './import-dialog.module.css';

type ImportSourceProps = {
  text: string;
  onText: (text: string) => void;
  onFiles: (files: readonly ImportFile[]) => void;
};

/** Files chosen or dropped, one or many, or text pasted. */
export function ImportSource({ text, onText, onFiles }: ImportSourceProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [fault, setFault] = useState<string>();

  const take = async (chosen: readonly File[]): Promise<void> => {
    const read = await readImportFiles(chosen);
    setFault(read.fault);
    if (read.files.length > 0) onFiles(read.files);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setIsOver(false);
    void take([...event.dataTransfer.files]);
  };
  const choose = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    const chosen = [...(target.files ?? [])];
    // So that the same file can be chosen once more, when it has been repaired.
    target.value = '';
    void take(chosen);
  };

  return (
    <div
      className={styles.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <div className={styles.line}>
        <Button size="small" icon="file" onClick={() => input.current?.click()}>
          Choose files
        </Button>
        <span>or drop them here, one, many or a ZIP archive, or paste the text of a dashboard.</span>
        <input
          ref={input}
          type="file"
          hidden
          multiple
          accept=".json,.yaml,.yml,.zip,application/json,application/yaml,application/zip"
          aria-label="Files to import"
          onChange={choose}
        />
      </div>
      <TextArea
        label="Text of the dashboard"
        hidesLabel
        isMono
        rows={8}
        value={text}
        error={fault}
        placeholder='{"kind": "Dashboard", …'
        onChange={onText}
      />
    </div>
  );
}
