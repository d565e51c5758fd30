import type { SpaceId } from '@shared/ids.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import { LinkedRealtime } from '../mini/linkedRealtime.ts';
import type { Directory } from '../replication/context.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { EngineParts } from './engineParts.ts';

/** What realtime channels rest on. */
interface RealtimeCore {
  readonly replicator: Pick<Replicator, 'sessions'>;
  readonly directory: Pick<Directory, 'readersOf'>;
  readonly contacts: Pick<ContactBook, 'contacts'>;
  readonly groups: Pick<GroupBook, 'groups'>;
}

/** Realtime channels of mini programs run over the links there are. Who is taken out of a chat is out of them at once. */
export function joinRealtime(
  { clock, transport }: Pick<EngineParts, 'clock' | 'transport'>,
  { replicator, directory, contacts, groups }: RealtimeCore,
): LinkedRealtime {
  const readersOf = (space: SpaceId) => directory.readersOf(space);
  const onReaders = (listener: () => void) => {
    const stops = [contacts.contacts.subscribe(listener), groups.groups.subscribe(listener)];
    return () => {
      for (const stop of stops) stop();
    };
  };
  return new LinkedRealtime({ clock, links: replicator.sessions, readersOf, onReaders, lanes: transport.lanes });
}
