import { describe, expect, it } from 'vitest';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { dataHeadOf, encodeFrame, framesOf } from '@domain/mini/realtimeFrame.ts';
import { MAX_REALTIME_MESSAGE } from '@ports/peerTransport.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { GONE_AFTER, HERE_EVERY, LinkedRealtime, type RealtimeLink } from '@services/mini/linkedRealtime.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

type Hear = (channel: 'sync' | 'bulk' | 'realtime', bytes: Uint8Array) => void;

const [space, instance] = [idOf<SpaceId>('chat'), idOf<EventId>('card')];
const [ann, ben, eve] = ['ann', 'ben', 'eve'].map((name) => idOf<AccountId>(name)) as [AccountId, AccountId, AccountId];

/** Some people's buses, linked each with each; what goes over is counted. */
class World {
  readonly clock = new FakeClock();
  readonly members = new Set<AccountId>([ann, ben]);
  readonly sent: { readonly from: AccountId; readonly to: AccountId; readonly bytes: Uint8Array }[] = [];
  loss: (bytes: Uint8Array) => boolean = () => false;
  private readonly links = new Map<AccountId, ReturnType<typeof writableSnapshot<readonly RealtimeLink[]>>>();

  bus(account: AccountId): LinkedRealtime {
    const links = writableSnapshot<readonly RealtimeLink[]>([]);
    this.links.set(account, links);
    return new LinkedRealtime({ clock: this.clock, links, readersOf: () => [...this.members] });
  }

  link(one: AccountId, other: AccountId): () => void {
    const listeners = new Map<AccountId, Set<Hear>>([
      [one, new Set()],
      [other, new Set()],
    ]);
    const end = (self: AccountId, peer: AccountId): RealtimeLink => ({
      peer: { account: peer },
      link: {
        send: (channel, bytes) => {
          expect(bytes.length).toBeLessThanOrEqual(MAX_REALTIME_MESSAGE);
          this.sent.push({ from: self, to: peer, bytes });
          if (!this.loss(bytes)) for (const hear of listeners.get(peer) ?? []) hear(channel, bytes);
          return Promise.resolve({ ok: true, value: undefined });
        },
        onMessage: (hear) => {
          listeners.get(self)?.add(hear);
          return () => listeners.get(self)?.delete(hear);
        },
        onClose: () => () => undefined,
      },
    });
    const ends = [
      [one, end(one, other)],
      [other, end(other, one)],
    ] as const;
    for (const [account, made] of ends) this.change(account, (links) => [...links, made]);
    return () => {
      for (const [account, made] of ends) this.change(account, (links) => links.filter((link) => link !== made));
    };
  }

  /** Brings a frame as a peer would. */
  bring(from: AccountId, to: AccountId, bytes: Uint8Array): void {
    const link = this.links
      .get(from)
      ?.get()
      .find(({ peer }) => peer.account === to);
    void link?.link.send('realtime', bytes);
  }

  private change(account: AccountId, change: (links: readonly RealtimeLink[]) => readonly RealtimeLink[]): void {
    const links = this.links.get(account);
    links?.set(change(links.get()));
  }
}

function join(bus: LinkedRealtime, place = { instance, space }) {
  const heard: Uint8Array[] = [];
  return { seat: bus.join(place, (bytes) => heard.push(bytes)), heard };
}

