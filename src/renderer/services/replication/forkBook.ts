import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { fromBase64url } from '@shared/base64url.ts';
import { type Equivocation, equivocationId, isParting, readEquivocation } from '@domain/event/readEquivocation.ts';
import { signatureOf } from '@domain/event/codec.ts';
import type { EquivocationRecord } from '@domain/event/equivocation.ts';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import { type ChainEnd, type Directory, type ReplicationContext, writerIn } from './context.ts';

/** What came of a proof. */
export type ProofOutcome = 'kept' | 'known' | 'invalid' | 'failed';

type Parts = Pick<
  ReplicationContext,
  'self' | 'penOf' | 'store' | 'journal' | 'directory' | 'clock' | 'verify' | 'log'
>;

/**
 * The proofs that devices made two events for one place (REP-20). Where a chain parts it ends for everybody who has the
 * proof, before that place, so that honest peers who hold different branches agree about the rest.
 */
export class ForkBook {
  private readonly parts: Parts;
  /** Of each chain the lowest place where it parts, and the lowest where two events stand that follow different ones. */
  private readonly proofs = new Map<string, EquivocationRecord>();
  private readonly ends = new Map<string, ChainEnd>();
  private readonly own = writableSnapshot<ReadonlySet<SpaceId>>(new Set());
  private loading: Promise<void> | null = null;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Spaces in which another copy of this very device was alive: nothing may be made there any more. */
  get forked(): Snapshot<ReadonlySet<SpaceId>> {
    return this.own;
  }

  /** Reads what is kept, once it can be. */
  load(): Promise<void> {
    this.loading ??= this.parts.store.proofs.all().then((kept) => {
      if (!kept.ok) this.loading = null;
      for (const record of kept.ok ? kept.value : []) this.enter(record);
    });
    return this.loading;
  }

  proofsOf(space: SpaceId): readonly EquivocationRecord[] {
    return [...this.proofs.values()].filter((proof) => proof.space === space);
  }

  /** The last place before a chain parts; null where it does not. */
  lastOf(space: SpaceId, device: DeviceId): number | null {
    return this.ends.get(space + device)?.seq ?? null;
  }

  /** The directory, with the chains that parted ending there. */
  over(directory: Directory): Directory {
    const bound: Directory = {
      accountOf: (space, device) => directory.accountOf(space, device),
      devicesOf: (space) => directory.devicesOf(space),
      sharedWith: (account) => directory.sharedWith(account),
      readersOf: (space) => directory.readersOf(space),
      floorOf: (space, account, device) => directory.floorOf(space, account, device),
      isOpenEnded: (space) => directory.isOpenEnded(space),
      takes: (space, kind) => directory.takes?.(space, kind) ?? true,
      notBefore: (space) => directory.notBefore?.(space) ?? 0,
      endOf: (space, device) => earlier(directory.endOf(space, device), this.ends.get(space + device) ?? null),
    };
    return bound;
  }

  /** Keeps a proof after checking it: form, member, both signatures. */
  async take(one: Uint8Array, other: Uint8Array): Promise<ProofOutcome> {
    const read = readEquivocation(one, other);
    if (!read.ok) return 'invalid';
    const id = equivocationId(read.value);
    const { space, device, seq } = read.value.first.content;
    const before = this.proofs.get(slotOf(read.value));
    if (before !== undefined && before.seq <= seq) return 'known';
    const account = this.parts.directory.accountOf(space, device);
    if (account === null) return 'known';
    if (!(await this.isSigned(read.value, device))) return 'invalid';
    const { first, second } = { first: read.value.first.payload, second: read.value.second.payload };
    const record = { id, account, device, space, seq, first, second, seenAt: this.parts.clock.now() };
    const kept = await this.parts.store.proofs.put(record);
    if (!kept.ok) return 'failed';
    // A higher place says nothing more, and a device can make as many as it likes.
    if (before !== undefined) await this.parts.store.proofs.remove(before.id);
    void this.parts.journal.append([{ t: 'proof', first, second }]);
    this.parts.log.write('error', 'admission', 'a device made two events for one place of its chain');
    this.enter(record);
    return 'kept';
  }

  private async isSigned({ first, second }: Equivocation, device: DeviceId): Promise<boolean> {
    const key = fromBase64url(device);
    if (!key.ok) return false;
    const valid = await Promise.all(
      [first, second].map((event) => {
        const { signature, signed } = signatureOf(event);
        return this.parts.verify(key.value, signature, signed);
      }),
    );
    return !valid.includes(false);
  }

  private enter(record: EquivocationRecord): void {
    const { space, device, seq } = record;
    if (device === writerIn(this.parts, space).device) this.own.set(new Set([...this.own.get(), space]));
    const read = readEquivocation(record.first, record.second);
    if (!read.ok) return;
    const slot = slotOf(read.value);
    if (seq < (this.proofs.get(slot)?.seq ?? Infinity)) this.proofs.set(slot, record);
    if (!isParting(read.value)) return;
    const end = { seq: seq - 1, id: read.value.first.content.prev };
    this.ends.set(space + device, earlier(this.ends.get(space + device) ?? null, end) ?? end);
  }
}

/** One of the two proofs that are kept of a chain. */
function slotOf(proof: Equivocation): string {
  const { space, device } = proof.first.content;
  return `${isParting(proof) ? 'parting' : 'apart'} ${space}${device}`;
}

function earlier(one: ChainEnd | null, other: ChainEnd | null): ChainEnd | null {
  if (one === null || other === null) return one ?? other;
  return one.seq <= other.seq ? one : other;
}
