import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { sealPlace } from '@domain/channel/letter.ts';
import { SEAL_NONCE_LENGTH, type Seal, type SealPurpose, keyFrom, sealValue } from '@domain/channel/seal.ts';
import { idBytes } from '@domain/event/codec.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import type { Sign } from '@domain/codec/signed.ts';
import { deviceOfKey } from '@domain/identity/account.ts';
import type { KeyVault } from '@ports/keyVault.ts';
import type { Random } from '@ports/random.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';

/** What is kept of a channel in the vault: the key it is written with, the key that opened it, the key answers come to. */
type KeptKey = 'pen' | 'root' | 'thread';
const SEED_LENGTH = 32;

/** A key that writes in one channel. */
export interface OpenPen {
  readonly device: DeviceId;
  readonly key: Uint8Array;
  /** X25519 seed and public half, made of the same secret. */
  readonly agreement: AgreementKey;
  readonly sign: Sign;
}

/** An X25519 key of which the private half is at hand. */
export interface AgreementKey {
  readonly seed: Uint8Array;
  readonly key: Uint8Array;
}

/** Something sealed to a key. */
export interface SealedTo {
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
  readonly box: Uint8Array;
}

/** The keys of channels: made here, kept in the vault (CHN-1), never shown. */
export class ChannelKeys {
  private readonly vault: KeyVault;
  private readonly random: Random;

  constructor(parts: { readonly vault: KeyVault; readonly random: Random }) {
    this.vault = parts.vault;
    this.random = parts.random;
  }

  /** The pen of a channel, made and kept where there is none. */
  async makePen(space: SpaceId): Promise<Result<OpenPen, WorkspaceError>> {
    const seed = await this.keptSeed('pen', space);
    return seed.ok ? ok(await this.penOf(seed.value)) : seed;
  }

  /** The pen of a channel; null where there is none, or the vault does not say. */
  async openPen(space: SpaceId): Promise<OpenPen | null> {
    const seed = await this.recall('pen', space);
    return seed === null ? null : this.penOf(seed);
  }

  /** A key to open a channel with. Nothing is kept. */
  async newRoot(): Promise<{ readonly seed: Uint8Array; readonly key: Uint8Array; readonly sign: Sign }> {
    const seed = this.random.bytes(SEED_LENGTH);
    return { seed, key: await this.vault.publicKeyOfSeed(seed), sign: (bytes) => this.vault.signWithSeed(seed, bytes) };
  }

  async keepRoot(space: SpaceId, seed: Uint8Array): Promise<Result<void, WorkspaceError>> {
    const kept = await this.vault.keep(nameOf('root', space), seed);
    return kept.ok ? ok() : fail('vault-unavailable', kept.error.message);
  }

  /** What signs for the key a charter names; null where that is somebody else's. */
  async signerOf(space: SpaceId, root: Uint8Array): Promise<Sign | null> {
    for (const kept of ['root', 'pen'] as const) {
      const seed = await this.recall(kept, space);
      if (seed !== null && equalBytes(await this.vault.publicKeyOfSeed(seed), root))
        return (bytes) => this.vault.signWithSeed(seed, bytes);
    }
    return null;
  }

  /** What answers to this person's letters to a channel are sealed to: made on first use. */
  async thread(space: SpaceId): Promise<Result<AgreementKey, WorkspaceError>> {
    const seed = await this.keptSeed('thread', space);
    return seed.ok ? ok(await this.agreementKey(seed.value)) : seed;
  }

  /** A key that letters are sealed to. */
  newInbox(): Promise<AgreementKey> {
    return this.agreementKey(this.random.bytes(SEED_LENGTH));
  }

  async agreementKey(seed: Uint8Array): Promise<AgreementKey> {
    return { seed, key: await this.vault.agreementOfSeed(seed) };
  }

  /** Forgets everything of a channel. */
  async forget(space: SpaceId): Promise<void> {
    for (const kept of ['pen', 'root', 'thread'] as const) await this.vault.forget(nameOf(kept, space));
  }

  /** Seals to a key, with one made for it alone; null for a key that shares no secret. */
  async sealTo(
    purpose: SealPurpose,
    at: { readonly space: SpaceId; readonly to: Uint8Array },
    value: unknown,
  ): Promise<SealedTo | null> {
    const own = await this.newInbox();
    const shared = await this.vault.agreeWithSeed(own.seed, at.to);
    if (!shared.ok) return null;
    const nonce = this.random.bytes(SEAL_NONCE_LENGTH);
    const place = sealPlace(at.space, own.key, at.to);
    const box = sealValue(value, { purpose, secret: shared.value, place, nonce });
    return { key: own.key, nonce, box };
  }

  /** What something was sealed to `own` with; null for a key that shares no secret. */
  async sealFrom(
    purpose: SealPurpose,
    at: { readonly space: SpaceId; readonly own: AgreementKey },
    sealed: Pick<SealedTo, 'key' | 'nonce'>,
  ): Promise<Seal | null> {
    const shared = await this.vault.agreeWithSeed(at.own.seed, sealed.key);
    if (!shared.ok) return null;
    return { purpose, secret: shared.value, place: sealPlace(at.space, sealed.key, at.own.key), nonce: sealed.nonce };
  }

  /** Seals for all editors. */
  sealDesk(space: SpaceId, inbox: AgreementKey, value: unknown): Pick<SealedTo, 'nonce' | 'box'> {
    const nonce = this.random.bytes(SEAL_NONCE_LENGTH);
    return { nonce, box: sealValue(value, deskSeal(space, inbox, nonce)) };
  }

  private async keptSeed(kept: KeptKey, space: SpaceId): Promise<Result<Uint8Array, WorkspaceError>> {
    const known = await this.vault.recall(nameOf(kept, space));
    if (!known.ok) return fail('vault-unavailable', known.error.message);
    if (known.value !== null) return ok(known.value);
    const seed = this.random.bytes(SEED_LENGTH);
    const written = await this.vault.keep(nameOf(kept, space), seed);
    return written.ok ? ok(seed) : fail('vault-unavailable', written.error.message);
  }

  private async recall(kept: KeptKey, space: SpaceId): Promise<Uint8Array | null> {
    const known = await this.vault.recall(nameOf(kept, space));
    return known.ok ? known.value : null;
  }

  private async penOf(seed: Uint8Array): Promise<OpenPen> {
    const key = await this.vault.publicKeyOfSeed(seed);
    const agreement = await this.agreementKey(keyFrom(seed, 'agreement'));
    return { device: deviceOfKey(key), key, agreement, sign: (bytes) => this.vault.signWithSeed(seed, bytes) };
  }
}

/** The seal of what editors say to each other. */
export function deskSeal(space: SpaceId, inbox: AgreementKey, nonce: Uint8Array): Seal {
  return { purpose: 'desk', secret: keyFrom(inbox.seed, 'desk'), place: idBytes(space), nonce };
}

function nameOf(kept: KeptKey, space: SpaceId): string {
  return `channel-${kept}.${space}`;
}
