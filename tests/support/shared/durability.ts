/** What the page that writes in bulk answers (`tests/support/web/durability`). Plain data only: it crosses processes. */
export interface Durability {
  /** Starts the app in this page on the first call. */
  status(): 'opening' | 'rebuilding' | 'first-start' | 'ready' | 'failed' | 'blocked';
  /** What a start that had something to repair tells. */
  notice(): string | null;
  failure(): string | null;
  createProfile(name: string): Promise<void>;
  /** People to write to, who are never there. Before the app was started in this page. */
  befriend(count: number): Promise<void>;
  /** Why the last text that was refused was. */
  lastRefusal(): string | null;
  isReadOnly(): string | null;
  /** Writes into every conversation at once; answers how many were refused. */
  write(tag: string, count: number): Promise<number>;
  /** A link to give to somebody else. */
  invite(): Promise<string>;
  /** Asks whoever made the link. */
  ask(link: string): Promise<void>;
  /** Says yes to whoever asks; answers how many. */
  sayYes(): Promise<number>;
  /** How many contacts are linked now. */
  linked(): number;
  /** Resolves when the database holds that many messages. */
  untilHeld(count: number): Promise<void>;
  /** Which of these are not in the database, how many stand there more than once, and how many there are. */
  compare(expected: readonly string[]): Promise<{
    readonly missing: readonly string[];
    readonly doubled: number;
    readonly held: number;
  }>;
}
