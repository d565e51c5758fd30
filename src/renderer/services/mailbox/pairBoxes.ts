import { toBase64url } from '@shared/base64url.ts';
import type { DeviceId } from '@shared/ids.ts';
import { mailboxKey, mailboxName, termOf, termsToRead } from '@domain/mailbox/names.ts';
import type { MailParts } from './mailParts.ts';
import type { MailTarget } from './mailTargets.ts';

/** A mailbox one may take out of, and from whom what lies in it has to be. */
export interface OwnBox {
  readonly name: string;
  readonly key: Uint8Array;
  readonly target: MailTarget;
}

/** The mailboxes that each pair of devices has, from the X25519 secret of their keys (MBX-1). */
export class PairBoxes {
  private readonly parts: Pick<MailParts, 'self' | 'clock'>;
  private readonly secrets = new Map<string, Uint8Array>();

  constructor(parts: Pick<MailParts, 'self' | 'clock'>) {
    this.parts = parts;
  }

  /** The name under which something is left for a device now; null where there is no secret with it. */
  async nameFor(target: MailTarget): Promise<string | null> {
    const shared = await this.secretWith(target);
    if (shared === null) return null;
    const { self, clock } = this.parts;
    return mailboxName(mailboxKey(shared, { from: self.device, to: target.device }, termOf(clock.now())));
  }

  /** Where something from a device may lie for us. */
  async ownBoxes(target: MailTarget): Promise<readonly OwnBox[]> {
    const shared = await this.secretWith(target);
    if (shared === null) return [];
    const { self, clock } = this.parts;
    const way: { readonly from: DeviceId; readonly to: DeviceId } = { from: target.device, to: self.device };
    return termsToRead(clock.now()).map((term) => {
      const key = mailboxKey(shared, way, term);
      return { key, name: mailboxName(key), target };
    });
  }

  private async secretWith({ device, certificate }: MailTarget): Promise<Uint8Array | null> {
    const name = device + toBase64url(certificate.agreement);
    const known = this.secrets.get(name);
    if (known !== undefined) return known;
    const shared = await this.parts.self.keys.agree(certificate.agreement);
    if (!shared.ok) return null;
    this.secrets.set(name, shared.value);
    return shared.value;
  }
}
