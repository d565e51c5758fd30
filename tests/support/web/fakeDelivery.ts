import type { LiveQuery } from '@ports/query.ts';
import type { MailboxServiceStatus } from '@services/mailbox/mailboxStatus.ts';
import type {
  CrowdedPerson,
  DeliveryWorkspace,
  Equivocation,
  HistoryProgress,
  MessageDetails,
  OutboxEntry,
  PeerSync,
} from '@services/workspace/deliveryWorkspace.ts';
import { snapshotQuery } from '@services/workspace/liveQueries.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';

/** What the fake says about delivery, until a test says otherwise. */
export interface FakeDeliveryControls {
  readonly details: WritableSnapshot<MessageDetails | null>;
  readonly mailboxes: WritableSnapshot<readonly MailboxServiceStatus[]>;
  readonly crowded: WritableSnapshot<readonly CrowdedPerson[]>;
  readonly sync: WritableSnapshot<PeerSync | null>;
  readonly outbox: WritableSnapshot<readonly OutboxEntry[]>;
  readonly history: WritableSnapshot<HistoryProgress | null>;
  readonly equivocations: WritableSnapshot<readonly Equivocation[]>;
}

/** Words about delivery that a test sets. */
export function createFakeDelivery(): { readonly controls: FakeDeliveryControls; readonly reads: DeliveryWorkspace } {
  const controls: FakeDeliveryControls = {
    details: writableSnapshot<MessageDetails | null>(null),
    mailboxes: writableSnapshot<readonly MailboxServiceStatus[]>([]),
    crowded: writableSnapshot<readonly CrowdedPerson[]>([]),
    sync: writableSnapshot<PeerSync | null>(null),
    outbox: writableSnapshot<readonly OutboxEntry[]>([]),
    history: writableSnapshot<HistoryProgress | null>(null),
    equivocations: writableSnapshot<readonly Equivocation[]>([]),
  };
  const follow =
    <T>(snapshot: WritableSnapshot<T>) =>
    (): LiveQuery<T> =>
      snapshotQuery(snapshot);
  return {
    controls,
    reads: {
      messageDetails: follow(controls.details),
      mailboxServices: follow(controls.mailboxes),
      crowdedMail: follow(controls.crowded),
      peerSync: follow(controls.sync),
      outbox: follow(controls.outbox),
      historyProgress: follow(controls.history),
      equivocations: (account) => ({
        subscribe: (listener) =>
          snapshotQuery(controls.equivocations).subscribe((state) =>
            listener(
              state.status === 'ready'
                ? { status: 'ready', value: state.value.filter((proof) => proof.account === account) }
                : state,
            ),
          ),
      }),
    },
  };
}
