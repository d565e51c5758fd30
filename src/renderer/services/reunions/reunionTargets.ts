import type { DeviceId } from '@shared/ids.ts';
import { familyOf } from '@domain/device/family.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { Identity } from '../identity/identity.ts';
import { type LinkTarget, contactTargets } from '../links/linkTargets.ts';

/** Whose devices there are. */
export interface ReunionPeople {
  readonly own: Pick<Identity, 'account' | 'papers' | 'meeting'>;
  readonly contacts: Pick<ContactBook, 'contacts' | 'papers'>;
}

/**
 * Every device of contacts who are not blocked and of the account itself, this one among them, also those that were taken out: that
 * somebody's old device is out is no reason not to hear of their new one. Own ones come first, then who was seen last.
 */
export function reunionTargets({ own, contacts }: ReunionPeople): ReadonlyMap<DeviceId, LinkTarget> {
  const targets = new Map<DeviceId, LinkTarget>();
  const { devices, revoked } = familyOf(own.papers);
  for (const [device, certificate] of devices) {
    const target = { account: own.account, certificate, signaling: own.meeting };
    targets.set(device, revoked.has(device) ? { ...target, isOut: true } : target);
  }
  const people = [...contacts.contacts.get().values()]
    .filter(({ record }) => !record.blocked)
    .toSorted((one, other) => (other.record.lastSeenAt ?? 0) - (one.record.lastSeenAt ?? 0));
  const known = contactTargets(people, (account) => contacts.papers.familyOf(account));
  for (const [device, target] of known) if (!targets.has(device)) targets.set(device, target);
  for (const { record, signaling } of people) {
    for (const [device, certificate] of contacts.papers.familyOf(record.account).devices)
      if (!targets.has(device)) targets.set(device, { account: record.account, certificate, signaling, isOut: true });
  }
  return targets;
}
