import { once } from '@shared/once.ts';
import { type Result, err } from '@shared/result.ts';
import type { LiveQuery } from './query.ts';
import { type Disposer, type Snapshot, writableSnapshot } from './snapshot.ts';

/** Gets code of the app; whoever joins the app says how often it is tried. */
export type FetchCode = <Code>(load: () => Promise<Code>) => Promise<Code>;

/** Tries once. */
export const fetchOnce: FetchCode = (load) => load();

/** Says of a part that its code did not come. */
export const NO_CODE = { code: 'host-unreachable', message: 'the code of it did not come' } as const;

/** A part of the app whose code is fetched when something of it is first asked for (WSP-2): the first picture needs none of it. */
export class LatePart<Part> {
  /** One that did not come is fetched again when it is asked for again. */
  readonly fetch: () => Promise<Part>;
  private part: Part | null = null;

  constructor(load: () => Promise<Part>) {
    this.fetch = once(async () => {
      this.part = await load();
      return this.part;
    });
  }

  /** The part, where its code has come. */
  get here(): Part | null {
    return this.part;
  }

  /** Asks the part at once where it is here, else when it is. Rejects when its code did not come. */
  ask<T>(question: (part: Part) => Promise<T>): Promise<T> {
    return this.part === null ? this.fetch().then(question) : question(this.part);
  }

  /** A query of the part. Once its code is here nothing is waited for. */
  follow<T>(query: (part: Part) => LiveQuery<T>): LiveQuery<T> {
    let made: LiveQuery<T> | null = null;
    const of = (part: Part) => (made ??= query(part));
    return {
      now: () => (this.part === null ? undefined : of(this.part).now?.()) ?? { status: 'loading' },
      subscribe: (listener) => {
        if (this.part !== null) return of(this.part).subscribe(listener);
        let stop: Disposer | null = null;
        let isOver = false;
        listener({ status: 'loading' });
        this.fetch().then(
          (part) => {
            if (!isOver) stop = of(part).subscribe(listener);
          },
          () => {
            if (!isOver) listener({ status: 'failed', error: NO_CODE });
          },
        );
        return () => {
          isOver = true;
          stop?.();
        };
      },
    };
  }

  /** Something of the part that has a state, until it is here one that says so. */
  open<State, Opened extends Stateful<State>>(
    open: (part: Part) => Opened,
    states: { readonly waiting: State; readonly failed: State },
  ): LateOpened<State, Opened> {
    const opened = new LateOpened<State, Opened>(states.waiting);
    const { part } = this;
    if (part !== null) opened.begin(() => open(part));
    else
      this.fetch().then(
        (fetched) => opened.begin(() => open(fetched)),
        () => opened.state.set(states.failed),
      );
    return opened;
  }
}

/** The late parts of an app, whose code is fetched in one way. */
export class LateParts {
  private readonly fetchCode: FetchCode;
  private readonly parts: { fetch(): Promise<unknown> }[] = [];

  /** @param fetchCode Gets code; {@link fetchOnce} unless given. */
  constructor(fetchCode: FetchCode = fetchOnce) {
    this.fetchCode = fetchCode;
  }

  /** A part that `join` makes of the code that `load` brings. */
  part<Code, Part>(load: () => Promise<Code>, join: (code: Code) => Part): LatePart<Part> {
    const part = new LatePart(async () => join(await this.fetchCode(load)));
    this.parts.push(part);
    return part;
  }

  /** Fetches all that is not here yet, one after another: a host that dies later takes none of it along. What does not come is passed over: whoever asks for it is told. */
  async fetchAll(): Promise<void> {
    for (const part of this.parts) await part.fetch().catch(() => undefined);
  }
}

/** Asks a part for what may fail; code that did not come is such a failure. */
export function askLate<Part, T, Error>(
  late: LatePart<Part>,
  question: (part: Part) => Promise<Result<T, Error>>,
): Promise<Result<T, Error | typeof NO_CODE>> {
  return askLateOr<Part, Result<T, Error | typeof NO_CODE>>(late, question, err(NO_CODE));
}

/** Asks a part; where its code did not come, `missing` is the answer. */
export function askLateOr<Part, T>(late: LatePart<Part>, question: (part: Part) => Promise<T>, missing: T): Promise<T> {
  let isAsked = false;
  const asked = late.ask((part) => {
    isAsked = true;
    return question(part);
  });
  return asked.catch((cause: unknown) => {
    // What the part itself throws is a bug, and nobody's answer.
    if (isAsked) throw cause;
    return missing;
  });
}

/** Names of what a part answers with a live query. */
export type QueryName<Part> = {
  [Name in keyof Part]: Part[Name] extends (...args: never[]) => LiveQuery<unknown> ? Name : never;
}[keyof Part];

/** The queries of those names, of a part that may not be here yet. */
export function lateQueries<Part, Name extends QueryName<Part>>(
  late: LatePart<Part>,
  names: readonly Name[],
): Pick<Part, Name> {
  const ask = (name: Name) => [name, (...args: unknown[]) => late.follow((part) => queryOf(part, name)(...args))];
  // Built from exactly these names, each asked with what it was asked with.
  return Object.fromEntries(names.map(ask)) as Pick<Part, Name>;
}

function queryOf<Part>(part: Part, name: QueryName<Part>): (...args: unknown[]) => LiveQuery<unknown> {
  // What QueryName says of that name.
  return part[name] as (...args: unknown[]) => LiveQuery<unknown>;
}

/** Something that has a state until it is closed. */
export interface Stateful<State> {
  readonly state: Snapshot<State>;
  close(): void;
}

/** What {@link LatePart.open} opens. */
export class LateOpened<State, Opened extends Stateful<State>> implements Stateful<State> {
  readonly state;
  private opened: Opened | null = null;
  private isClosed = false;

  constructor(waiting: State) {
    this.state = writableSnapshot(waiting);
  }

  /** Opens it, unless it was closed before its code came. */
  begin(open: () => Opened): void {
    if (this.isClosed) return;
    const opened = open();
    this.opened = opened;
    const pass = () => this.state.set(opened.state.get());
    opened.state.subscribe(pass);
    pass();
  }

  /** Does something with it, if it is here: before, there is nothing to do it with. */
  with(act: (opened: Opened) => void): void {
    if (this.opened !== null) act(this.opened);
  }

  close(): void {
    this.isClosed = true;
    this.opened?.close();
  }
}
