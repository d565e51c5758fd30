import { describe, expect, it } from 'vitest';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { openMintKeys } from '@services/cashu/mintKeys.ts';
import { createIdentity } from '@services/identity/createIdentity.ts';
import { checkWords, recoveryWords } from '@services/identity/recoveryPhrase.ts';
import { codeOf, value } from '../../../../support/shared/storeScene.ts';

async function setup() {
  const random = new SeededRandom(4);
  const vault = new MemoryKeyVault({ random });
  const parts = { vault, verify: verifySignature, clock: new FakeClock(), random };
  const identity = value(await createIdentity(parts, { name: 'Ana', avatar: { kind: 'generated' } }));
  const words = value(await recoveryWords(vault)) ?? [];
  return { vault, identity, words: words.join(' ') };
}

describe('the seed of notes', () => {
  it('CSH-3 is made of the phrase while that is kept, and stays the same when it is gone', async () => {
    const { vault, identity, words } = await setup();
    const before = value(await openMintKeys(vault, identity));
    expect(before.seed).toHaveLength(64);
    value(await checkWords(vault, identity, words));
    expect(value(await openMintKeys(vault, identity))).toEqual(before);
  });

  it('CSH-3 is made when the phrase is checked, and differs by device', async () => {
    const [first, second] = [await setup(), await setup()];
    value(await checkWords(first.vault, first.identity, first.words));
    const { seed } = value(await openMintKeys(first.vault, first.identity));
    value(await second.vault.keep('mint-seed.v1', seed));
    expect(value(await openMintKeys(second.vault, second.identity)).seed).toEqual(seed);
    const other = { device: first.identity.account } as unknown as Pick<typeof first.identity, 'device'>;
    value(await second.vault.forget('mint-seed.v1'));
    expect(value(await openMintKeys(second.vault, other)).seed).not.toEqual(seed);
  });

  it('CSH-3 is missing where the phrase was checked before, until it is typed', async () => {
    const { vault, identity, words } = await setup();
    value(await checkWords(vault, identity, words));
    value(await vault.forget('mint-seed.v1'));
    expect(codeOf(await openMintKeys(vault, identity))).toBe('mint-seed-missing');
    expect(codeOf(await checkWords(vault, identity, 'not these words'))).toBe('phrase-wrong');
    expect(codeOf(await openMintKeys(vault, identity))).toBe('mint-seed-missing');
    value(await checkWords(vault, identity, words));
    expect(codeOf(await openMintKeys(vault, identity))).toBe('ok');
  });
});
