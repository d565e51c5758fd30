import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { type Pass, makePass } from '@domain/moments/pass.ts';
import type { Clock } from '@ports/clock.ts';
import type { DeviceKeys } from '@ports/keyVault.ts';
import type { LinkedPeer } from '../replication/session.ts';
import type { CircleBook } from './circleBook.ts';

/** A pass that was made is given again for this long, ms. */
export const SAME_PASS = 12 * 3_600_000;

/** What passes are made with. */
export interface PassMakerParts {
  readonly self: LinkedPeer & { readonly keys: Pick<DeviceKeys, 'sign'> };
  readonly book: CircleBook;
  readonly clock: Pick<Clock, 'now'>;
}

/** Makes the passes of own circles (VIS-3). */
export class PassMaker {
  private readonly parts: PassMakerParts;
  private readonly made = new Map<string, { readonly of: string; readonly pass: Pass }>();

  constructor(parts: PassMakerParts) {
    this.parts = parts;
  }

  /** The pass of a circle for one reader; null while it is not known how much of it they may see. */
  async passFor(circle: SpaceId, reader: AccountId): Promise<Pass | null> {
    const { book, clock, self } = this.parts;
    const own = book.circles.get(circle);
    const floor = book.floors.of(circle, reader);
    if (own === undefined || floor === Infinity) return null;
    const { nonce, kind, epoch, secret } = own;
    const others = book.floors.othersOf(circle, reader);
    const name = `${circle} ${reader}`;
    const of = [epoch, toBase64url(secret), floor, ...[...others].flat()].join(' ');
    const known = this.made.get(name);
    const at = clock.now();
    if (known?.of === of && at >= known.pass.at && at < known.pass.at + SAME_PASS) return known.pass;
    const fields = {
      kind,
      nonce,
      owner: self.account,
      reader,
      device: self.device,
      epoch,
      secret,
      at,
      from: floor + 1,
      others,
    };
    const pass = await makePass(fields, (bytes) => self.keys.sign(bytes));
    this.made.set(name, { of, pass });
    return pass;
  }
}
