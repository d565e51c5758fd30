import { openPage } from '../../shared/page.ts';
import { speakHere } from '../../shared/texts.ts';
import { type Ride, type Terms, rules, sortRides } from './rules.ts';
import { rideTexts } from './texts.ts';

/** The words of this page. */
export const speech = speakHere(rideTexts, 'title');
/** Says a text. */
export const { say } = speech;

/** A ride as it is being written. */
export interface Draft {
  /** Null for a new one. */
  readonly id: string | null;
  kind: Terms['kind'];
  from: string;
  to: string;
  /** As `datetime-local` has it. */
  leaves: string;
  seats: string;
  note: string;
}

/** Which rides are shown. */
export type Filter = 'all' | 'offers' | 'seeks' | 'mine';

/** What only this page knows. */
export const page = {
  filter: 'all' as Filter,
  draft: null as Draft | null,
  /** The ride that is about to be called off. */
  dropping: null as Ride | null,
  problem: '',
};

/** The log, and what is drawn from it. */
export const { session, drawBy, change, nameOf, doubt } = openPage({
  rules,
  say,
  page,
  describe: (state) => ({ summary: say('summary', { count: sortRides(state, Date.now()).coming.length }) }),
});

/** From where to where. */
export function routeOf({ from, to }: Pick<Terms, 'from' | 'to'>): string {
  return say('route', { from, to });
}

/** When a ride leaves, in words. */
export function timeOf(leaves: number): string {
  return speech.date(leaves, { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' });
}

/** A time as a `datetime-local` field has it, in this place's own time. */
export function fieldTime(time: number): string {
  const date = new Date(time);
  return new Date(time - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
