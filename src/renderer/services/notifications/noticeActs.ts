import { type SpaceId, spaceId } from '@shared/ids.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { NoticeAct, Notifier } from '@ports/notifier.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Acts } from '../workspace/acts.ts';

/** What acting on a notice works with. */
export interface NoticeActParts {
  readonly notifier: Pick<Notifier, 'onActed'>;
  readonly store: Pick<DocumentStore, 'conversations'>;
  readonly acts: Pick<Acts, 'sendText' | 'markRead'>;
  readonly log: Log;
}

/** Does what a person does with a notice where it stands (NTF-7): says an answer, and marks what was said until then as read. */
export function followNotices(parts: NoticeActParts): Disposer {
  return parts.notifier.onActed((tag, act) => {
    const space = spaceId(tag);
    if (space.ok) void actOn(parts, space.value, act);
  });
}

async function actOn({ store, acts, log }: NoticeActParts, space: SpaceId, act: NoticeAct): Promise<void> {
  const row = await store.conversations.get(space);
  if (!row.ok || row.value === null) return;
  const upTo = row.value.last?.at ?? 0;
  if (act.kind === 'reply') {
    const words = act.text.trim();
    if (words === '') return;
    const said = await acts.sendText(space, words);
    // What could not be kept stands in the chat as not sent.
    if (!said.ok) return log.write('warn', 'notice', `an answer was not sent: ${said.error.code}`);
  }
  await acts.markRead(space, upTo);
}
