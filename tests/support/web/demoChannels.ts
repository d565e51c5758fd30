import type { ArticleDocument, Block, Span } from '@domain/article/document.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { textPost } from '@domain/feed/post.ts';
import type { ChannelPostView, ChannelView } from '@services/workspace/channelWorkspace.ts';
import { type FakeChannels, fakeChannel, fakePost } from './fakeChannels.ts';
import { photoFile } from './demoMoments.ts';
import { fakeAccountId, fakeBlobId, fakeDeviceId, fakeEventId } from './fakeIds.ts';
import type { FakeFiles } from './fakeFiles.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const plain = (text: string): readonly Span[] => [{ text }];
const paragraph = (...spans: readonly Span[]): Block => ({ block: 'paragraph', spans });
const person = (key: string, name: string) => ({ account: fakeAccountId(key), name, picture: null, own: false });

type Pictures = Readonly<Record<'loaf' | 'window', FileReference>>;

/** An article with a block of every kind. */
const articleOf = (pictures: Pictures): ArticleDocument => ({
  v: 1,
  blocks: [
    paragraph(
      { text: 'A starter is flour, water and patience. Ours is eleven years old and lives in a jar with a ' },
      { text: 'crooked lid', italic: true },
      { text: '. Here is how we keep it, what we feed it, and ' },
      { text: 'the one mistake everybody makes', bold: true },
      { text: '.' },
    ),
    {
      block: 'picture',
      file: pictures.loaf,
      caption: 'Saturday, six in the morning.',
      description: 'A round loaf on a wooden board',
    },
    {
      block: 'product',
      picture: pictures.window,
      name: 'Starter in a jar',
      amount: '6.50',
      unit: 'EUR',
      words: 'Fed this morning, with a note on how to keep it.',
      opens: { what: 'payment', code: 'banyan://pay#starter' },
    },
    { block: 'heading', level: 2, spans: plain('What it needs') },
    {
      block: 'list',
      ordered: false,
      items: [
        { level: 0, spans: plain('Flour that still has something of the grain in it') },
        { level: 1, spans: plain('rye wakes it up') },
        { level: 1, spans: plain('wheat keeps it calm') },
        { level: 0, spans: plain('Water that does not smell of the pool') },
        { level: 0, spans: plain('A place at 24 to 26 degrees') },
      ],
    },
    {
      block: 'quote',
      paragraphs: [plain('If you forget it for a week, it forgives you. If you forget it twice, it remembers.')],
    },
    { block: 'heading', level: 3, spans: plain('A week in figures') },
    {
      block: 'table',
      header: true,
      rows: [
        [plain('Day'), plain('Flour'), plain('Water'), plain('How it looks')],
        [plain('Monday'), plain('50 g'), plain('50 g'), plain('Asleep')],
        [plain('Wednesday'), plain('50 g'), plain('45 g'), plain('A few bubbles')],
        [plain('Friday'), plain('100 g'), plain('90 g'), plain('Twice as high by noon')],
      ],
    },
    paragraph(
      { text: 'We wrote down the formula once, for a friend who likes formulas. The ' },
      { text: 'whole story', link: 'https://bakery.example/starter' },
      { text: ' is longer; ' },
      { text: 'feed(1, 1, 1)', code: true },
      { text: ' is all you need to remember.' },
    ),
    {
      block: 'code',
      language: 'ts',
      text: 'function feed(starter: number, flour: number, water: number) {\n  return { starter, flour, water, total: starter + flour + water };\n}',
    },
    { block: 'rule' },
    {
      block: 'program',
      program: {
        package: fakeBlobId('poll'),
        name: 'Bread poll',
        key: null,
        size: 12_000,
        icon: null,
        version: '1.2',
        id: null,
        permissions: [],
        net: [],
      },
    },
    { block: 'payment', code: 'banyan://pay#demo', label: 'A jar of our starter, 3.50 EUR' },
  ],
});

const bakery: ChannelView = fakeChannel('The Harbour Bakery', {
  description:
    'Bread, what goes into it, and when it comes out of the oven. From the corner by the fish market since 1987.',
  welcome: 'Welcome! Ask us anything about bread; we answer after the morning rush.',
  menu: [
    { label: 'Opening hours', does: 'reply', text: 'Tuesday to Saturday, 6:30 to 14:00.\nSunday 8:00 to 12:00.' },
    { label: 'Order a cake', does: 'link', url: 'https://bakery.example/order' },
    { label: 'Our starter', does: 'post', post: fakeEventId('post starter') },
  ],
  comments: 'moderated',
  pinned: [fakeEventId('post starter')],
  unread: 2,
  readers: 118,
  vouchedBy: [person('leila', 'Leila Haddad'), person('tomas', 'Tomás Ferreira')],
});
const radio = fakeChannel('راديو الحارة', { description: 'أخبار الحي كل صباح', unread: 5, muted: true, readers: 42 });
const notes = fakeChannel('Field notes', {
  description: 'What I see on the way to work.',
  role: 'owner',
  followed: false,
  readers: 9,
  comments: 'on',
});

function article(
  channel: ChannelView,
  label: string,
  change: Partial<NonNullable<ChannelPostView['article']>>,
): ChannelPostView {
  const face = {
    title: label,
    summary: '',
    series: '',
    cover: null,
    document: fakeBlobId(label),
    size: 4000,
    words: 1300,
    blobs: [],
    ...change,
  };
  return fakePost(channel, label, { article: face, body: { ...textPost(''), article: face } });
}

