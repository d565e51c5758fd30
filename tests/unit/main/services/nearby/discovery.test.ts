import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { advertRecords, makeName } from '../../../../../src/main/services/nearby/advert.ts';
import { type Discovery, type Found, discover } from '../../../../../src/main/services/nearby/discovery.ts';
import { FakeAir, loopbackNetwork } from '../../../../support/node/fakeAir.ts';

const running: Discovery[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const one of running.splice(0)) one.close();
  vi.useRealTimers();
});

function start(air: FakeAir, isNear = (_address: string) => true) {
  const self = { name: makeName(), port: 1000 + running.length };
  const found: Found[] = [];
  const lost: string[] = [];
  const discovery = discover({
    self,
    networks: [loopbackNetwork()],
    openMulticast: air.open,
    isNear,
    found: (host) => found.push(host),
    lost: (name) => lost.push(name),
    now: () => Date.now(),
  });
  running.push(discovery);
  return { self, found, lost, close: () => discovery.close() };
}

const advert = (name: string, address: string, ttl?: number) => ({
  ...{ isQuery: false, questions: [], address },
  records: advertRecords({ name, port: 77 }, address, ttl),
});

describe('looking for other hosts', () => {
  it('NRB-4 finds who is there already and who comes, and hears who goes', async () => {
    const air = new FakeAir();
    const one = start(air);
    await vi.advanceTimersByTimeAsync(60_000);
    const other = start(air);
    await vi.advanceTimersByTimeAsync(200);
    expect(one.found).toEqual([{ ...other.self, addresses: ['127.0.0.1'] }]);
    expect(other.found).toEqual([{ ...one.self, addresses: ['127.0.0.1'] }]);
    other.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(one.lost).toEqual([other.self.name]);
  });

  it('NRB-3 forgets who is not heard of for two minutes', async () => {
    const air = new FakeAir();
    const one = start(air);
    await vi.advanceTimersByTimeAsync(10);
    const name = makeName();
    air.shout('wifi', advert(name, '192.168.1.9'));
    expect(one.found).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(110_000);
    expect(one.lost).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(one.lost).toEqual([name]);
  });

  it('NRB-3 goes by where a packet came from, and by none from outside', async () => {
    const air = new FakeAir();
    const one = start(air, (address) => address !== '8.8.8.8');
    await vi.advanceTimersByTimeAsync(10);
    air.shout('wifi', advert(makeName(), '8.8.8.8'));
    expect(one.found).toEqual([]);
    const name = makeName();
    air.shout('wifi', { ...advert(name, '10.0.0.1'), address: '192.168.1.4' });
    air.shout('wifi', { ...advert(name, '10.0.0.1'), address: 'fe80::9%wifi' });
    expect(one.found.at(-1)?.addresses).toEqual(['192.168.1.4', 'fe80::9%wifi']);
  });

  it('NRB-3 remembers 64 hosts, whoever shouts how many', async () => {
    const air = new FakeAir();
    const one = start(air);
    await vi.advanceTimersByTimeAsync(10);
    for (let count = 0; count < 200; count += 1) air.shout('wifi', advert(makeName(), '192.168.1.4'));
    expect(one.found).toHaveLength(64);
  });

  it('NRB-4 answers many that ask at once with one answer', async () => {
    const air = new FakeAir();
    start(air);
    await vi.advanceTimersByTimeAsync(20_000);
    air.said.length = 0;
    for (let count = 0; count < 50; count += 1)
      air.shout('wifi', {
        ...{ isQuery: true, records: [], address: '127.0.0.1' },
        questions: [{ name: '_banyan._tcp.local', type: 'PTR' }],
      });
    await vi.advanceTimersByTimeAsync(500);
    expect(air.said.filter(({ type }) => type === 'SRV')).toHaveLength(1);
  });
});
