import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeName, readAdverts, advertRecords } from '../../../../../src/main/services/nearby/advert.ts';
import { readLanFrame } from '../../../../../src/main/services/nearby/frames.ts';
import { LanLink } from '../../../../../src/main/services/nearby/lanLink.ts';

interface End {
  readonly link: LanLink;
  /** What it sent. */
  readonly sent: string[];
  readonly heard: (readonly [string, string])[];
  readonly shared: string[];
  readonly invited: string[];
  isClosed: boolean;
}

function end(self = makeName(), now = () => 0): End {
  const sent: string[] = [];
  const heard: (readonly [string, string])[] = [];
  const shared: string[] = [];
  const invited: string[] = [];
  const made = { sent, heard, shared, invited, isClosed: false };
  const link = new LanLink({
    self,
    isDialer: false,
    now,
    wire: { send: (text) => sent.push(text), close: () => (whole.isClosed = true) },
    events: {
      ready: () => true,
      received: (topic, data) => heard.push([topic, data]),
      shared: (_link, topic) => shared.push(topic),
      invited: (_link, text) => invited.push(text),
    },
  });
  const whole: End = Object.assign(made, { link });
  return whole;
}

/** Brings what either said to the other until nobody says more. */
function deliver(one: End, other: End): void {
  while (one.sent.length + other.sent.length > 0) {
    for (const text of one.sent.splice(0)) other.link.take(text);
    for (const text of other.sent.splice(0)) one.link.take(text);
  }
}

function greeted(): readonly [End, End] {
  const [one, other] = [end(), end()];
  deliver(one, other);
  return [one, other];
}

describe('a link between two hosts', () => {
  it('NRB-6 carries what is said about topics that both hear, and nothing of the others', () => {
    const [one, other] = greeted();
    one.link.hear(['ours', 'mine']);
    other.link.hear(['ours', 'theirs']);
    deliver(one, other);
    expect([one.shared, other.shared]).toEqual([['ours'], ['ours']]);
    one.link.say('mine', 'secret');
    expect(one.sent).toEqual([]);
    one.link.say('ours', 'hello');
    deliver(one, other);
    expect(other.heard).toEqual([['ours', 'hello']]);
    other.link.leave(['ours']);
    deliver(one, other);
    one.link.say('ours', 'too late');
    expect(one.sent).toEqual([]);
  });

  it('NRB-7 names topics so that who does not know them learns nothing, and no two links have a name in common', () => {
    const topics = ['alice-and-bob', 'alice-and-carol'];
    const told = () => {
      const [one, other] = greeted();
      one.link.hear(topics, { isPadded: true });
      const frame = readLanFrame(one.sent[0] ?? '');
      deliver(one, other);
      return frame?.t === 'hear' ? frame.topics : [];
    };
    const [first, second] = [told(), told()];
    expect(first).toHaveLength(32);
    expect(first.filter((name) => second.includes(name))).toEqual([]);
    for (const topic of topics) expect(JSON.stringify([first, second])).not.toContain(topic);
  });

  it('NRB-8 takes nothing before the hello, and ends with the first that comes so', () => {
    const one = end();
    one.link.take(JSON.stringify({ t: 'open', isOpen: true }));
    expect(one.isClosed).toBe(true);
  });

  it('NRB-8 ends after twenty frames that are none', () => {
    const [one] = greeted();
    for (let count = 0; count < 19; count += 1) one.link.take('{"t":"say"}');
    expect(one.isClosed).toBe(false);
    one.link.take('no JSON');
    expect(one.isClosed).toBe(true);
  });

  it('NRB-8 ends when it is flooded, and when more topics are heard than it holds', () => {
    const [one] = greeted();
    for (let count = 0; count < 2020 && !one.isClosed; count += 1) one.link.take('{"t":"open","isOpen":false}');
    expect(one.isClosed).toBe(true);
    const [other] = greeted();
    const topics = Array.from({ length: 512 }, (_, place) => String(place).padStart(22, '0'));
    for (let count = 0; count < 28 && !other.isClosed; count += 1)
      other.link.take(
        JSON.stringify({ t: 'hear', topics: topics.map((name) => `${count}`.padEnd(2, '_') + name.slice(2)) }),
      );
    expect(other.isClosed).toBe(true);
  });

  it('NRB-9 tells a name only to who wants to be seen, and takes an invite from them alone', () => {
    const [one, other] = greeted();
    one.link.show('Alice');
    expect(one.sent.join()).not.toContain('Alice');
    deliver(one, other);
    expect(other.link.person).toBeNull();
    other.link.take(JSON.stringify({ t: 'invite', text: 'unasked' }));
    expect(other.invited).toEqual([]);
    other.link.show('Bob');
    deliver(one, other);
    expect([one.link.person, other.link.person]).toEqual(['Bob', 'Alice']);
    expect(one.link.invite('banyan://invite#x')).toBe(true);
    deliver(one, other);
    expect(other.invited).toEqual(['banyan://invite#x']);
    one.link.show(null);
    deliver(one, other);
    expect([one.link.person, other.link.person]).toEqual([null, null]);
    expect(one.link.invite('more')).toBe(false);
  });

  it('NRB-8 never throws, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.json(),
            fc.object().map((value) => JSON.stringify(value)),
          ),
        ),
        (texts) => {
          const [one] = greeted();
          for (const text of texts) one.link.take(text);
          expect(one.heard).toEqual([]);
        },
      ),
    );
  });
});

describe('adverts', () => {
  it('NRB-2 come back as they were said', () => {
    const advert = { name: makeName(), port: 4711 };
    expect(readAdverts(advertRecords(advert, '192.168.1.7'))).toEqual([{ ...advert, isGone: false }]);
    expect(readAdverts(advertRecords(advert, 'fe80::1%eth0', 0))).toEqual([{ ...advert, isGone: true }]);
  });

  it('NRB-3 are read from hostile records without a fault, and nothing else is taken for one', () => {
    const record = fc.record({
      name: fc.oneof(
        fc.string(),
        fc.string().map((text) => `${text}._banyan._tcp.local`),
      ),
      type: fc.constantFrom('SRV', 'PTR', 'TXT', 'A'),
      ttl: fc.option(fc.integer(), { nil: undefined }),
      data: fc.anything(),
    });
    fc.assert(
      fc.property(fc.array(record), (records) => {
        for (const { name, port } of readAdverts(records)) {
          expect(name).toMatch(/^[0-9a-f]{24}$/);
          expect(port).toBeGreaterThan(0);
        }
      }),
    );
  });
});
