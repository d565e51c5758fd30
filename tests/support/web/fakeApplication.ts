import { fail, ok } from '@shared/result.ts';
import { readLinkCode } from '@domain/device/linkCode.ts';
import { writableSnapshot, type WritableSnapshot } from '@ports/snapshot.ts';
import type { Application, OwnProfile, Startup } from '@services/workspace/workspace.ts';
import type { BackupReport } from '@services/workspace/backupWorkspace.ts';
import type { DeviceJoiningState } from '@services/workspace/deviceWorkspace.ts';
import { seedDemo } from './demoData.ts';
import { fakeAccountId, fakeDeviceId } from './fakeIds.ts';
import { CUT, createFakeRestoring } from './fakeBackups.ts';
import { createFakeStore, emptyState } from './fakeStore.ts';
import { createFakeWorkspace, type FakeOptions, type FakeWorkspace } from './fakeWorkspace.ts';

export interface FakeApplicationOptions extends FakeOptions {
  /** What a backup gives back. */
  readonly restored?: BackupReport;
  /** Where the start stands; `ready` unless given. */
  readonly start?: Startup['status'];
  /** Demo people and chats; true unless set. */
  readonly hasDemo?: boolean;
}

export interface FakeApplication extends Application {
  readonly startup: WritableSnapshot<Startup>;
  readonly workspace: FakeWorkspace;
  /** How far a new device has come with a code. */
  readonly joining: WritableSnapshot<DeviceJoiningState>;
}

export const fakeOwnProfile: OwnProfile = {
  account: fakeAccountId('own'),
  device: fakeDeviceId('own'),
  profile: { name: 'Mira Sandhu', avatar: { kind: 'generated' } },
  phraseChecked: false,
  phraseElsewhere: false,
};

/** A whole application in memory. */
export function createFakeApplication(options: FakeApplicationOptions = {}): FakeApplication {
  const store = createFakeStore(emptyState(fakeOwnProfile));
  const workspace = createFakeWorkspace(store, options);
  if (options.hasDemo !== false) seedDemo(workspace.controls, (options.now ?? Date.now)());
  const ready: Startup = { status: 'ready', workspace, notice: null };
  const starts: Readonly<Record<Startup['status'], Startup>> = {
    opening: { status: 'opening' },
    rebuilding: { status: 'rebuilding', done: 6200, total: 10_412 },
    'first-start': { status: 'first-start' },
    ready,
    failed: { status: 'failed', error: { code: 'store-blocked', message: 'another tab holds the store' } },
  };
  const startup = writableSnapshot<Startup>(starts[options.start ?? 'ready']);
  const joining = writableSnapshot<DeviceJoiningState>({ status: 'looking' });
  return {
    startup,
    joining,
    workspace,
    retry: () => startup.set(ready),
    joinAccount: async ({ code }) => {
      if (!readLinkCode(code).ok) return fail('device-code-malformed', 'not a code');
      const end = () => joining.set({ status: 'looking' });
      return ok({ state: joining, end, accept: async () => joining.set({ status: 'linked' }) });
    },
    restoreBackup: async () => ok(createFakeRestoring(options.restored ?? CUT, () => startup.set(ready))),
    createProfile: async (profile) => {
      store.change((state) => (state.own = { ...state.own, profile }));
      startup.set(ready);
      return ok();
    },
  };
}
