import { ownSpace } from '@domain/space/space.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Mailboxes, MailboxesParts } from '../mailbox/mailboxes.ts';
import type { EngineParts } from './engineParts.ts';
import { type EngineServices, takeCard } from './engineServices.ts';
import { joinReunions } from './joinReunions.ts';
import type { OwnSelf } from './ownSelf.ts';

type Services = Pick<
  EngineServices,
  'contacts' | 'groups' | 'replicator' | 'settings' | 'connection' | 'shared' | 'hearing' | 'arrivals'
>;

/** Lets those meet who are not there at the same time, or not as who they were: mailboxes and reunions. */
export function joinMeetings(parts: EngineParts, services: Services, own: OwnSelf): Disposer {
  const disposers = [joinReunions(parts, services, own), joinMailbox(parts, services, own)];
  return () => {
    for (const dispose of disposers) dispose();
  };
}

/** Leaves and fetches sealed bundles; the code for it is fetched when it begins. Code that did not come comes with the next start. */
function joinMailbox(parts: EngineParts, services: Services, own: OwnSelf): Disposer {
  const { createMailbox, host, log, transport } = parts;
  if (createMailbox === undefined) return () => undefined;
  const { arrivals, settings, connection } = services;
  let mailboxes: Mailboxes | null = null;
  let isOver = false;
  const disposers: Disposer[] = [];
  const load = () =>
    Promise.all([createMailbox(), import('../mailbox/mailboxes.ts'), import('../mailbox/mailTargets.ts')]);
  const begin = async (): Promise<void> => {
    const loaded = await load()
      .catch(load)
      .catch(() => null);
    if (loaded === null) return log.write('warn', 'mailbox', 'its code did not come');
    const [mailbox, code, targets] = loaded;
    if (isOver) return mailbox.dispose();
    const described = await host.call('host.describe', {});
    const hostServices = described.ok ? described.value.signaling : [];
    const made = new code.Mailboxes({ ...wayOf(parts, services, { own, hostServices, ...targets }), mailbox });
    mailboxes = made;
    arrivals.hearers.push(made);
    disposers.push(
      settings.settings.subscribe(() => made.nudge()),
      transport.status.subscribe(onTurned(() => transport.status.get().signaling === 'online', made)),
      connection.status.subscribe(onTurned(() => !connection.status.get().proxyFailed, made)),
      host.on('power.changed', ({ state }) => (state === 'resume' ? made.nudge() : undefined)),
    );
    await made.start();
  };
  void begin();
  return () => {
    isOver = true;
    for (const dispose of disposers) dispose();
    mailboxes?.dispose();
  };
}

/** Tries all again when the way to services is open that was not. */
function onTurned(isOpen: () => boolean, mailboxes: Pick<Mailboxes, 'nudge'>): () => void {
  let before = isOpen();
  return () => {
    const now = isOpen();
    if (now && !before) mailboxes.nudge();
    before = now;
  };
}

interface Reach extends Pick<typeof import('../mailbox/mailTargets.ts'), 'mailTargets'> {
  readonly own: OwnSelf;
  readonly hostServices: readonly string[];
}

function wayOf(parts: EngineParts, services: Services, reach: Reach): Omit<MailboxesParts, 'mailbox'> {
  const { vault, verify, random, clock, log, store } = parts;
  const { contacts, groups, replicator, settings, connection, shared, hearing } = services;
  const { own, hostServices: host } = reach;
  const self = own.identity.get();
  const { directory } = shared;
  return {
    ...{ self, vault, verify, random, clock, log, store, replicator, directory },
    // While the chosen way to the network does not hold nothing goes another one (PRX-4).
    isOn: () => settings.settings.get().mailbox && !connection.status.get().proxyFailed,
    targets: () =>
      reach.mailTargets({
        ...{ self, own: own.identity.get(), ownSpace: ownSpace(self.account) },
        contacts: [...contacts.contacts.get().values()],
        groups: [...groups.groups.get().values()],
        familyIn: (account) => contacts.papers.familyOf(account),
        sharedWith: (account) => directory.sharedWith(account),
      }),
    services: () => {
      const { signaling, mailboxes } = settings.settings.get();
      return { signaling, mailboxes, host };
    },
    groups: () => [...groups.groups.get().values()],
    ownCard: () => own.card,
    onCard: (account, card) => takeCard({ own, contacts }, account, card),
    onGroupWord: async (peer, word) => hearing.hear?.(peer, word),
  };
}
