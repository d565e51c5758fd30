import { fail, ok } from '@shared/result.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { DeviceActs, DeviceReads, LinkOfferState, OwnDevice } from '@services/workspace/deviceWorkspace.ts';
import { fakeDeviceId } from './fakeIds.ts';

/** What a test or the gallery can do to the devices of the account. */
export interface FakeDevices {
  readonly devices: WritableSnapshot<readonly OwnDevice[]>;
  readonly offer: WritableSnapshot<LinkOfferState>;
}

const CODE = { typed: 'K7QD 4MXA 93WT 0PNE', link: 'banyan://device#o2F2AWV0b2tlbkkBAgMEBQYHCAlpc2lnbmFsaW5ngA' };
/** The digits that are right. */
export const FAKE_DIGITS = '271828';

/** The devices of the account in memory. */
export function createFakeDevices(now: () => number): {
  readonly workspace: DeviceActs & DeviceReads;
  readonly controls: FakeDevices;
} {
  const own = {
    device: fakeDeviceId('own'),
    name: '',
    isThis: true,
    isRevoked: false,
    mayCertify: true,
  };
  const devices = writableSnapshot<readonly OwnDevice[]>([
    { ...own, addedAt: now() - 90 * 86_400_000, isLinked: false, lastSeenAt: null },
  ]);
  const offer = writableSnapshot<LinkOfferState>({ state: 'none' });
  const change = (device: string, to: Partial<OwnDevice>) =>
    devices.set(devices.get().map((one) => (one.device === device ? { ...one, ...to } : one)));
  return {
    controls: { devices, offer },
    workspace: {
      devices: () => queryOf(devices),
      linkOffer: () => queryOf(offer),
      offerLink: async () => {
        const code = { ...CODE, expiresAt: now() + 600_000 };
        offer.set({ state: 'waiting', code });
        return ok(code);
      },
      confirmLink: async (digits) => {
        const state = offer.get();
        if (state.state !== 'found') return fail('device-link-over', 'no device waits');
        if (digits === FAKE_DIGITS) {
          offer.set({
            state: 'linked',
            device: fakeDeviceId('laptop'),
            name: state.name,
            number: '01234 56789 01234 56789',
          });
          return ok();
        }
        offer.set(state.left > 1 ? { ...state, left: state.left - 1 } : { state: 'over', reason: 'wrong' });
        return fail(state.left > 1 ? 'device-digits-wrong' : 'device-link-over', 'wrong');
      },
      cancelLink: async () => {
        offer.set({ state: 'none' });
        return ok();
      },
      nameDevice: async (device, name) => {
        change(device, { name });
        return ok();
      },
      revokeDevice: async (device) => {
        change(device, { isRevoked: true, isLinked: false });
        return ok();
      },
    },
  };
}

function queryOf<T>(snapshot: WritableSnapshot<T>): LiveQuery<T> {
  return {
    subscribe: (listener) => {
      const tell = () => listener({ status: 'ready', value: snapshot.get() });
      tell();
      return snapshot.subscribe(tell);
    },
  };
}
