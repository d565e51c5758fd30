import { ownSpace } from '@domain/space/space.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import { ChoiceSync } from '../devices/choiceSync.ts';
import { CutIds } from '../devices/cutIds.ts';
import { Devices } from '../devices/devices.ts';
import { GroupSync } from '../devices/groupSync.ts';
import { OwnDirectory } from '../devices/ownDirectory.ts';
import { OwnLog } from '../devices/ownLog.ts';
import { PeopleSync } from '../devices/peopleSync.ts';
import { followDevices } from '../devices/revoking.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import { createAsRoot } from '../identity/rootSigner.ts';
import type { PreferenceBook } from '../preference/preferenceBook.ts';
import type { Directory } from '../replication/context.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { Acts } from '../workspace/acts.ts';
import type { EngineParts } from './engineParts.ts';
import type { OwnSelf } from './ownSelf.ts';
import type { PeopleParts } from './peopleActs.ts';
import type { SettingsKeeper } from './settingsKeeper.ts';

/** The directory of an account with several devices, and what its ends are read with. */
export interface JoinedOwn {
  readonly directory: OwnDirectory;
  readonly cutIds: CutIds;
}

/** Joins own devices to the directory of everybody else. */
export function joinOwnDirectory(
  { store }: Pick<EngineParts, 'store'>,
  joining: {
    readonly own: OwnSelf;
    readonly contacts: ContactBook;
    readonly groups: GroupBook;
    readonly over: Directory;
  },
): JoinedOwn {
  const { own, ...rest } = joining;
  const self = own.identity.get();
  const cutIds = new CutIds(store);
  const family = () => own.family;
  return { cutIds, directory: new OwnDirectory({ ...rest, self, family, space: ownSpace(self.account), cutIds }) };
}

/** What joining the devices needs beside the parts. */
export interface DeviceJoiningParts extends JoinedOwn {
  readonly own: OwnSelf;
  readonly contacts: ContactBook;
  readonly groups: GroupBook;
  readonly replicator: Replicator;
  readonly settings: SettingsKeeper;
  readonly book: PreferenceBook;
  readonly people: PeopleParts;
  readonly acts: Pick<Acts, 'deleteContact'>;
  readonly onProfile: () => Promise<void>;
}

/** Joins what keeps the devices of the account together. Has yet to be loaded and started. */
export function joinDevices(parts: EngineParts, joining: DeviceJoiningParts): Devices {
  const { store, vault, verify, log: lines } = parts;
  const { own, replicator, directory } = joining;
  const { account, device } = own.identity.get();
  const log = new OwnLog({
    space: ownSpace(account),
    device,
    store,
    author: (space, kind, body) => replicator.author(space, kind, body),
    hasOthers: () => directory.hasOthers,
    log: lines,
  });
  const syncs = [
    new PeopleSync({ ...joining, log, verify }),
    new GroupSync({ ...joining, log, self: account, verify }),
    new ChoiceSync({ ...joining, log }),
  ];
  const asRoot = createAsRoot(vault, () => own.identity.get());
  const devices = new Devices({
    ...parts,
    ...joining,
    log,
    syncs,
    asRoot,
    sharedWith: (other) => directory.sharedWith(other),
  });
  joining.contacts.onDevices = (other) => void followDevices(devices.ends, other);
  return devices;
}
