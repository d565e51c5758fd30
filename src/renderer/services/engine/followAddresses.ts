import { pickSignalingHints } from '@domain/contact/signalingHints.ts';
import type { Settings } from '@domain/settings/settings.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { ConnectionState } from './connectionState.ts';
import type { EngineParts } from './engineParts.ts';
import { iceServersIn } from './iceServersIn.ts';
import { Turn } from '../turn.ts';
import type { OwnSelf } from './ownSelf.ts';
import type { SettingsKeeper } from './settingsKeeper.ts';

/** What is told of the ways to others. */
interface Following {
  readonly own: OwnSelf;
  readonly settings: SettingsKeeper;
  readonly connection: Pick<ConnectionState, 'setProxyFailed'>;
}

/** What could not be made known to the host is tried again after so long, ms. */
export const TRY_AGAIN = 5000;

/** Lets transport, own card and host know the ways to others, now and whenever the settings change. `applied` is for the first time. Until the host goes by the chosen proxy no service is asked (PRX-4). */
export function followAddresses(
  parts: Pick<EngineParts, 'host' | 'transport' | 'clock' | 'log'>,
  following: Following,
): { readonly applied: Promise<void>; readonly stop: Disposer } {
  const { settings } = following.settings;
  const turn = new Turn();
  let told: Partial<Pick<Settings, 'nearby' | 'proxy'>> = {};
  let stopWaiting: Disposer = () => undefined;
  let isOver = false;
  const apply = async () => {
    stopWaiting();
    if (isOver) return;
    const { nearby, proxy } = settings.get();
    if (nearby !== told.nearby) void parts.host.call('nearby.set', { isOn: nearby });
    told = { ...told, nearby };
    if (!isSame(proxy, told.proxy) && !(await isSet(parts, proxy))) {
      told = { nearby };
      following.connection.setProxyFailed(true);
      stopWaiting = parts.clock.after(TRY_AGAIN, () => void turn.take(apply));
      return;
    }
    told = { nearby, proxy };
    following.connection.setProxyFailed(false);
    await applyAddresses(parts, following);
  };
  const stop = settings.subscribe(() => void turn.take(apply));
  return {
    applied: turn.take(apply),
    stop: () => {
      isOver = true;
      stop();
      stopWaiting();
    },
  };
}

/** Makes the proxy known before anything is asked of a service; a host without one goes by the browser's. False where the host does not go by it. */
async function isSet(
  { host, transport, log }: Pick<EngineParts, 'host' | 'transport' | 'log'>,
  proxy: Settings['proxy'],
): Promise<boolean> {
  const set = await host.call('proxy.set', proxy);
  if (set.ok || set.error.code === 'unsupported') return true;
  log.write('error', 'network', `the proxy could not be set, and no service is asked: ${set.error.code}`);
  transport.configure({ iceServers: [], signaling: [] });
  return false;
}

function isSame(one: Settings['proxy'], other: Settings['proxy'] | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Signaling and ICE servers of the settings, and the host's own service, for the transport and for our card. */
async function applyAddresses(
  { host, transport }: Pick<EngineParts, 'host' | 'transport'>,
  { own, settings }: Following,
): Promise<void> {
  const described = await host.call('host.describe', {});
  const kept = settings.settings.get();
  const services = [...new Set([...kept.signaling, ...(described.ok ? described.value.signaling : [])])];
  transport.configure({ iceServers: iceServersIn(kept), signaling: services });
  await own.changeAddresses(pickSignalingHints(services));
}
