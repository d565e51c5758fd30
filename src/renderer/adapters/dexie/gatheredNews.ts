import { type Change, announce } from './writeScope.ts';

/** What many writes in a row change is told no more often than this, ms: each time the lists on the screens are read and painted anew. */
const TELL_EVERY = 150;
/** Where writes go on and on, as while a history comes, the rests grow up to this, ms: nobody reads a list that moves all the time. */
const LONGEST_REST = 1200;

/** Tells live queries what writes that come in a row change: of the first at once, of those after it together. */
export class GatheredNews {
  private readonly fire: typeof announce;
  private readonly waiting = new Map<string, Map<string, Change>>();
  private isResting = false;
  private restFor = TELL_EVERY;

  constructor(fire = announce) {
    this.fire = fire;
  }

  /** These rows of a database may read differently now. */
  readonly tell = (database: string, changes: readonly Change[]): void => {
    if (changes.length === 0) return;
    if (this.isResting) {
      const known = this.waiting.get(database) ?? new Map<string, Change>();
      this.waiting.set(database, known);
      for (const change of changes) known.set(keyOf(change), change);
      return;
    }
    this.restFor = TELL_EVERY;
    this.rest();
    this.fire(database, changes);
  };

  private rest(): void {
    this.isResting = true;
    setTimeout(() => this.tellWaiting(), this.restFor);
  }

  private tellWaiting(): void {
    this.isResting = false;
    if (this.waiting.size === 0) return;
    this.restFor = Math.min(LONGEST_REST, this.restFor * 2);
    this.rest();
    const all = [...this.waiting];
    this.waiting.clear();
    for (const [database, changes] of all) this.fire(database, [...changes.values()]);
  }
}

function keyOf({ table, index, prefix }: Change): string {
  return `${table}/${index}/${typeof prefix}/${prefix}`;
}
