import { describe, expect, it } from 'vitest';
import { ok } from '@shared/result.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import type { Draft } from '@domain/wallet/record.ts';
import { OwnSigner } from '@services/wallet/ownSigner.ts';
import { deviceOf } from '../../domain/wallet/support/people.ts';
import { realPerson } from '../../domain/wallet/support/realPeople.ts';
import { START, found } from '../../domain/wallet/support/records.ts';

describe('signing', () => {
  it.each([null, START + 1])('WSV-164 what cannot be signed counts no more (due %s)', async (due) => {
    const ann = await realPerson('Ann', 1);
    const { id: unit } = await found(ann, { name: 'leaf' });
    const ben = await realPerson('Ben', 2);
    const from = holderOf(ann.account);
    let undone = 0;
    const undo = async () => void (undone += 1);
    const unsaid = () => Promise.reject(new Error('no key'));
    const keys = {
      public: { signing: new Uint8Array(32), agreement: new Uint8Array(32) },
      sign: unsaid,
      agree: unsaid,
    };
    const signer = new OwnSigner(
      { account: ann.account, device: deviceOf(ann).key, keys },
      {
        book: { commit: async () => ok([]) },
        guard: { admit: async () => ok({ at: START, due, undo }) },
        waiting: { add: async () => ok(), all: async () => ok([]) },
      },
    );
    const body = { unit, from, to: holderOf(ben.account), amount: 1n, until: START + 60_000, mode: 'now' } as const;
    const draft: Draft<'transfer'> = { type: 'transfer', nonce: new Uint8Array(16), body };
    await expect(signer.sign(draft)).rejects.toThrow('no key');
    expect(undone).toBe(1);
  });
});
