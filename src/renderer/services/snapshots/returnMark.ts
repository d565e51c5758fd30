import * as v from 'valibot';
import { type Result, ok } from '@shared/result.ts';
import type { AccountId } from '@shared/ids.ts';
import { accountIdSchema } from '@shared/schemas.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';

const NAME = 'snapshot-return';
const idSchema = v.pipe(v.string(), v.maxLength(200));
const markSchema = v.strictObject({
  /** Which snapshot is gone back to, and the one made before that. */
  id: idSchema,
  before: idSchema,
  /** Who is being made a contact again: their chats may not be whole yet. */
  people: v.array(accountIdSchema),
});

/** That one is going back, from before anything is changed until all is (SNP-13). */
type ReturnMark = v.InferOutput<typeof markSchema>;

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
