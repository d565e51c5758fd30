/** Two devices of one person with a link between them that can be cut, and what is said over it. */
import type { DeviceId } from '@shared/ids.ts';
import { encodeLinkMessage } from '@domain/link/messages.ts';
import type { WalletWord } from '@services/replication/session.ts';
import { COMPARE_EVERY, OwnExchange } from '@services/wallet/own/ownExchange.ts';
import type { OwnFamily } from '@services/wallet/own/ownFamily.ts';
import { isOwnWord } from '@services/wallet/own/ownWords.ts';
import { settle } from '../../../../../support/shared/settle.ts';
import { type Person, deviceOf } from '../../../domain/wallet/support/people.ts';
import { openDesk, peerOf } from './desk.ts';

type Desk = Awaited<ReturnType<typeof openDesk>>;

export interface Twin {
  readonly desk: Desk;
  readonly person: Person;
  readonly exchange: OwnExchange;
  /** What it said, oldest first. */
  readonly said: WalletWord[];
}

/** Devices that stand; all of these, until one is taken out. */
export class FakeFamily implements OwnFamily {
  readonly out = new Set<DeviceId>();
  private readonly people: readonly Person[];
  private readonly listeners = new Set<() => void>();

  constructor(people: readonly Person[]) {
    this.people = people;
  }

  readonly certificates = () => this.people.map((person) => deviceOf(person).certificate);
  readonly revocations = () => [];
  readonly stands = (device: DeviceId) =>
    !this.out.has(device) && this.people.some((person) => deviceOf(person).key === device);

  subscribe(listener: () => void) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  takeOut(person: Person): void {
    this.out.add(deviceOf(person).key);
    for (const listener of this.listeners) listener();
  }
}

/** See the head of this file. */
export async function twinDesks(people: readonly [Person, Person]) {
  const family = new FakeFamily(people);
  const make = async (person: Person): Promise<Twin> => {
    const desk = await openDesk(person);
    const { account, key: device } = { ...person, ...deviceOf(person) };
    // The exchange signs nothing.
    const self = { account, device } as ConstructorParameters<typeof OwnExchange>[0]['self'];
    return { desk, person, exchange: new OwnExchange({ ...desk, self, family }), said: [] };
  };
  const [one, other] = [await make(people[0]), await make(people[1])];
  let isUp = false;
  const queue: (() => Promise<unknown>)[] = [];
  const sayer = (from: Twin, to: Twin) => (word: WalletWord) => {
    from.said.push(word);
    encodeLinkMessage(word);
    queue.push(async () => {
      if (isUp && isOwnWord(word)) await to.exchange.hear(peerOf(from.person), word);
    });
  };
  const flow = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      await next();
      await settle();
    }
  };
  return {
    ...{ one, other, family, flow },
    link: async () => {
      isUp = true;
      one.desk.links.set([{ peer: peerOf(other.person), say: sayer(one, other) }]);
      other.desk.links.set([{ peer: peerOf(one.person), say: sayer(other, one) }]);
      await flow();
    },
    cut: () => {
      isUp = false;
      for (const { desk } of [one, other]) desk.links.set([]);
    },
    /** So many times of comparing go by. */
    later: async (times = 1) => {
      for (let time = 0; time < times; time += 1) {
        for (const { desk } of [one, other]) await desk.clock.advance(COMPARE_EVERY);
        await flow();
      }
    },
  };
}
