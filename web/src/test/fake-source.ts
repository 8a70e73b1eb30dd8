import type { Source } from '@/api/stream-words';

/** A source that does what the test says. */
export class FakeSource implements Source {
  readyState = 0;
  isClosed = false;
  readonly #listeners = new Map<string, ((event: MessageEvent<string>) => void)[]>();

  constructor(readonly url: string) {}

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  emit(type: string, data = '{}', lastEventId = '1'): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(new MessageEvent(type, { data, lastEventId }));
  }

  open(): void {
    this.readyState = 1;
    this.emit('open');
  }

  break(isFinal = false): void {
    this.readyState = isFinal ? 2 : 0;
    this.emit('error');
  }

  close(): void {
    this.isClosed = true;
    this.readyState = 2;
  }
}
