import { createHash, createHmac } from 'node:crypto';

/** Names topics so that only who knows a topic recognises it, and on one link alone (NRB-7). */
export type Blind = (topic: string) => string;

/** What one end of a link said of itself. */
export interface End {
  readonly name: string;
  readonly nonce: string;
}

/** The names of topics on the link of two ends, the same from both. */
export function createBlinding(one: End, other: End): Blind {
  const [first, second] = one.name < other.name ? [one, other] : [other, one];
  const key = createHash('sha256')
    .update(JSON.stringify(['banyan/nearby-topics/1', first.name, first.nonce, second.name, second.nonce]))
    .digest();
  return (topic) => createHmac('sha256', key).update(topic).digest().subarray(0, 16).toString('base64url');
}
