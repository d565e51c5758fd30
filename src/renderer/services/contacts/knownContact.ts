import type { DeviceId, SpaceId } from '@shared/ids.ts';
import type { ContactCard } from '@domain/contact/card.ts';
import type { ContactRecord } from '@domain/contact/contact.ts';
import type { Revocation } from '@domain/device/revocation.ts';
import type { Certificate } from '@domain/identity/certificate.ts';
import type { Invite } from '@domain/invite/invite.ts';

/** A contact with its card read; until the card has come, with what their invite said. */
export interface KnownContact {
  readonly record: ContactRecord;
  readonly root: Uint8Array;
  /** Of the devices that stand. */
  readonly certificates: readonly Certificate[];
  /** What their newest card says of devices that were taken out. */
  readonly revocations: readonly Revocation[];
  /** The device whose own signature says that it is theirs; the others are only claimed. */
  readonly signer: DeviceId;
  /** Where they said they can be found. */
  readonly signaling: readonly string[];
}

/** Someone new whose card is here: they asked and we accept. */
export function contactOfCard(space: SpaceId, card: ContactCard, addedAt: number): KnownContact {
  const { packed, version: cardVersion, profile } = card;
  const said = { card: packed, cardVersion, profile, state: 'accepted' as const };
  return { ...card, record: { ...blank(space, card.certificates, addedAt), ...said } };
}

/** Someone new of whom only an invite is here: we ask. */
export function contactOfInvite(space: SpaceId, invite: Invite, addedAt: number): KnownContact {
  const { certificate, payload, name } = invite;
  const profile = { name, avatar: { kind: 'generated' as const } };
  const record = { ...blank(space, [certificate], addedAt), profile, invite: payload, request: 'sending' as const };
  return invitedContact(record, invite);
}

/** Somebody of whom only an invite is here. */
export function invitedContact(record: ContactRecord, { certificate, signaling }: Invite): KnownContact {
  const { root, device: signer } = certificate;
  return { record, root, certificates: [certificate], revocations: [], signer, signaling };
}

function blank(space: SpaceId, certificates: readonly Certificate[], addedAt: number): ContactRecord {
  const [first] = certificates;
  if (first === undefined) throw new TypeError('an account has a device');
  return {
    account: first.account,
    space,
    card: new Uint8Array(),
    cardVersion: 0,
    devices: certificates.map(({ device }) => device),
    profile: { name: first.account.slice(0, 8), avatar: { kind: 'generated' } },
    state: 'requested',
    blocked: false,
    remark: null,
    tags: [],
    verifiedAt: null,
    lastSeenAt: null,
    addedAt,
    invite: null,
    request: null,
  };
}
