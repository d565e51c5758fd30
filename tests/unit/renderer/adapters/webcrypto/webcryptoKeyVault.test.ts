import { describe, expect, it, vi } from 'vitest';
import { toPkcs8 } from '@adapters/webcrypto/keyFormats.ts';
import { WebcryptoKeyVault } from '@adapters/webcrypto/webcryptoKeyVault.ts';
import { hex } from '../../../../support/shared/vaultContract.ts';
import { VaultHost } from '../../../../support/shared/vaultHost.ts';

const NAME = 'first.device-keys.v1';

function made(host = new VaultHost(), profile = 'first') {
  return { host, vault: new WebcryptoKeyVault({ host, profile }) };
}

function code(answer: { readonly ok: boolean; readonly error?: { readonly code: string } }): string {
  return answer.error?.code ?? 'ok';
}

describe('VLT-7 profiles', () => {
  it('VLT-7 keeps two profiles of one host apart', async () => {
    const { host, vault } = made();
    const other = made(host, 'second').vault;
    const [mine, theirs] = [await vault.createDevice(), await other.createDevice()];
    await vault.keep('entropy', hex('01'));
    expect(mine.ok && theirs.ok && mine.value.public.signing).not.toEqual(theirs.ok && theirs.value.public.signing);
    expect(await other.recall('entropy')).toEqual({ ok: true, value: null });
    expect([...host.kept.keys()].toSorted()).toEqual([NAME, 'first.secret.entropy', 'second.device-keys.v1']);
  });

  it.each(['', 'a.b', 'a b', 'x'.repeat(41)])('VLT-7 is not made for the profile "%s"', (profile) => {
    expect(() => made(new VaultHost(), profile)).toThrow(TypeError);
  });
});

describe('VLT-8 what the host does', () => {
  it('VLT-8 does not replace kept bytes that are no keys', async () => {
    for (const kept of [
      new Uint8Array(0),
      new Uint8Array(97),
      Uint8Array.from({ length: 97 }, (_, place) => (place === 0 ? 1 : 7)),
    ]) {
      const { host, vault } = made();
      host.kept.set(NAME, kept);
      expect(code(await vault.openDevice())).toBe('key-invalid');
      expect(code(await vault.createDevice())).toBe('key-invalid');
      expect(host.kept.get(NAME)).toEqual(kept);
    }
  });

  it('VLT-8 hands out no keys that the host would lose', async () => {
    const { host, vault } = made();
    host.isForgetful = true;
    expect(code(await vault.createDevice())).toBe('vault-unavailable');
    host.isForgetful = false;
    host.fault = 'storage-full';
    expect(code(await vault.createDevice())).toBe('vault-unavailable');
    host.fault = null;
    expect(code(await vault.createDevice())).toBe('ok');
  });

  it('VLT-8 refuses a secret larger than the host takes', async () => {
    expect(code(await made().vault.keep('large', new Uint8Array(65_537)))).toBe('key-invalid');
    expect(code(await made().vault.keep('large', new Uint8Array(65_536)))).toBe('ok');
  });
});

describe('VLT-9 private bytes', () => {
  it('VLT-9 holds only keys that cannot be exported', async () => {
    const { vault } = made();
    await vault.createDevice();
    const imports = vi.spyOn(crypto.subtle, 'importKey');
    const signs = vi.spyOn(crypto.subtle, 'sign');
    const derives = vi.spyOn(crypto.subtle, 'deriveBits');
    const opened = await vault.openDevice();
    if (!opened.ok || opened.value === null) throw new Error('no keys');
    await opened.value.sign(hex('00'));
    await opened.value.agree(opened.value.public.agreement);
    expect(signs.mock.calls[0]?.[1].extractable).toBe(false);
    expect(derives.mock.calls[0]?.[1].extractable).toBe(false);
    expect(imports.mock.calls.length).toBeGreaterThan(0);
  });

  it('VLT-9 keeps the private bytes under the profile and in no other place', async () => {
    const { host, vault } = made();
    await vault.createDevice();
    expect([...host.kept.keys()]).toEqual([NAME]);
    expect(host.kept.get(NAME)).toHaveLength(97);
  });
});

it.each([
  {
    name: 'Alice',
    secret: '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a',
    own: '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a',
    theirs: 'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f',
  },
  {
    name: 'Bob',
    secret: '5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb',
    own: 'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f',
    theirs: '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a',
  },
])('VLT-4 follows RFC 7748 §6.1 as $name', async ({ secret, own, theirs }) => {
  const { host, vault } = made();
  host.kept.set(NAME, Uint8Array.from([1, ...toPkcs8('Ed25519', hex(secret)), ...toPkcs8('X25519', hex(secret))]));
  const opened = await vault.openDevice();
  if (!opened.ok || opened.value === null) throw new Error('no keys');
  expect(opened.value.public.agreement).toEqual(hex(own));
  expect(await opened.value.agree(hex(theirs))).toEqual({
    ok: true,
    value: hex('4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742'),
  });
});
