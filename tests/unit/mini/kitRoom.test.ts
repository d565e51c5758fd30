/** The chat that the developer's kit plays (scripts/mini/page). */
import { describe, expect, it } from 'vitest';
import type { AccountId, EventId } from '@shared/ids.ts';
import type { PaymentOrder } from '@ports/paymentDesk.ts';
import type { ProgramStream } from '@services/mini/programLog.ts';
import { Channel } from '../../../scripts/mini/page/channel.ts';
import { describePaymentDesk } from '../../support/shared/paymentDeskContract.ts';
import { PaymentBooth } from '../../../scripts/mini/page/paymentBooth.ts';
import { Room, type RoomLog } from '../../../scripts/mini/page/room.ts';
import { idOf } from '../../support/shared/storeFixtures.ts';

const instance = idOf<EventId>('card');
const updates: ProgramStream = { instance, document: null, scope: 'instance' };
const own: ProgramStream = { instance, document: 'mine', scope: 'person' };
const join = (room: Room, name: string) => room.join(idOf<AccountId>(name), name);
const say = (log: RoomLog, text: string, stream = updates) => log.say(stream, new TextEncoder().encode(text));

async function read(log: RoomLog, stream = updates, after = 0): Promise<string> {
  const rows = await log.rows(stream, after, 100);
  return rows.ok ? rows.value.map(({ bytes }) => new TextDecoder().decode(bytes)).join('') : 'failed';
}
async function serials(log: RoomLog): Promise<number[]> {
  const rows = await log.rows(updates, 0, 100);
  return rows.ok ? rows.value.map(({ serial }) => serial) : [];
}

describe('a room', () => {
  it('carries what is said to everyone, its author too, and tells who watches', async () => {
    const room = new Room();
    const [ann, ben] = [join(room, 'Ann'), join(room, 'Ben')];
    let told = 0;
    const stop = ben.watch(updates, () => (told += 1));
    await say(ann, 'a');
    stop();
    await say(ben, 'b');
    expect([await read(ann), await read(ben), told]).toEqual(['ab', 'ab', 1]);
    expect(room.said.get().map(({ name, serials: where }) => [name, where])).toEqual([
      ['Ann', { Ann: 1, Ben: 1 }],
      ['Ben', { Ann: 2, Ben: 2 }],
    ]);
  });

  it('keeps from who is offline what is said meanwhile, and from the others what they say', async () => {
    const room = new Room();
    const [ann, ben, cem] = [join(room, 'Ann'), join(room, 'Ben'), join(room, 'Cem')];
    ben.goOnline(false);
    await say(ann, 'a');
    await say(ben, 'b');
    expect([await read(ann), await read(ben), await read(cem)]).toEqual(['a', 'b', 'a']);
    ben.goOnline(true);
    expect([await read(ann), await read(ben), await read(cem)]).toEqual(['ab', 'ba', 'ab']);
  });

  it('gives a late joiner what someone online has, one author after the other', async () => {
    const room = new Room();
    const [ann, ben] = [join(room, 'Ann'), join(room, 'Ben')];
    await say(ann, '1');
    await say(ben, '2');
    await say(ann, '3');
    ben.goOnline(false);
    await say(ben, '4');
    const late = join(room, 'Cem');
    expect(await read(late)).toBe('213');
    ben.goOnline(true);
    expect(await read(late)).toBe('2134');
  });

  it('MPH-3 gives serials that rise, with gaps, and never change', async () => {
    const room = new Room();
    const ann = join(room, 'Ann');
    for (const text of 'abcdef') await say(ann, text);
    expect(await serials(ann)).toEqual([1, 2, 3, 5, 6, 7]);
    expect(await read(ann, updates, 5)).toBe('ef');
    expect(await ann.last(updates)).toEqual({ ok: true, value: 7 });
  });

  it('shows nobody else a document of one’s own', async () => {
    const room = new Room();
    const [ann, ben] = [join(room, 'Ann'), join(room, 'Ben')];
    await say(ann, 'secret', own);
    expect([await read(ann, own), await read(ben, own), await read(join(room, 'Cem'), own)]).toEqual([
      'secret',
      '',
      '',
    ]);
  });
});

describe('the realtime channel', () => {
  it('MPH-9 reaches who is on it and online, and not oneself', () => {
    const [room, channel, heard] = [new Room(), new Channel(), [] as string[]];
    const seatOf = (log: RoomLog) =>
      channel.busOf(log).join({ instance, space: idOf('chat') }, (bytes) => heard.push(`${log.owner.name}${bytes[0]}`));
    const [ann, ben, cem] = [join(room, 'Ann'), join(room, 'Ben'), join(room, 'Cem')];
    const [first, , third] = [seatOf(ann), seatOf(ben), seatOf(cem)];
    first.send(Uint8Array.of(1));
    expect(heard.splice(0)).toEqual(['Ben1', 'Cem1']);
    ben.goOnline(false);
    expect([first.peers.get(), third.peers.get()]).toEqual([1, 1]);
    first.send(Uint8Array.of(2));
    third.leave();
    first.send(Uint8Array.of(3));
    expect(heard).toEqual(['Cem2']);
    expect(first.peers.get()).toBe(0);
  });
});

const order = { id: 'one', payee: idOf<AccountId>('Ben'), amount: { value: 1, currency: 'EUR' } } as PaymentOrder;

describe('the payment booth', () => {
  it('MPH-32 declines what waits when it is reset, and forgets', async () => {
    const booth = new PaymentBooth();
    const desk = booth.deskOf({ account: idOf<AccountId>('Ann') });
    const waiting = desk.pay(order);
    booth.reset();
    expect(await waiting).toEqual({ ok: true, value: { status: 'declined' } });
    void desk.pay(order);
    expect(booth.asked.get()).toHaveLength(1);
  });
});

describePaymentDesk('PaymentBooth', () => {
  const booth = new PaymentBooth();
  let [asked, isPaid] = [0, true];
  booth.asked.subscribe(() => {
    const [asking] = booth.asked.get();
    if (asking === undefined) return;
    asked += 1;
    queueMicrotask(() => asking.answer(isPaid));
  });
  return {
    desk: booth.deskOf({ account: idOf<AccountId>('Ann') }),
    say: (word) => void (isPaid = word === 'paid'),
    asked: () => asked,
  };
});
