/** Dates of exports: three numbers whose order nobody says, so that all lines are asked which order fits them (IMP-3). */

/** In which order a date names day, month and year. */
export type DateOrder = 'day-first' | 'month-first' | 'year-first';
/** All there are. */
export const dateOrders = ['day-first', 'month-first', 'year-first'] as const satisfies readonly DateOrder[];

/** When something was said, in numbers as they stand in the file. */
export interface DateFields {
  readonly date: readonly [number, number, number];
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** A day. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** What a clock on the wall says, as ms since 1970: exports name no zone. */
export type LocalTime = (day: Day, time: Pick<DateFields, 'hour' | 'minute' | 'second'>) => number;

/** The years of the Thai calendar begin so much earlier. */
const BUDDHIST = 543;
/** Nothing that is exported is older. */
const FIRST_YEAR = 1990;

/** The day of a date in an order; null where there is no such day, or it is long past or yet to come. */
export function dayOf([a, b, c]: DateFields['date'], order: DateOrder, lastYear: number): Day | null {
  if (a >= 100) return checkedDay({ year: a, month: b, day: c }, lastYear);
  if (order === 'year-first') return c >= 100 ? null : checkedDay({ year: a, month: b, day: c }, lastYear);
  return checkedDay(order === 'day-first' ? { year: c, month: b, day: a } : { year: c, month: a, day: b }, lastYear);
}

function checkedDay({ year: said, month, day }: Day, lastYear: number): Day | null {
  const full = said < 100 ? 2000 + said : said;
  const year = full > lastYear && full - BUDDHIST >= FIRST_YEAR ? full - BUDDHIST : full;
  if (year < FIRST_YEAR || year > lastYear || month < 1 || month > 12 || day < 1) return null;
  return day <= daysIn(year, month) ? { year, month, day } : null;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** What all lines say about the order of their dates. */
export interface OrderFound {
  readonly order: DateOrder;
  /** Others fit as well: the person is asked. */
  readonly isSure: boolean;
}

interface Tally {
  impossible: number;
  /** How often a line is older than the one before it. */
  backwards: number;
  last: number;
}

/** Gathers from line to line which order fits. */
export class DateEvidence {
  private readonly lastYear: number;
  private isAsked = false;
  private readonly tallies: Record<DateOrder, Tally> = {
    'day-first': { impossible: 0, backwards: 0, last: 0 },
    'month-first': { impossible: 0, backwards: 0, last: 0 },
    'year-first': { impossible: 0, backwards: 0, last: 0 },
  };

  /** @param lastYear The latest year a date may have. */
  constructor(lastYear: number) {
    this.lastYear = lastYear;
  }

  add({ date }: Pick<DateFields, 'date'>): void {
    // A year of four letters in front leaves nothing to ask.
    if (date[0] >= 100) return;
    this.isAsked = true;
    for (const order of dateOrders) {
      const tally = this.tallies[order];
      const day = dayOf(date, order, this.lastYear);
      if (day === null) {
        tally.impossible += 1;
        continue;
      }
      const number = (day.year * 100 + day.month) * 100 + day.day;
      if (number < tally.last) tally.backwards += 1;
      tally.last = number;
    }
  }

  /** Whether a date is one in any order. */
  isPossible({ date }: Pick<DateFields, 'date'>): boolean {
    return dateOrders.some((order) => dayOf(date, order, this.lastYear) !== null);
  }

  /** The order in which fewest dates are impossible, and of these fewest go back in time: talk is exported in its order. */
  get found(): OrderFound {
    const ranked = dateOrders.toSorted((one, other) => this.compare(one, other));
    const [best = 'day-first', next = best] = ranked;
    return { order: best, isSure: !this.isAsked || this.compare(best, next) < 0 };
  }

  private compare(one: DateOrder, other: DateOrder): number {
    const [left, right] = [this.tallies[one], this.tallies[other]];
    const byYear = Number(one === 'year-first') - Number(other === 'year-first');
    if (left.impossible !== right.impossible) return left.impossible - right.impossible;
    // Hardly anybody writes a year of two digits first: only where nothing else fits.
    return byYear === 0 ? left.backwards - right.backwards : byYear;
  }
}
