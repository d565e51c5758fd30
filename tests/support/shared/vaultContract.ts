/** What every KeyVault must do (VLT rules in src/renderer/adapters/webcrypto/SPEC.md). */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '@shared/result.ts';
import type { DeviceKeys, KeyVault, VerifySignature } from '@ports/keyVault.ts';

/** One profile on one machine. */
export interface VaultHarness {
  /** A vault; each call is a start of the app. */
  readonly make: () => KeyVault;
  /** While it runs, nothing behind the vault answers. */
  readonly breakDown: () => () => void;
}

/** Bytes of hexadecimal text. */
export function hex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** RFC 8032 §7.1, tests 1 to 3: seed, public key, message, signature. */
export const ED25519_VECTORS = [
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
] as const;

/** Runs the suite. */
export function describeVaultContract(name: string, makeHarness: () => VaultHarness, verify: VerifySignature): void {
  describe(`KeyVault: ${name}`, () => {
    let harness = makeHarness();
    beforeEach(() => {
      harness = makeHarness();
    });
    const vault = (): KeyVault => harness.make();
    describeDevice(vault, () => makeHarness().make(), verify);
    describeSeeds(vault, verify);
    describeSecrets(vault);

    it('VLT-8 says that the vault does not answer', async () => {
      value(await vault().createDevice());
      const mend = harness.breakDown();
      const broken = vault();
      const answers = [
        await broken.openDevice(),
        await broken.createDevice(),
        await broken.keep('entropy', hex('01')),
        await broken.recall('entropy'),
        await broken.forget('entropy'),
      ];
      expect(answers.map(codeOf)).toEqual(answers.map(() => 'vault-unavailable'));
      mend();
      expect(value(await vault().openDevice())).not.toBeNull();
    });
  });
}

function describeDevice(vault: () => KeyVault, stranger: () => KeyVault, verify: VerifySignature): void {
  it('VLT-1 has no device before it is made, and the same one ever after', async () => {
    expect(value(await vault().openDevice())).toBeNull();
    const made = value(await vault().createDevice());
    const opened = present(value(await vault().openDevice()));
    expect(opened.public).toEqual(made.public);
    expect([made.public.signing.length, made.public.agreement.length]).toEqual([32, 32]);
    expect(made.public.signing).not.toEqual(made.public.agreement);
  });

  it('VLT-2 never replaces keys, not even when asked twice at once', async () => {
    const one = vault();
    const answers = await Promise.all([one.createDevice(), one.createDevice(), one.createDevice()]);
    expect(answers.map(codeOf).toSorted()).toEqual(['key-invalid', 'key-invalid', 'ok']);
    const made = answers.find((answer) => answer.ok);
    const opened = present(value(await vault().openDevice()));
    expect(made?.ok === true ? made.value.public : null).toEqual(opened.public);
    expect(codeOf(await vault().createDevice())).toBe('key-invalid');
  });

  it('VLT-3 signs so that the public key verifies, also after a restart', async () => {
    const made = value(await vault().createDevice());
    const opened = present(value(await vault().openDevice()));
    const bytes = hex('00ff10');
    const signature = await opened.sign(bytes);
    expect(signature).toHaveLength(64);
    expect(await made.sign(bytes)).toEqual(signature);
    expect(await verify(made.public.signing, signature, bytes)).toBe(true);
    expect(await verify(made.public.signing, signature, hex('00ff11'))).toBe(false);
    expect(await verify(made.public.agreement, signature, bytes)).toBe(false);
  });

  it('VLT-4 agrees on the same secret from both sides, and on another with another', async () => {
    const [mine, theirs, other] = [
      value(await vault().createDevice()),
      value(await stranger().createDevice()),
      value(await stranger().createDevice()),
    ];
    const secret = value(await mine.agree(theirs.public.agreement));
    expect(secret).toHaveLength(32);
    expect(value(await theirs.agree(mine.public.agreement))).toEqual(secret);
    expect(value(await other.agree(mine.public.agreement))).not.toEqual(secret);
  });

  it('VLT-4 refuses keys of the wrong length and those that lead to an all-zero secret', async () => {
    const device = value(await vault().createDevice());
    const one = hex(`01${'00'.repeat(31)}`);
    const ofOrderEight = hex('e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800');
    for (const key of [
      new Uint8Array(0),
      new Uint8Array(31),
      new Uint8Array(33),
      new Uint8Array(32),
      one,
      ofOrderEight,
    ]) {
      expect(codeOf(await device.agree(key))).toBe('key-invalid');
    }
  });

  it('VLT-9 shows no private byte', async () => {
    const device = value(await vault().createDevice());
    expect(Object.keys(device)).toEqual(['public']);
    expect(Object.keys(device.public).toSorted()).toEqual(['agreement', 'signing']);
  });
}

