import { StreamSource } from './stream-source';
import type { News, StreamDeps, StreamEvent, Wish } from './stream-words';

/** A page says every so often that it still watches: one that crashed has said no goodbye. */
export const WATCH_AGAIN_MS = 20_000;
/** A page that says nothing for this long is gone. */
export const GONE_AFTER_MS = 90_000;

type Member = { project: string | undefined; heardAt: number; isNew: boolean; tell: (news: News) => void };

/** Lets all pages of a browser share one stream. It is given back while none of them watches. */
export class StreamHub {
  readonly #members = new Set<Member>();
  readonly #source: StreamSource;
  #timer: unknown;

  constructor(private readonly deps: StreamDeps) {
    this.#source = new StreamSource(deps, {
      onState: (state) => this.#tell({ kind: 'state', state }),
      onEvent: (event) => this.#passOn(event),
      onOpen: (projects, isResumed) => this.#opened(projects, isResumed),
      onResync: () => this.#tell({ kind: 'resync' }),
      onSignedOut: () => this.#tell({ kind: 'signed out' }),
    });
  }

  /** A page comes. What is given back takes its wishes. */
  join(tell: (news: News) => void): (wish: Wish) => void {
    let member: Member | undefined;
    return (wish) => {
      if (wish.kind !== 'watch') {
        if (member) this.#members.delete(member);
        member = undefined;
        this.#attend();
        return;
      }
      const isNew = !member || !this.#members.has(member) || member.project !== wish.project;
      if (isNew && member) this.#members.delete(member);
      member = isNew || !member ? { project: wish.project, heardAt: 0, isNew: true, tell } : member;
      member.heardAt = this.deps.now();
      this.#members.add(member);
      this.#attend();
      tell({ kind: 'state', state: this.#source.state });
      if (this.#source.covers(member.project)) this.#welcome(member);
    };
  }

  /** What happened between its reading and its coming, nobody told the newcomer: it reads once more. */
  #welcome(member: Member): void {
    if (member.isNew) member.tell({ kind: 'resync' });
    member.isNew = false;
  }

  #opened(projects: readonly string[], isResumed: boolean): void {
    for (const member of this.#members) {
      if (!isResumed) member.isNew = true;
      if (member.project === undefined || projects.includes(member.project)) this.#welcome(member);
    }
  }

  #passOn(event: StreamEvent): void {
    const { project } = event.data;
    const isForAll = event.type === 'member' || project === undefined || project === '';
    for (const member of this.#members) {
      if (isForAll || member.project === project) member.tell({ kind: 'event', event });
    }
  }

  #tell(news: News): void {
    for (const member of this.#members) member.tell(news);
  }

  /** Watches what the pages watch. */
  #attend(): void {
    this.deps.clearTimer(this.#timer);
    const oldest = this.deps.now() - GONE_AFTER_MS;
    for (const member of this.#members) {
      if (member.heardAt < oldest) this.#members.delete(member);
    }
    if (this.#members.size === 0) {
      this.#source.stop();
      return;
    }
    const projects = [...this.#members].flatMap(({ project }) => (project === undefined ? [] : [project]));
    this.#source.watch([...new Set(projects)].toSorted());
    this.#timer = this.deps.setTimer(() => this.#attend(), WATCH_AGAIN_MS);
  }
}
