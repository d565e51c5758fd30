import type { BlobId } from '@shared/ids.ts';
import { type PostBody, textPost } from '@domain/feed/post.ts';
import type { FeedPerson } from '@services/workspace/feedViews.ts';
import type { MomentRemarkView, MomentView } from '@services/workspace/momentsWorkspace.ts';
import type { FakeFiles } from './fakeFiles.ts';
import { fakeAccountId, fakeEventId } from './fakeIds.ts';
import { type FakeMoments, fakeOwnPerson, fakePost } from './fakeMoments.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const person = (key: string, name: string): FeedPerson => ({
  account: fakeAccountId(key),
  name,
  picture: null,
  own: false,
});
const leila = person('leila', 'Leila Haddad');
const yusuf = person('yusuf', 'يوسف الكردي');
const tomas = person('tomas', 'Tomás Ferreira');
const ada = person('ada', 'Ada');
const wen = person('wen', '陈雯');

type Shape = readonly [width: number, height: number];

/** Fills a fake with posts, stories and what was said about them. */
export function seedDemoMoments(moments: FakeMoments, files: FakeFiles, now: number): void {
  const album = (key: string, shapes: readonly Shape[], text: string): PostBody => ({
    ...textPost(text),
    files: shapes.map((shape, index) => photoFile(files, `${key} ${index}`, shape)),
  });
  const wide: Shape = [1600, 1067];
  const tall: Shape = [900, 1350];
  moments.posts.set([
    fakePost('market', leila, {
      at: now - 12 * MINUTE,
      seen: false,
      body: album('market', [wide, tall, wide], 'Saturday market with the big baskets 🧺'),
      likes: [tomas, ada, fakeOwnPerson].map((one) => ({ person: one, mark: '❤️' })),
      ownMark: '❤️',
      remarks: [
        remark('market 1', tomas, 'Did you leave any olives for the rest of us?', now - 9 * MINUTE),
        { ...remark('market 2', leila, 'One jar. Maybe.', now - 8 * MINUTE), to: answer('market 1', tomas) },
        { ...remark('market 3', fakeOwnPerson, 'I am coming over', now - 2 * MINUTE), removable: true, waiting: true },
      ],
    }),
    fakePost('library', yusuf, {
      at: now - 47 * MINUTE,
      seen: false,
      body: textPost('أنهيتُ اليوم قراءة «Banyan» للمرة الثانية، ووجدتُ فيه ما لم أره في الأولى.\nمن يريد أن يستعيره؟ 📚'),
      likes: [{ person: leila, mark: '❤️' }],
    }),
    fakePost('lake', fakeOwnPerson, {
      at: now - 3 * HOUR,
      body: album('lake', [[2000, 1100]], 'First swim of the year. Colder than it looks.'),
      audience: { kind: 'tags', tags: ['Beirut'] },
      likes: [{ person: leila, mark: '❤️' }],
      remarks: [remark('lake 1', leila, 'Brave!', now - 2 * HOUR)],
    }),
    fakePost('walk', wen, {
      at: now - 8 * HOUR,
      body: album(
        'walk',
        Array.from({ length: 9 }, (_, index) => (index % 2 === 0 ? wide : tall)),
        '周末和朋友们去爬山，秋天的山色真好看。',
      ),
      likes: [ada, leila].map((one) => ({ person: one, mark: '❤️' })),
    }),
    fakePost('essay', ada, {
      at: now - DAY,
      editedAt: now - 20 * HOUR,
      saved: true,
      body: {
        ...textPost(
          'Some notes on why the old harbour lamps flicker: it is not the wind. The mains frequency drifts by a hair at night, ' +
            'the ballasts were never replaced, and salt got into the sockets.\n\nI walked the whole pier with a meter and a torch, ' +
            'and wrote down every one of the forty lamps. Thirty-one are fine. Six need a new ballast, three a new socket. ' +
            'The harbour office was very kind about it, and asked whether I could come back in spring.\n\nSo if you see somebody ' +
            'on a ladder in April: that is me.',
        ),
        link: {
          url: 'https://harbour.example/lamps',
          title: 'Forty lamps, one by one',
          description: 'A table of every lamp on the pier and what it needs',
          thumbnail: null,
        },
      },
    }),
    fakePost('pair', tomas, { at: now - 2 * DAY, body: album('pair', [tall, tall], 'Before and after') }),
    fakePost('only me', fakeOwnPerson, {
      at: now - 3 * DAY,
      body: textPost('Remember: the spare key is with Ada.'),
      audience: { kind: 'me' },
      waiting: true,
    }),
    fakePost('old', leila, { at: now - 40 * DAY, body: album('old', [wide, wide, wide, wide], 'Last month') }),
    story(files, { key: 'story leila', who: leila, at: now - HOUR, text: 'Sunrise from the roof', shape: tall }),
    story(files, { key: 'story leila 2', who: leila, at: now - 50 * MINUTE, text: 'and the cat', shape: wide }),
    story(files, {
      key: 'story ada',
      who: ada,
      at: now - 5 * HOUR,
      text: 'Rehearsal tonight, come early!',
      shape: null,
    }),
    { ...story(files, { key: 'story wen', who: wen, at: now - 6 * HOUR, text: '早安', shape: wide }), seen: true },
    story(files, { key: 'story own', who: fakeOwnPerson, at: now - 2 * HOUR, text: 'Tea', shape: wide }),
  ]);
  moments.viewers.set(fakeEventId('post story own'), [
    { person: leila, at: now - HOUR },
    { person: ada, at: now - 80 * MINUTE },
  ]);
  moments.news.set([
    news('lake 1', leila, 'Brave!', now - 2 * HOUR, false),
    news('lake like', leila, null, now - 2.5 * HOUR, false),
    news('only like', tomas, null, now - 2 * DAY, true),
  ]);
  moments.away.set({
    asked: true,
    digest: {
      ...{ since: now - 26 * DAY, until: now - HOUR, posts: 41, mostPosts: 1000 },
      people: [
        { person: leila, posts: 23 },
        { person: ada, posts: 12 },
        { person: tomas, posts: 6 },
      ],
      ...{ likes: 9, remarks: 4, unanswered: [news('away 1', leila, 'Which lake is that?', now - 2 * DAY, true)] },
    },
  });
  moments.covers.set(fakeOwnPerson.account, album('cover', [[1800, 700]], ''));
}

