import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { DeviceKeys, KeyVault, VerifySignature } from '@ports/keyVault.ts';
import type { Mailbox } from '@ports/mailbox.ts';
import type { Random } from '@ports/random.ts';
import type { Log } from '../diagnostics/log.ts';
import type { KnownGroup } from '../groups/knownGroup.ts';
import type { Directory } from '../replication/context.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { GroupWord, LinkedPeer } from '../replication/session.ts';
import type { CrowdedMail } from './mailCrowd.ts';
import type { MailTarget, OwnServices } from './mailTargets.ts';

/** What leaving and fetching bundles work with. */
export interface MailParts {
  readonly self: { readonly account: AccountId; readonly device: DeviceId; readonly keys: DeviceKeys };
  readonly mailbox: Mailbox;
  readonly vault: Pick<KeyVault, 'agreementOfSeed' | 'agreeWithSeed'>;
  readonly verify: VerifySignature;
  readonly random: Random;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: DocumentStore;
  readonly replicator: Replicator;
  readonly directory: Directory;
  /** With whom mailboxes are shared now. */
  readonly targets: () => ReadonlyMap<DeviceId, MailTarget>;
  readonly services: () => OwnServices;
  readonly groups: () => readonly KnownGroup[];
  readonly ownCard: () => Uint8Array;
  readonly onCard: (account: AccountId, card: Uint8Array) => Promise<unknown>;
  readonly onGroupWord: (peer: LinkedPeer, word: GroupWord) => Promise<unknown>;
  /** What one service did, for the screens. */
  readonly onOutcome: (address: string, outcome: ServiceOutcome) => void;
  /** Whether a mailbox between a device and us is full, for the screens. */
  readonly onCrowd: (target: MailTarget, way: CrowdedMail['way'], isCrowded: boolean) => void;
}

/** What came of asking a service: it worked, or why not. */
export type ServiceOutcome = 'working' | 'none' | 'away' | 'full' | 'refused' | 'lied';

/** A stretch of a chain of one space. */
export interface Tail {
  readonly space: SpaceId;
  readonly low: number;
  readonly high: number;
}
