import * as v from 'valibot';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { mapQuery } from '../workspace/liveQueries.ts';

/** Name under which it is kept how the mailbox services answered last. */
export const MAILBOX_STATUS_NAME = 'mailbox-status';

const statusSchema = v.array(
  v.strictObject({
    address: v.string(),
    outcome: v.picklist(['working', 'none', 'away', 'full', 'refused', 'lied']),
    at: v.number(),
  }),
);

/** How one mailbox service answered last. */
export type MailboxServiceStatus = v.InferOutput<typeof statusSchema>[number];

/** Watches how the services answered, those that were asked last first. */
export function watchMailboxStatus(store: Pick<DocumentStore, 'values'>): LiveQuery<readonly MailboxServiceStatus[]> {
  return mapQuery(store.values.watch(MAILBOX_STATUS_NAME), (row) => {
    const parsed = v.safeParse(statusSchema, row?.value);
    return parsed.success ? parsed.output : [];
  });
}
