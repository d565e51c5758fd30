import * as v from 'valibot';
import { eventIdSchema, spaceIdSchema } from '@shared/schemas.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { TabChannel } from '@ports/tabs.ts';

/** How long a program's window waits for one of the app's to take the program, ms. */
export const TAKEN_WITHIN = 1500;

const wishSchema = v.strictObject({
  type: v.literal('wish'),
  id: v.pipe(v.string(), v.maxLength(64)),
  instance: eventIdSchema,
  space: spaceIdSchema,
});
const takenSchema = v.strictObject({ type: v.literal('taken'), id: v.string() });
/** A program that is to be shown beside its chat again. */
export type BesideWish = Pick<v.InferOutput<typeof wishSchema>, 'instance' | 'space'>;

/** What decides between the app's windows; the browser's own locks. */
export interface BesideLocks {
  request(
    name: string,
    options: { readonly ifAvailable: true },
    hold: (lock: unknown) => Promise<void> | void,
  ): Promise<unknown>;
}

/** How the window of a program gives it back to a window of the app: one of those that are open takes it. */
export class BesideChat {
  private readonly channel: TabChannel;
  private readonly locks: BesideLocks;

  constructor(channel: TabChannel, locks: BesideLocks) {
    this.channel = channel;
    this.locks = locks;
  }

  /** This window takes programs back. */
  offer(take: (wish: BesideWish) => void): Disposer {
    return this.channel.onMessage((message) => {
      const wish = v.safeParse(wishSchema, message);
      if (wish.success) void this.takeOnce(wish.output, take);
    });
  }

  /** Whether a window of the app took it. */
  ask(wish: BesideWish): Promise<boolean> {
    const id = crypto.randomUUID();
    return new Promise((resolve) => {
      const end = (isTaken: boolean) => {
        stopHearing();
        clearTimeout(timer);
        resolve(isTaken);
      };
      const stopHearing = this.channel.onMessage((message) => {
        const taken = v.safeParse(takenSchema, message);
        if (taken.success && taken.output.id === id) end(true);
      });
      const timer = setTimeout(() => end(false), TAKEN_WITHIN);
      this.channel.post({ type: 'wish', id, ...wish });
    });
  }

  /** Whoever has the lock takes it, and keeps that as long as others may ask for it. */
  private async takeOnce({ id, instance, space }: v.InferOutput<typeof wishSchema>, take: (wish: BesideWish) => void) {
    await this.locks.request(`banyan beside ${id}`, { ifAvailable: true }, async (lock) => {
      if (lock === null) return;
      this.channel.post({ type: 'taken', id });
      take({ instance, space });
      await new Promise((resolve) => setTimeout(resolve, TAKEN_WITHIN));
    });
  }
}
