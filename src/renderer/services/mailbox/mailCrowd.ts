import * as v from 'valibot';
import { accountIdSchema } from '@shared/schemas.ts';
import type { AccountId, DeviceId } from '@shared/ids.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { mapQuery } from '../workspace/liveQueries.ts';

/** Name under which it is kept whose mailboxes are full. */
const MAIL_CROWD_NAME = 'mailbox-crowd';

const crowdSchema = v.array(v.strictObject({ account: accountIdSchema, way: v.picklist(['to', 'from']) }));

/** Somebody whose mailbox takes no more of ours (`to`), or who left us so much that cannot be taken yet that theirs to us is nearly full (`from`). */
export type CrowdedMail = v.InferOutput<typeof crowdSchema>[number];

/** Whose mailboxes are full, for the screens (MBC-16). */
export class CrowdKeeper {
  private readonly store: Pick<DocumentStore, 'values'>;
  private readonly crowded = new Map<string, CrowdedMail>();

  constructor(store: Pick<DocumentStore, 'values'>) {
    this.store = store;
  }

  /** What a run before said may not be so any more. */
  async clear(): Promise<void> {
    this.crowded.clear();
    await this.keep();
  }

  /** Notes how it stands between one device and us. */
  note(
    { account, device }: { readonly account: AccountId; readonly device: DeviceId },
    way: CrowdedMail['way'],
    isCrowded: boolean,
  ): void {
    const name = `${way} ${device}`;
    if (this.crowded.has(name) === isCrowded) return;
    if (isCrowded) this.crowded.set(name, { account, way });
    else this.crowded.delete(name);
    void this.keep();
  }

  private keep(): Promise<unknown> {
    const each = new Map([...this.crowded.values()].map((one) => [`${one.way} ${one.account}`, one]));
    return this.store.values.put({ name: MAIL_CROWD_NAME, value: [...each.values()] });
  }
}

/** Watches whose mailboxes are full, each person once for each way. */
export function watchCrowdedMail(store: Pick<DocumentStore, 'values'>): LiveQuery<readonly CrowdedMail[]> {
  return mapQuery(store.values.watch(MAIL_CROWD_NAME), (row) => {
    const parsed = v.safeParse(crowdSchema, row?.value);
    return parsed.success ? parsed.output : [];
  });
}
