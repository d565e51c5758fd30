/** Rides offered and looked for. Each belongs to who put it up; everyone else can only ask to join. */
import { type Readers, asText, oneOf, readBy, whole } from '../../shared/fields.ts';
import type { Act, Rules } from '../../shared/log.ts';
import { compareTexts } from '../../shared/log.ts';
import { asAddress, asId, asInteger, asLine } from '../../shared/reading.ts';

/** What is said of a ride. */
export interface Terms {
  readonly kind: 'offer' | 'seek';
  readonly from: string;
  readonly to: string;
  /** When it leaves, ms since 1970. */
  readonly leaves: number;
  /** Free places of an offer; places needed of a search. */
  readonly seats: number;
  /** Meeting place, luggage, what it costs, … */
  readonly note: string;
}

/** One act. `owner` is whose ride it is. */
export type Op =
  | ({ readonly t: 'ride'; readonly id: string } & Terms)
  | { readonly t: 'drop'; readonly id: string }
  | { readonly t: 'join'; readonly id: string; readonly owner: string; readonly seats: number }
  | { readonly t: 'leave'; readonly id: string; readonly owner: string }
  | { readonly t: 'answer'; readonly id: string; readonly who: string; readonly isTaken: boolean };

/** Someone who asked to join. */
export interface Request {
  readonly who: string;
  readonly seats: number;
  /** What the owner said; null for nothing yet. */
  readonly answer: boolean | null;
}

/** A ride. */
export interface Ride extends Terms {
  readonly id: string;
  readonly owner: string;
  readonly isDropped: boolean;
  /** In the order they asked. */
  readonly requests: readonly Request[];
}

/** Rides by owner and id. */
export interface State {
  readonly rides: ReadonlyMap<string, Ride>;
}

/** Most places of a ride. */
export const MAX_SEATS = 8;
const MOST_REQUESTS = 64;
const YEAR_2100 = 4_102_444_800_000;

/** Name of a ride among all: two owners may have chosen the same id. */
export function rideKey(owner: string, id: string): string {
  return `${owner}\n${id}`;
}

const asSeats = (value: unknown) => asInteger(value, 1, MAX_SEATS);

const readers: Readers<Op> = {
  ride: (get) =>
    whole({
      t: 'ride',
      id: asId(get('id')),
      kind: oneOf(['offer', 'seek'], get('kind')),
      from: asLine(get('from'), 60),
      to: asLine(get('to'), 60),
      leaves: asInteger(get('leaves'), 0, YEAR_2100),
      seats: asSeats(get('seats')),
      note: asText(get('note'), 200),
    }),
  drop: (get) => whole({ t: 'drop', id: asId(get('id')) }),
  join: (get) =>
    whole({ t: 'join', id: asId(get('id')), owner: asAddress(get('owner')), seats: asSeats(get('seats')) }),
  leave: (get) => whole({ t: 'leave', id: asId(get('id')), owner: asAddress(get('owner')) }),
  answer: (get) =>
    whole({ t: 'answer', id: asId(get('id')), who: asAddress(get('who')), isTaken: get('isTaken') === true }),
};

function apply(state: State, { op, author }: Act<Op>): State {
  const key = rideKey('owner' in op ? op.owner : author, op.id);
  const old = state.rides.get(key);
  if (op.t === 'ride') {
    const { t: _, ...terms } = op;
    const ride: Ride = { requests: [], isDropped: false, ...old, ...terms, owner: author };
    // Whether it is offered or looked for stays: those who joined meant one of the two.
    return withRide(state, key, { ...ride, kind: old?.kind ?? ride.kind });
  }
  if (old === undefined) return state;
  return withRide(
    state,
    key,
    op.t === 'drop' ? { ...old, isDropped: true } : { ...old, requests: requestsAfter(old, op, author) },
  );
}

const withRide = (state: State, key: string, ride: Ride): State => ({ rides: new Map(state.rides).set(key, ride) });

function requestsAfter(
  ride: Ride,
  op: Extract<Op, { t: 'join' | 'leave' | 'answer' }>,
  author: string,
): readonly Request[] {
  const { requests } = ride;
  if (op.t === 'answer') {
    return requests.map((request) => (request.who === op.who ? { ...request, answer: op.isTaken } : request));
  }
  const others = requests.filter(({ who }) => who !== author);
  if (op.t === 'leave') return others;
  const old = requests.find(({ who }) => who === author);
  if (author === ride.owner || (old === undefined && requests.length >= MOST_REQUESTS)) return requests;
  // Who asks for more places than before waits at the end again, and is asked for again.
  if (old !== undefined && op.seats <= old.seats) {
    return requests.map((request) => (request === old ? { ...old, seats: op.seats } : request));
  }
  return [...others, { who: author, seats: op.seats, answer: null }];
}

/** Who rides and who waits. */
export interface Places {
  /** Confirmed by the owner, and there is room. */
  readonly riding: readonly Request[];
  /** Asked, there would be room, not answered yet. */
  readonly asked: readonly Request[];
  /** No room for them as things are, first in line first. */
  readonly waiting: readonly Request[];
  readonly refused: readonly Request[];
  /** Places nobody was promised. */
  readonly free: number;
}

/**
 * Two people far apart may take the last place, and an owner's two devices may confirm both. Confirmed ones come first, in the order they
 * asked, as long as there is room; then those not answered yet; whoever finds no room waits.
 */
export function placesOf({ requests, seats }: Pick<Ride, 'requests' | 'seats'>): Places {
  const riding: Request[] = [];
  const asked: Request[] = [];
  const waiting: Request[] = [];
  let free = seats;
  let open = seats;
  for (const request of requests.filter(({ answer }) => answer === true)) {
    if (request.seats > free) waiting.push(request);
    else {
      riding.push(request);
      free -= request.seats;
    }
  }
  open = free;
  for (const request of requests.filter(({ answer }) => answer === null)) {
    if (request.seats > open) waiting.push(request);
    else {
      asked.push(request);
      open -= request.seats;
    }
  }
  return { riding, asked, waiting, refused: requests.filter(({ answer }) => answer === false), free };
}

/** How long after it left a ride is still shown among the coming ones, ms. */
export const GRACE = 60 * 60 * 1000;

/** Rides that still come, the next first, and those that are past or called off, the latest first. */
export function sortRides(
  state: State,
  now: number,
): { readonly coming: readonly Ride[]; readonly past: readonly Ride[] } {
  const rides = [...state.rides.values()].sort(
    (left, right) =>
      left.leaves - right.leaves || compareTexts(rideKey(left.owner, left.id), rideKey(right.owner, right.id)),
  );
  const isComing = ({ leaves, isDropped }: Ride) => !isDropped && leaves + GRACE > now;
  return { coming: rides.filter(isComing), past: rides.filter((ride) => !isComing(ride)).toReversed() };
}

/** Rules of the log of a ride board. */
export const rules: Rules<State, Op> = { start: { rides: new Map() }, read: (value) => readBy(readers, value), apply };
