import { toBase64url } from '@shared/base64url.ts';
import type { Result } from '@shared/result.ts';
import type { Random } from '@ports/random.ts';

/** How many words are remembered. */
const REMEMBERED = 2000;

/**
 * Says each word once (PRG-27). A tab that hears nothing of a word for a while says it again, and the engine may have said it all the same: then what came of that
 * is the answer.
 */
export class SaidOnce<E> {
  private readonly known = new Map<string, Promise<Result<void, E>>>();

  /** A tab from before words had names says none: all its words are told apart, and none is kept. */
  say(id: string | undefined, act: () => Promise<Result<void, E>>): Promise<Result<void, E>> {
    if (id === undefined) return act();
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const saying = act();
    this.known.set(id, saying);
    void saying.then((said) => {
      if (!said.ok) this.known.delete(id);
    });
    for (const oldest of this.known.keys()) {
      if (this.known.size <= REMEMBERED) break;
      this.known.delete(oldest);
    }
    return saying;
  }
}

/** Names what this window says: no other window, and no other word of this one, has the same. */
export function wordIds(random: Random): () => string {
  const window = toBase64url(random.bytes(9));
  let count = 0;
  return () => `${window}:${(count += 1)}`;
}