function describeSeeds(vault: () => KeyVault, verify: VerifySignature): void {
  it.each(ED25519_VECTORS.map((vector) => [vector]))('VLT-5 follows RFC 8032 for %s', async (vector) => {
    const [seed, publicKey, message, signature] = vector;
    const one = vault();
    expect(await one.publicKeyOfSeed(hex(seed))).toEqual(hex(publicKey));
    expect(await one.signWithSeed(hex(seed), hex(message))).toEqual(hex(signature));
    expect(await verify(hex(publicKey), hex(signature), hex(message))).toBe(true);
  });

  it('VLT-5 rejects a seed of another length, and leaves the seed as it was', async () => {
    const one = vault();
    await expect(one.publicKeyOfSeed(new Uint8Array(31))).rejects.toThrow(RangeError);
    await expect(one.signWithSeed(new Uint8Array(33), hex('00'))).rejects.toThrow(RangeError);
    const seed = hex(ED25519_VECTORS[0][0]);
    await one.signWithSeed(seed, hex('00'));
    expect(seed).toEqual(hex(ED25519_VECTORS[0][0]));
  });

  it('VLT-12 agrees by seeds as RFC 7748 has it, and refuses what shares nothing', async () => {
    const one = vault();
    const [alice, bob] = [
      '77076d0a7318a57d3c16c17251b26645bf4efc4c4d6f0d4a5d99d1a0e8b9c8a2',
      '5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb',
    ].map(hex);
    if (alice === undefined || bob === undefined) throw new Error('two seeds');
    const [ofAlice, ofBob] = [await one.agreementOfSeed(alice), await one.agreementOfSeed(bob)];
    expect(ofBob).toEqual(hex('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f'));
    const secrets = [value(await one.agreeWithSeed(alice, ofBob)), value(await one.agreeWithSeed(bob, ofAlice))];
    expect(secrets[0]).toEqual(secrets[1]);
    for (const theirs of [new Uint8Array(32), new Uint8Array(31)]) {
      const refused = await one.agreeWithSeed(alice, theirs);
      expect(refused.ok ? null : refused.error.code).toBe('key-invalid');
    }
    await expect(one.agreementOfSeed(new Uint8Array(31))).rejects.toThrow(RangeError);
    await expect(one.agreeWithSeed(new Uint8Array(33), ofBob)).rejects.toThrow(RangeError);
  });
}

function describeSecrets(vault: () => KeyVault): void {
  it('VLT-6 keeps, recalls and forgets a secret', async () => {
    expect(value(await vault().recall('entropy'))).toBeNull();
    const secret = hex('00112233');
    value(await vault().keep('entropy', secret));
    secret.fill(9);
    expect(value(await vault().recall('entropy'))).toEqual(hex('00112233'));
    value(await vault().keep('entropy', hex('44')));
    expect(value(await vault().recall('entropy'))).toEqual(hex('44'));
    value(await vault().forget('entropy'));
    value(await vault().forget('entropy'));
    expect(value(await vault().recall('entropy'))).toBeNull();
  });

  it('VLT-6 refuses names that are none', async () => {
    for (const name of ['', 'a/b', '../x', 'a'.repeat(65), 'ä']) {
      expect(codeOf(await vault().keep(name, hex('00')))).toBe('key-invalid');
      expect(codeOf(await vault().recall(name))).toBe('key-invalid');
    }
  });

  it('VLT-6 keeps secrets apart from the device', async () => {
    value(await vault().keep('device-keys.v1', hex('00')));
    expect(value(await vault().openDevice())).toBeNull();
  });
}

function value<T>(result: Result<T, { readonly code: string; readonly message: string }>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

function codeOf(result: Result<unknown, { readonly code: string }>): string {
  return result.ok ? 'ok' : result.error.code;
}

function present(keys: DeviceKeys | null): DeviceKeys {
  if (keys === null) throw new Error('no device keys');
  return keys;
}
