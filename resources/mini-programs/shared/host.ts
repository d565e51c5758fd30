import type { SendingUpdate, Webxdc } from '../../../packages/mini/index.d.ts';

/** What a program needs of `window.webxdc` to keep a shared log. */
export type UpdateHost = Pick<Webxdc<unknown>, 'selfAddr' | 'selfName' | 'setUpdateListener' | 'sendUpdate'>;

/** An update as a listener gets it, with what Banyan adds to it for programs with a `[banyan]` table. */
export interface HeardUpdate {
  readonly payload: unknown;
  readonly serial?: number;
  readonly max_serial?: number;
  /** The author's address in this program, checked by the host. Absent where the host does not say. */
  readonly sender?: string;
}

/** What goes beside the payload. */
export type Extras = Omit<SendingUpdate, 'payload'>;

/** The page's own host. */
export function ownHost(): Webxdc<unknown> {
  const { webxdc } = window as unknown as { readonly webxdc: Webxdc<unknown> };
  return webxdc;
}