function demoPosts(now: number, pictures: Pictures): readonly ChannelPostView[] {
  return [
    {
      ...article(bakery, 'starter', {
        title: 'Eleven years of the same starter',
        summary: 'How we keep it alive, what we feed it, and the one mistake everybody makes.',
        series: 'From the oven',
        cover: pictures.loaf,
      }),
      at: now - 3 * DAY,
      isPinned: true,
      reactions: [
        { mark: '❤️', count: 24 },
        { mark: '👍', count: 7 },
      ],
      ownMark: '❤️',
      remarks: [
        {
          id: fakeEventId('remark 1'),
          person: person('r1', 'Noor'),
          at: now - 2 * DAY,
          text: 'Mine smells of apples after two days. Is that good?',
          to: null,
          removable: false,
        },
        {
          id: fakeEventId('remark 2'),
          person: person('r2', 'The Harbour Bakery'),
          at: now - DAY,
          text: 'That is as good as it gets.',
          to: null,
          removable: false,
        },
      ],
      sent: [{ text: 'How often do you bake with rye?', at: now - HOUR, state: 'waiting' }],
    },
    fakePost(bakery, 'rye', {
      at: now - 40 * MINUTE,
      body: {
        ...textPost('Rye came out early today. Twelve loaves, still warm. https://bakery.example/today'),
        files: [pictures.window, pictures.loaf],
      },
      reactions: [{ mark: '😂', count: 2 }],
    }),
    {
      ...article(bakery, 'cake', {
        title: 'Plum cake, and why we stop making it in October',
        series: 'From the oven',
        cover: pictures.window,
      }),
      at: now - 9 * DAY,
      reactions: [{ mark: '👍', count: 3 }],
    },
    fakePost(radio, 'radio', {
      at: now - 3 * HOUR,
      body: textPost('صباح الخير يا أهل الحارة! السوق مفتوح حتى الثانية اليوم.'),
    }),
    fakePost(notes, 'heron', { at: now - 26 * HOUR, body: textPost('The heron is back at the weir.') }),
  ];
}

/** Channels followed and owned, with posts, drafts, letters and editors. */
export function seedDemoChannels(controls: FakeChannels, files: FakeFiles, now: number): void {
  const pictures = { loaf: photoFile(files, 'loaf', [1500, 1000]), window: photoFile(files, 'window', [1200, 1200]) };
  const posts = demoPosts(now, pictures);
  const demoArticle = articleOf(pictures);
  const newest = (channel: ChannelView) => {
    const post = posts.filter((one) => one.channel === channel.id).toSorted((left, right) => right.at - left.at)[0];
    return post === undefined ? null : { at: post.at, text: post.article?.title ?? post.body?.text ?? '' };
  };
  const channels = [bakery, radio, notes].map((channel) => ({ ...channel, newest: newest(channel) }));
  controls.state.set({
    channels,
    posts,
    articles: new Map(posts.filter((post) => post.article !== null).map((post) => [post.id, demoArticle])),
    drafts: [
      {
        id: 'draft-heron',
        channel: notes.id,
        post: null,
        title: 'A year at the weir',
        summary: 'Who comes, who stays.',
        series: '',
        document: demoArticle,
        changedAt: now - 5 * MINUTE,
        publishAt: null,
      },
    ],
    editors: new Map([
      [
        notes.id,
        [
          { pen: fakeDeviceId('pen own'), role: 'owner', name: 'Mira', own: true, since: now - 90 * DAY },
          { pen: fakeDeviceId('pen ada'), role: 'editor', name: 'Ada', own: false, since: now - 20 * DAY },
          { pen: fakeDeviceId('pen wen'), role: 'writer', name: '陈雯', own: false, since: now - 2 * DAY },
        ],
      ],
    ]),
    letters: [
      {
        id: 'letter 1',
        channel: notes.id,
        kind: 'comment',
        post: fakeEventId('post heron'),
        name: 'Sam',
        text: 'I saw two of them on Sunday!',
        at: now - 2 * HOUR,
        state: 'open',
        assigned: null,
        answers: [],
      },
      {
        id: 'letter 2',
        channel: notes.id,
        kind: 'message',
        post: null,
        name: 'Gurpreet',
        text: 'May I use your picture of the weir for our club’s calendar?',
        at: now - DAY,
        state: 'open',
        assigned: null,
        answers: [{ text: 'Gladly. Which size do you need?', at: now - 20 * HOUR, own: true }],
      },
    ],
    own: new Map([
      [
        bakery.id,
        {
          name: 'Mira',
          lines: [
            { text: 'Do you bake without nuts?', at: now - DAY, own: true, state: 'received' },
            { text: 'Everything but the Sunday plait.', at: now - 22 * HOUR, own: false, state: 'received' },
            { text: 'Wonderful, thank you!', at: now - HOUR, own: true, state: 'waiting' },
          ],
        },
      ],
    ]),
    replies: new Map(),
    terms: new Map(),
    dues: new Map(),
    sellers: new Map(),
    fromPeople: [
      {
        id: fakeChannel('Allotments North').id,
        name: 'Allotments North',
        link: fakeChannel('Allotments North').link,
        people: [person('ada', 'Ada'), person('wen', '陈雯')],
      },
    ],
  });
}
