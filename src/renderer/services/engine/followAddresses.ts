import { pickSignalingHints } from '@domain/contact/signalingHints.ts';
import type { Settings } from '@domain/settings/settings.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { EngineParts } from './engineParts.ts';
import { iceServersIn } from './iceServersIn.ts';
import type { OwnSelf } from './ownSelf.ts';
import type { SettingsKeeper } from './settingsKeeper.ts';

/** What is told of the ways to others. */
interface Following {
  readonly own: OwnSelf;
  readonly settings: SettingsKeeper;
}

/** Lets transport, own card and host know the ways to others, now and whenever the settings change. `applied` is for the first time. */
export function followAddresses(
  parts: Pick<EngineParts, 'host' | 'transport'>,
  following: Following,
): { readonly applied: Promise<void>; readonly stop: Disposer } {
  const { settings } = following.settings;
  let told: Pick<Settings, 'nearby' | 'proxy'> | null = null;
  const apply = async () => {
    const { nearby, proxy } = settings.get();
    const before = told;
    told = { nearby, proxy };
    if (nearby !== before?.nearby) void parts.host.call('nearby.set', { isOn: nearby });
    // Before anything is asked of a service; a host without one goes by the browser's.
    if (!isSame(proxy, before?.proxy)) await parts.host.call('proxy.set', proxy);
    await applyAddresses(parts, following);
  };
  return { applied: apply(), stop: settings.subscribe(() => void apply()) };
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
