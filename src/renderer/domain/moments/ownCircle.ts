/** What two devices of one person, each of which changed an own circle, come to (VIS-20). Pure. */
import { compareBytes } from '../codec/bytes.ts';
import type { ToldCircle, ToldFloor } from './kept.ts';

type Epoch = Pick<ToldCircle, 'epoch' | 'secret'>;

/** The later of two states of one circle: the higher epoch, of equal ones that with the greater secret. The same in whatever order, however often. */
export function laterEpoch<State extends Epoch>(one: State, other: Epoch): State {
  const isLater = other.epoch === one.epoch ? compareBytes(other.secret, one.secret) > 0 : other.epoch > one.epoch;
  return isLater ? { ...one, epoch: other.epoch, secret: other.secret } : one;
}

/** Of two decisions on how much somebody is given of a circle the earlier, as it does not move (VIS-17); of equal times that which gives less. */
export function earlierFloor(one: ToldFloor, other: ToldFloor): ToldFloor {
  if (one.at !== other.at) return one.at < other.at ? one : other;
  const order = heightOf(one) - heightOf(other);
  if (order !== 0) return order > 0 ? one : other;
  return nameOf(one) >= nameOf(other) ? one : other;
}

function heightOf({ places }: ToldFloor): number {
  return places.reduce((sum, [, seq]) => sum + seq + 1, 0);
}

function nameOf({ places }: ToldFloor): string {
  return JSON.stringify(places.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
