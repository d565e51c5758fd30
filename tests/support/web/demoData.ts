import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { Contact, Message } from '@services/workspace/workspace.ts';
import { addContact, fakeSafetyNumber } from './fakeContacts.ts';
import { demoTalk, type DemoLine, longTalk } from './demoTalk.ts';
import { seedDemoMints } from './demoMints.ts';
import { seedDemoChannels } from './demoChannels.ts';
import { seedDemoMoments } from './demoMoments.ts';
import { seedDemoTrade } from './demoTrade.ts';
import { seedDemoWallet } from './demoWallet.ts';
import { fakeAccountId, fakeEventId } from './fakeIds.ts';
import type { FakeControls } from './fakeWorkspace.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface DemoPerson {
  readonly key: string;
  readonly name: string;
  readonly change?: Partial<Contact>;
  readonly lines: readonly DemoLine[];
  /** How long ago the last line was said. */
  readonly ago: number;
  readonly unread?: number;
  readonly draft?: string;
}

/** Label of the account that has 10,000 messages. */
export const LONG_CHAT = 'long';

const people: readonly DemoPerson[] = [
  {
    key: 'leila',
    name: 'Leila Haddad',
    lines: demoTalk.leila,
    ago: 4 * MINUTE,
    change: { tags: ['Work', 'Beirut'], verifiedAt: 1 },
  },
  { key: 'yusuf', name: 'يوسف الكردي', lines: demoTalk.yusuf, ago: 26 * MINUTE, unread: 3 },
  { key: 'tomas', name: 'Tomás Ferreira', lines: demoTalk.tomas, ago: 2 * HOUR },
  { key: 'ada', name: 'Ada', lines: demoTalk.ada, ago: 3 * HOUR, draft: 'Let me check the figures and' },
  { key: LONG_CHAT, name: 'River Club Crew', lines: [], ago: 5 * HOUR, unread: 128 },
  { key: 'wen', name: '陈雯', lines: demoTalk.wen, ago: DAY },
  {
    key: 'gurpreet',
    name: 'ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ',
    lines: demoTalk.gurpreet,
    ago: DAY + 3 * HOUR,
    change: { remark: 'ਗੁਰਪ੍ਰੀਤ (cousin)' },
  },
  { key: 'noor', name: 'Noor', lines: [], ago: 3 * DAY, change: { state: 'requested' } },
  { key: 'sam', name: 'Sam O’Neill-Vandenberghe of the Old Harbour Boathouse', lines: demoTalk.sam, ago: 4 * DAY },
  { key: 'spam', name: 'Free Gifts', lines: demoTalk.spam, ago: 40 * DAY, change: { blocked: true } },
];

/** Fills a fake with people, talk, invites, a request and a log. */
export function seedDemo(controls: FakeControls, now: number): void {
  for (const person of people) seedPerson(controls, person, now);
  seedDemoWallet(controls.wallet, now);
  seedDemoTrade(controls.wallet, now);
  seedDemoMints(controls.wallet.mints, now);
  seedDemoChannels(controls.channels, controls.files, now);
  seedDemoMoments(controls.moments, controls.files, now);
  controls.presence.set(new Set(['leila', 'tomas', LONG_CHAT].map(fakeAccountId)));
  controls.store.change((state) => {
    const account = fakeAccountId('request priya');
    state.requests = [
      {
        account,
        name: 'Priya Raman',
        avatar: { kind: 'generated' },
        receivedAt: now - 12 * MINUTE,
        safetyNumber: fakeSafetyNumber(account),
      },
    ];
    state.lastErrors = [
      { at: now - 8 * MINUTE, level: 'warn', source: 'link', text: 'no heartbeat for 15 s, started over' },
      { at: now - 2 * HOUR, level: 'error', source: 'signaling', text: 'wss://signal.example.org closed with 1006' },
    ];
  });
}

function seedPerson(controls: FakeControls, person: DemoPerson, now: number): void {
  const account = fakeAccountId(person.key);
  const last = now - person.ago;
  const { store } = controls;
  const space = addContact(
    store,
    { account, name: person.name, avatar: { kind: 'generated' } },
    { state: 'accepted', now: last },
  );
  const change = person.change ?? {};
  store.change((state) => {
    state.contacts = state.contacts.map((contact) =>
      contact.account === account
        ? { ...contact, lastSeenAt: last, ...change, name: change.remark ?? contact.name }
        : contact,
    );
    const chat = state.chats.get(space);
    if (!chat) return;
    const since = talkOf(person, { space, account, own: state.own.account });
    chat.messages = since.map((message) => ({ ...message, at: last + message.at }));
    const theirs = chat.messages.filter((message) => !message.own);
    chat.readAt = (theirs.at(-1 - (person.unread ?? 0)) ?? { at: 0 }).at;
    chat.draft = person.draft ?? '';
  });
}

interface Place {
  readonly space: SpaceId;
  readonly account: AccountId;
  readonly own: AccountId;
}

/** Talks that were made, by account: most tests make the same demo many times. */
const talks = new Map<string, readonly Message[]>();

/** The talk with a person, with times counted from its last line. */
function talkOf({ key, lines }: DemoPerson, place: Place): readonly Message[] {
  const known = `${place.own} ${place.account}`;
  const talk = talks.get(known) ?? messagesOf(key === LONG_CHAT ? longTalk(10_000) : lines, place);
  talks.set(known, talk);
  return talk;
}

function messagesOf(lines: readonly DemoLine[], place: Place): readonly Message[] {
  let at = 0;
  return lines
    .toReversed()
    .map((line, index) => {
      const message = messageOf(line, { ...place, at, index: lines.length - index });
      at -= (line.gap ?? 1) * MINUTE;
      return message;
    })
    .toReversed();
}

function messageOf(line: DemoLine, place: Place & { readonly at: number; readonly index: number }): Message {
  const isPending = line.state === 'queued' || line.state === 'failed';
  return {
    id: isPending ? `pending:${place.space}:${place.index}` : fakeEventId(`${place.space} ${place.index}`),
    at: place.at,
    own: line.own,
    author: line.own ? place.own : place.account,
    body: line.text === null ? { kind: 'unsupported' } : { kind: 'text', text: line.text },
    state: line.own ? (line.state ?? 'read') : 'received',
    error: line.state === 'failed' ? 'storage-full' : null,
  };
}