function remark(key: string, who: FeedPerson, text: string, at: number): MomentRemarkView {
  return { id: fakeEventId(`remark ${key}`), person: who, at, text, to: null, removable: false, waiting: false };
}

function answer(key: string, who: FeedPerson): MomentRemarkView['to'] {
  return { id: fakeEventId(`remark ${key}`), name: who.name };
}

function news(key: string, who: FeedPerson, text: string | null, at: number, seen: boolean) {
  const lake = fakePost('lake', fakeOwnPerson);
  return { id: fakeEventId(`news ${key}`), post: lake.id, space: lake.space, person: who, at, text, seen };
}

interface DemoStory {
  readonly key: string;
  readonly who: FeedPerson;
  readonly at: number;
  readonly text: string;
  readonly shape: Shape | null;
}

function story(files: FakeFiles, { key, who, at, text, shape }: DemoStory): MomentView {
  const shown = shape === null ? [] : [photoFile(files, key, shape)];
  return fakePost(key, who, { at, seen: false, expires: at + DAY, body: { ...textPost(text), files: shown } });
}

/** A photo that is here: a landscape drawn from its name. */
export function photoFile(files: FakeFiles, key: string, [width, height]: Shape): PostBody['files'][number] {
  const blob: BlobId = fakeEventId(`photo ${key}`) as string as BlobId;
  files.urls.set(blob, landscape(key, width, height));
  files.setState(blob, { state: 'here', held: 240_000, size: 240_000, sources: 0 });
  const picture = { width, height, blur: 'JQcSFQaYd3hpd4h4eIiHd4iHeIiH', thumbnail: null };
  return { blob, size: 240_000, name: `${key}.webp`, mime: 'image/webp', picture };
}

function landscape(key: string, width: number, height: number): string {
  const hue = [...key].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
  const hills = [0.62, 0.74, 0.86].map((top, index) => {
    const dip = ((hue * (index + 3)) % 17) / 100;
    const fill = `hsl(${(hue + 40 * index) % 360} 38% ${46 - 11 * index}%)`;
    const path = `M0 ${height * top} Q${width * (0.25 + dip)} ${height * (top - 0.2)} ${width * 0.5} ${height * top} T${width} ${height * (top - dip)} V${height} H0Z`;
    return `<path d="${path}" fill="${fill}"/>`;
  });
  const sky = `<linearGradient id="s" x2="0" y2="1"><stop stop-color="hsl(${(hue + 190) % 360} 62% 74%)"/><stop offset="1" stop-color="hsl(${(hue + 30) % 360} 72% 88%)"/></linearGradient>`;
  const sun = `<circle cx="${width * (0.2 + (hue % 60) / 100)}" cy="${height * 0.3}" r="${height * 0.09}" fill="hsl(45 90% 88%)"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${sky}<rect width="100%" height="100%" fill="url(#s)"/>${sun}${hills.join('')}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
