import { idBytes } from '@domain/event/codec.ts';
import { deriveNonce } from '@domain/wallet/derive.ts';
import { draftId } from '@domain/wallet/envelope.ts';
import type { Draft } from '@domain/wallet/record.ts';
import type { DeviceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { OwnSigner } from '../ownSigner.ts';
import type { WalletBook } from '../walletBook.ts';
import type { OwnFamily } from './ownFamily.ts';

/** What {@link FamilyKeeper} works with. */
export interface FamilyKeeperParts {
  readonly family: OwnFamily;
  readonly book: Pick<WalletBook, 'view' | 'commit'>;
  readonly signer: Pick<OwnSigner, 'self' | 'seal'>;
  readonly log: Log;
}

/** Keeps what proves which devices are one's own, and reports those that were taken out as lost (WSV-185), so that no book takes their orders. */
export class FamilyKeeper {
  private readonly parts: FamilyKeeperParts;

  constructor(parts: FamilyKeeperParts) {
    this.parts = parts;
  }

  /** To be run after each change. */
  async run(): Promise<void> {
    const { family, book, log } = this.parts;
    const certificates = family.certificates();
    const kept = certificates.length > 1 ? await book.commit({ records: [], certificates }) : ok();
    if (!kept.ok) log.write('error', 'wallet', `own certificates are not kept: ${kept.error.code}`);
    await this.report();
  }

  /** Only where the root or this device took one out: what another device did is its own to say here. Once: what the phrase ended is not begun anew. */
  private async report(): Promise<void> {
    const { family, book, signer, log } = this.parts;
    const { device: self } = signer.self;
    const said = family.revocations().filter(({ by }) => by === null || by.device === self);
    for (const device of new Set(said.map((revocation) => revocation.device))) {
      if (device === self || family.stands(device)) continue;
      const draft = this.draft(device);
      if (book.view.record(draftId(draft)) !== undefined) continue;
      const kept = await book.commit({ records: [await signer.seal(draft)] });
      if (!kept.ok) log.write('error', 'wallet', `a device that is out is not reported: ${kept.error.code}`);
    }
  }

  private draft(device: DeviceId): Draft<'freeze'> {
    const body = { account: this.parts.signer.self.account, key: device };
    return { type: 'freeze', nonce: deriveNonce('device-out', idBytes(device)), body };
  }
}
