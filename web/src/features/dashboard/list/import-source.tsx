import { useRef, useState, type DragEvent } from 'react';
import { Button } from '@/kit/button/button';
import { TextArea } from '@/kit/field/text-area';
import { formatBytes } from '@/lib/bytes';
import { MAX_BYTES } from './import-model';
import styles from './import-dialog.module.css';

type ImportSourceProps = { source: string; fileName: string; onSource: (source: string, fileName: string) => void };

/** A file chosen or dropped, or text pasted. */
export function ImportSource({ source, fileName, onSource }: ImportSourceProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [fault, setFault] = useState<string>();

  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    if (file.size > MAX_BYTES) {
      setFault(`${file.name} has ${formatBytes(file.size)}; at most ${formatBytes(MAX_BYTES)} can be imported`);
      return;
    }
    setFault(undefined);
    onSource(await file.text(), file.name);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setIsOver(false);
    void take(event.dataTransfer.files[0]);
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
          Choose a file
        </Button>
        <span>{fileName === '' ? 'or drop it here, or paste its text.' : fileName}</span>
        <input
          ref={input}
          type="file"
          hidden
          accept=".json,.yaml,.yml,application/json,application/yaml"
          aria-label="File to import"
          onChange={(event) => void take(event.target.files?.[0])}
        />
      </div>
      <TextArea
        label="Text of the dashboard"
        hidesLabel
        isMono
        rows={6}
        value={source}
        error={fault}
        placeholder='{"kind": "Dashboard", …'
        onChange={(text) => onSource(text, '')}
      />
    </div>
  );
}