describe('realtime over links', () => {
  it('MPH-9 of two places of one profile the later one has the channel, and the other is told', () => {
    const world = new World();
    const bus = world.bus(ann);
    const other = world.bus(ben);
    world.link(ann, ben);
    const there = join(other);
    const taken: string[] = [];
    const sit = (name: string, since: number) => {
      const heard: number[] = [];
      const onTaken = () => taken.push(name);
      return { heard, seat: bus.join({ instance, space, since, onTaken }, (bytes) => heard.push(bytes.length)) };
    };
    const [first, second] = [sit('first', 1), sit('second', 2)];
    expect([taken, first.seat.peers.get(), second.seat.peers.get()]).toEqual([['first'], 0, 1]);
    const late = sit('late', 1);
    for (const { seat } of [first, late]) {
      seat.send(new Uint8Array(7));
      seat.leave();
    }
    there.seat.send(new Uint8Array(3));
    expect([taken, first.heard, second.heard, late.heard, there.heard]).toEqual([['first', 'late'], [], [3], [], []]);
  });

  it('MPH-9 reaches who is on the channel, in one piece, whatever its size', async () => {
    const world = new World();
    const [first, second] = [world.bus(ann), world.bus(ben)];
    world.link(ann, ben);
    const [one, two] = [join(first), join(second)];
    expect([one.seat.peers.get(), two.seat.peers.get()]).toEqual([1, 1]);
    const large = Uint8Array.from({ length: 128_000 }, (_, n) => n * 31);
    for (const bytes of [new Uint8Array(0), Uint8Array.of(5), large]) one.seat.send(bytes);
    // They leave one after the other.
    await new Promise((resolve) => setImmediate(resolve));
    expect(two.heard.map(({ length }) => length)).toEqual([0, 1, 128_000]);
    expect(Buffer.compare(two.heard[2] ?? new Uint8Array(), large)).toBe(0);
    expect(one.heard).toEqual([]);
  });

  it('MPH-10 nothing is sent to who is not on it, and nothing after leaving', () => {
    const world = new World();
    const [first, second] = [world.bus(ann), world.bus(ben)];
    world.link(ann, ben);
    const one = join(first);
    world.sent.length = 0;
    one.seat.send(Uint8Array.of(1));
    expect(world.sent).toEqual([]);
    const two = join(second);
    one.seat.send(Uint8Array.of(2));
    two.seat.leave();
    expect(one.seat.peers.get()).toBe(0);
    one.seat.send(Uint8Array.of(3));
    two.seat.send(Uint8Array.of(4));
    expect(two.heard).toEqual([Uint8Array.of(2)]);
    expect(one.heard).toEqual([]);
  });

  it('MPH-10 who is no member hears of nothing and is not heard, whatever they send', () => {
    const world = new World();
    const [first, stranger] = [world.bus(ann), world.bus(eve)];
    world.link(ann, eve);
    const one = join(first);
    join(stranger);
    expect(world.sent.filter(({ from }) => from === ann)).toEqual([]);
    for (const bytes of [
      encodeFrame({ kind: 'here', instance, asks: true }),
      ...framesOf(dataHeadOf(instance), 1, Uint8Array.of(1)),
    ])
      world.bring(eve, ann, bytes);
    expect(one.heard).toEqual([]);
    expect(one.seat.peers.get()).toBe(0);
    expect(world.sent.filter(({ from }) => from === ann)).toEqual([]);
    world.members.add(eve);
    world.bring(eve, ann, framesOf(dataHeadOf(instance), 2, Uint8Array.of(1))[0] ?? new Uint8Array());
    expect(one.heard).toEqual([Uint8Array.of(1)]);
  });

  it('MPH-10 two instances never mix', () => {
    const world = new World();
    const [first, second] = [world.bus(ann), world.bus(ben)];
    world.link(ann, ben);
    const other = { instance: idOf<EventId>('other card'), space };
    const [one, two, three] = [join(first), join(second), join(second, other)];
    one.seat.send(Uint8Array.of(1));
    expect(two.heard).toHaveLength(1);
    expect(three.heard).toEqual([]);
  });

  it('MPH-10 a word that is lost is said again, and who falls silent counts as gone', async () => {
    const world = new World();
    const [first, second] = [world.bus(ann), world.bus(ben)];
    world.link(ann, ben);
    world.loss = () => true;
    const [one] = [join(first), join(second)];
    expect(one.seat.peers.get()).toBe(0);
    world.loss = () => false;
    await world.clock.advance(HERE_EVERY);
    expect(one.seat.peers.get()).toBe(1);
    world.loss = () => true;
    await world.clock.advance(GONE_AFTER + HERE_EVERY * 2);
    expect(one.seat.peers.get()).toBe(0);
  });

  it('MPH-10 a link that ends takes its devices with it, and a new one brings them back', () => {
    const world = new World();
    const [first, second] = [world.bus(ann), world.bus(ben)];
    const cut = world.link(ann, ben);
    const [one, two] = [join(first), join(second)];
    cut();
    expect([one.seat.peers.get(), two.seat.peers.get()]).toEqual([0, 0]);
    world.link(ann, ben);
    expect([one.seat.peers.get(), two.seat.peers.get()]).toEqual([1, 1]);
    one.seat.send(Uint8Array.of(1));
    expect(two.heard).toHaveLength(1);
  });

  it('MPH-11 a flood of frames is dropped, and what never gets whole holds little', async () => {
    const world = new World();
    const first = world.bus(ann);
    world.bus(ben);
    world.link(ann, ben);
    const one = join(first);
    for (let n = 0; n < 3000; n += 1)
      world.bring(ben, ann, framesOf(dataHeadOf(instance), n, Uint8Array.of(1))[0] ?? new Uint8Array());
    expect(one.heard).toHaveLength(2000);
    await world.clock.advance(5000);
    const whole = framesOf(dataHeadOf(instance), 1, new Uint8Array(128_000));
    for (let n = 0; n < 100; n += 1)
      world.bring(ben, ann, framesOf(dataHeadOf(instance), 5000 + n, new Uint8Array(128_000))[0] ?? new Uint8Array());
    for (const frame of whole) world.bring(ben, ann, frame);
    expect(one.heard).toHaveLength(2001);
  });
});
