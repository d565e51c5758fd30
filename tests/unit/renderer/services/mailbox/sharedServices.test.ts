import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickSignalingHints } from '@domain/contact/signalingHints.ts';
import { type OwnServices, ownServices, sharedServices } from '@services/mailbox/mailTargets.ts';

const none: OwnServices = { signaling: [], mailboxes: [], host: [] };
const from = (...signaling: readonly string[]) => ({ signaling });

describe('MBC-2 the services two devices share', () => {
  it('MBC-2 are those beside the signaling services of either, and those named in the settings', () => {
    const own = { ...none, signaling: ['wss://mine.test'], mailboxes: ['wss://box.test/mailbox'] };
    expect(sharedServices(from('wss://theirs.test/signal'), own)).toEqual([
      'wss://theirs.test/mailbox',
      'wss://mine.test/mailbox',
      'wss://box.test/mailbox',
    ]);
    expect(ownServices(own)).toEqual(['wss://mine.test/mailbox', 'wss://box.test/mailbox']);
  });

  it.each([
    'ws://localhost:4780/signal',
    'ws://127.0.0.1:4444',
    'ws://[::1]:4444',
    'ws://a.localhost:1',
    'ws://LOCALHOST/',
  ])('MBC-2 %s in a card is another machine, and no service of ours', (address) => {
    expect(sharedServices(from(address), none)).toEqual([]);
    expect(sharedServices(from(address), { ...none, signaling: [address] })).toHaveLength(1);
    expect(sharedServices(from(), { ...none, signaling: [address], host: [address] })).toEqual([]);
  });

  it('MBC-2 a name that only begins like this machine is another one', () => {
    for (const address of ['wss://localhost.example.org', 'wss://127.example.org', 'wss://mylocalhost.org'])
      expect(sharedServices(from(address), none)).toHaveLength(1);
  });

  it('MBC-2 what one leaves, the other finds: with few services both come to the same ones', () => {
    const address = fc.constantFrom(
      'wss://a.test',
      'wss://b.test/signal',
      'wss://c.test/?token=0123456789abcdef',
      'ws://10.0.0.7:4444',
    );
    const list = fc.uniqueArray(address, { maxLength: 3 });
    const box = fc.uniqueArray(fc.constantFrom('wss://x.test/mailbox'), { maxLength: 1 });
    fc.assert(
      fc.property(list, list, box, (mine, theirs, mailboxes) => {
        const host = (port: number) => [`ws://localhost:${port}/signal`];
        const me = { signaling: mine, mailboxes, host: host(1) };
        const them = { signaling: theirs, mailboxes, host: host(2) };
        // What stands in cards has no token.
        const card = ({ signaling, host: own }: OwnServices) => from(...pickSignalingHints([...signaling, ...own]));
        const withToken = (services: OwnServices) => services.signaling.some((one) => one.includes('token'));
        const [here, there] = [sharedServices(card(them), me), sharedServices(card(me), them)];
        const isKnownToBoth = (one: string) => !one.includes('token') || (withToken(me) && withToken(them));
        expect(here.filter(isKnownToBoth).toSorted()).toEqual(there.filter(isKnownToBoth).toSorted());
        expect(here.every((one) => one.includes('/mailbox'))).toBe(true);
      }),
    );
  });
});
