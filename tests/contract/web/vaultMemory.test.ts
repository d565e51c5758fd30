import { MemoryKeyDisk, MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { expect, it } from 'vitest';
import { describeVaultContract } from '../../support/shared/vaultContract.ts';

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };

describeVaultContract(
  'MemoryKeyVault',
  () => {
    const disk = new MemoryKeyDisk();
    return {
      make: () => new MemoryKeyVault({ random, disk }),
      breakDown: () => {
        disk.fault = 'vault-unavailable';
        return () => {
          disk.fault = null;
        };
      },
    };
  },
  verifySignature,
);

it('VLT-1 makes the same identity from the same randomness', async () => {
  const seeded = { bytes: (length: number) => Uint8Array.from({ length }, (_, place) => place + 1) };
  const made = await Promise.all([0, 1].map(() => new MemoryKeyVault({ random: seeded }).createDevice()));
  const [first, second] = made.map((answer) => (answer.ok ? answer.value.public : null));
  expect(first).toEqual(second);
  expect(first).not.toBeNull();
});
