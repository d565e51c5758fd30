import * as v from 'valibot';
import { type Result, ok } from '@shared/result.ts';
import type { AccountId } from '@shared/ids.ts';
import { accountIdSchema } from '@shared/schemas.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import { type ReturnEnd, returnEnds } from '../workspace/snapshotWorkspace.ts';

const NAME = 'snapshot-return';
const TOLD = 'snapshot-return-told';
const idSchema = v.pipe(v.string(), v.maxLength(200));
const markSchema = v.strictObject({
  /** What is brought back: the snapshot that is gone back to, or, where that failed, the one made before it. */
  id: idSchema,
  before: idSchema,
  /** Who is being made a contact again: their chats may not be whole yet. */
  people: v.array(accountIdSchema),
  /** When it was begun, or failed. */
  at: v.optional(v.number(), 0),
});

/** That one is going back, from before anything is changed until all is (SNP-13). */
export type ReturnMark = v.InferOutput<typeof markSchema>;

const toldSchema = v.picklist(returnEnds);

/** Who is being brought back: noted before they are, so that what is cut short is done again. */
export interface ComingBack {
  readonly people: ReadonlySet<AccountId>;
  readonly note: (account: AccountId) => Promise<Result<void, StoreError>>;
}

/** The mark, in the store's values. */
export class ReturnMarks {
  private readonly values: DocumentStore['values'];

  constructor({ values }: Pick<DocumentStore, 'values'>) {
    this.values = values;
  }

  /** Null where nobody is going back. */
  async read(): Promise<ReturnMark | null> {
    const stored = await this.values.get(NAME);
    const read = v.safeParse(markSchema, stored.ok ? stored.value?.value : null);
    return read.success ? read.output : null;
  }

  put(mark: ReturnMark): Promise<Result<void, StoreError>> {
    return this.values.put({ name: NAME, value: mark });
  }

  clear(): Promise<Result<void, StoreError>> {
    return this.values.remove(NAME);
  }

  /** How one ended by itself, until the person has read it; null where there is nothing to tell. */
  async told(): Promise<Result<ReturnEnd | null, StoreError>> {
    const stored = await this.values.get(TOLD);
    if (!stored.ok) return stored;
    const read = v.safeParse(toldSchema, stored.value?.value);
    return ok(read.success ? read.output : null);
  }

  tell(end: ReturnEnd): Promise<Result<void, StoreError>> {
    return this.values.put({ name: TOLD, value: end });
  }

  forget(): Promise<Result<void, StoreError>> {
    return this.values.remove(TOLD);
  }

  comingBack({ people, ...mark }: ReturnMark): ComingBack {
    const noted = new Set(people);
    return {
      people: noted,
      note: async (account) => {
        if (noted.has(account)) return ok();
        const kept = await this.put({ ...mark, people: [...noted, account] });
        if (kept.ok) noted.add(account);
        return kept;
      },
    };
  }
}
